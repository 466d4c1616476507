"""The precision of rules, as people found it by reading what they state: what is written depends on it.

`measured.json` holds for each rule how many of its edges were read, and how many of these are right. Rules of one
family have one meaning, and are pooled: a rule that was read seldom is taken to be about as good as its family.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from math import sqrt

from reweave.weave.stated.phrases import family_of

LEAST_BOUND = 0.7
"""A family is written only where the Wilson bound (95 %) of its precision is at least this."""
_Z = 1.96
_WEIGHT = 4.0
"""How many edges of the family an edge of the rule itself is worth in its estimate."""
_NAMED = frozenset(
    f"{rule}/{words}"
    for rule, names in (
        ("evidence/gloss", ("support", "the X this VERBS")),
        ("evidence/prose", ("support",)),
        ("opposition/gloss", ("challenge", "the X this VERBS")),
        ("opposition/prose", ("challenge",)),
        ("premise/gloss", ("depend on", "the X this VERBS")),
        ("premise/prose", ("depend on", "depend upon")),
    )
    for words in names
)
"""Rules whose words name the type itself ("the claim this supports"): what an author says with them is the edge,
whatever the family is worth, unless readings of the rule itself say otherwise.
"""
_OFTEN_WRONG = 2
_WRONG_SHARE = 0.2
_LEAST_ESTIMATE = 0.8
"""A rule that was right once in two readings is not written, however good its family is."""


@dataclass(frozen=True, slots=True)
class Count:
    """Edges that were read, and how many of them are right."""

    read: int = 0
    right: int = 0

    def __add__(self, other: "Count") -> "Count":
        """Return both together."""
        return Count(self.read + other.read, self.right + other.right)

    @property
    def share(self) -> float:
        """The share of right edges; 0 where none was read."""
        return self.right / self.read if self.read else 0.0

    @property
    def bound(self) -> float:
        """The lower bound of the share (Wilson, 95 %); 0 where none was read."""
        if not self.read:
            return 0.0
        spread = _Z * sqrt(self.share * (1 - self.share) / self.read + _Z * _Z / (4 * self.read * self.read))
        return (self.share + _Z * _Z / (2 * self.read) - spread) / (1 + _Z * _Z / self.read)


@dataclass(frozen=True, slots=True)
class Precision:
    """How precise a rule is: what was read of it and of its family, and its estimate, shrunk towards the family's."""

    rule: Count
    family: Count
    estimate: float
    written: bool
    """Whether edges of the rule are written, or only reported."""


class Measured:
    """The precision of every rule, from counts by rule."""

    def __init__(self, rules: Mapping[str, Count]) -> None:
        """Pool the rules by family."""
        self.rules = dict(rules)
        self.families: dict[str, Count] = {}
        for rule, count in rules.items():
            family = family_of(rule)
            self.families[family] = self.families.get(family, Count()) + count

    def precision(self, rule: str) -> Precision:
        """Return the precision of a rule; one that was never read has that of its family."""
        count = self.rules.get(rule, Count())
        family = self.families.get(family_of(rule), Count())
        estimate = (count.right + _WEIGHT * family.share) / (count.read + _WEIGHT)
        wrong = count.read - count.right
        refused = wrong >= _OFTEN_WRONG and wrong >= _WRONG_SHARE * count.read
        refused = refused or (count.read > 0 and estimate < _LEAST_ESTIMATE)
        named = rule in _NAMED
        return Precision(count, family, estimate, not refused and (named or family.bound >= LEAST_BOUND))


@lru_cache(maxsize=1)
def measured() -> Measured:
    """Return what was measured of the rules of this version."""
    text = resources.files("reweave.weave.stated").joinpath("measured.json").read_text(encoding="utf-8")
    return Measured({rule: Count(*counts) for rule, counts in json.loads(text).items()})

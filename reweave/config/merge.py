"""`[merge]`: what the lists and values of a frontmatter mean when two versions of a note are merged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reweave.config.check import Checker

Resolution = Literal["later", "earlier"]
"""Which of two dates counts where both sides changed one."""

_SETS = (
    "aliases",
    "challenged_by",
    "challenges",
    "cssclasses",
    "depends_on",
    "keywords",
    "related",
    "supports",
    "tags",
)


@dataclass(frozen=True, slots=True)
class MergeConfig:
    """`[merge]`.

    `sets` are the fields whose lists are sets: what either side added stays, what either side removed goes.
    `extend-sets` names further ones. `dated` are the lists of `target|type|date`, where one target and type stands
    once, with the earlier date. `[merge.dates]` says for a date which one counts where both sides changed it.
    """

    sets: tuple[str, ...] = _SETS
    extend_sets: tuple[str, ...] = ()
    dated: tuple[str, ...] = ("reweave_edges",)
    dates: Mapping[str, Resolution] = field(default_factory=lambda: {"last_evaluated": "later"})

    def is_set(self, name: str) -> bool:
        """Return whether the list of a field is a set."""
        return name in self.sets or name in self.extend_sets or name in self.dated


def read_merge(checker: Checker, value: object) -> MergeConfig:
    """Check the table `[merge]`.

    Raises:
        ReweaveError: a key or a value is not valid.
    """
    table = checker.table(value, "merge")
    rest = {key: one for key, one in table.items() if key != "dates"}
    options = checker.options(MergeConfig, rest, "merge")
    if "dates" in table:
        dates = checker.table(table["dates"], "merge.dates")
        options["dates"] = {key: checker.value(Resolution, one, f"merge.dates.{key}") for key, one in dates.items()}
    return MergeConfig(**options)

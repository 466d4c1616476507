"""What the ranker finds: probable targets of links, and groups of near-duplicate notes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Choice = Literal["spread", "named", "orphans"]
"""Which pairs are chosen: the best over several folders, all of notes that a user named, or the best of each orphan."""


@dataclass(frozen=True, slots=True)
class View:
    """How one note of a pair sees the other.

    `odds` is the log-odds of a link to it, `place` its place by similarity and `walk` its place by a walk along links
    from similar notes (both from 1), `title` how much of the note's own title the other has in its text.
    """

    odds: float
    place: int
    walk: int
    title: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A probable target of a link from the source, and why. Notes are known by their places in the vault.

    `probability` is the calibrated chance that an author who knew both notes linked them, `view` how the source sees
    the target, `similarity` how alike their texts are (0 to 1), `rare` how many rare words both have. `evidence` holds
    the raw scores above zero, `shared_terms` the words shared, the most telling first, `linkers` the notes most like
    the source among those that link the target.
    """

    source: int
    target: int
    probability: float
    view: View
    similarity: float
    rare: int
    evidence: Mapping[str, float]
    shared_terms: tuple[str, ...]
    linkers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """The first place where the body of `source` has a name of `target`: characters [start, end) of the body."""

    source: int
    target: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Two notes or more, by their places in the vault in order, that share a title or have nearly the same text."""

    places: tuple[int, ...]
    same_title: bool


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """Unlinked pairs that are probably right, the best first, each with the probability of that.

    `refused` counts the others by the names of their refusals, `reworded` are the groups of notes among them that say
    the same.
    """

    pairs: tuple[tuple[float, Candidate], ...]
    refused: Mapping[str, int]
    reworded: tuple[DuplicateGroup, ...]


def group_numbers(groups: Iterable[DuplicateGroup]) -> dict[int, set[int]]:
    """Return for each note in a group the numbers of its groups."""
    numbers: dict[int, set[int]] = {}
    for number, group in enumerate(groups):
        for place in group.places:
            numbers.setdefault(place, set()).add(number)
    return numbers


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a vault's own links say that the ranker can be trusted there; `sources` is how many notes have some.

    `found` is the recall among the first ten of links that were hidden, `baseline` that of TF-IDF; `None` where too
    few notes have links to fit the ranker.
    """

    sources: int
    found: float | None
    baseline: float | None

"""Proposed edges that no longer hold, and the notes without them."""

from dataclasses import dataclass, field

from reweave.note.changeset import Change
from reweave.note.provenance import Provenance


@dataclass(frozen=True, slots=True)
class StaleProposal:
    """A proposed edge that no longer holds: the note that holds it, its entry, and why.

    `held`: the list that it was proposed for contains the note without it by now, so the item stays.
    """

    path: str
    entry: Provenance
    why: str
    held: bool = False


@dataclass(slots=True)
class StaleRemoval:
    """The notes without their stale edges, and the edges that stay after all, each with the reason."""

    changes: list[Change] = field(default_factory=list)
    removed: list[StaleProposal] = field(default_factory=list)
    left: list[tuple[StaleProposal, str]] = field(default_factory=list)

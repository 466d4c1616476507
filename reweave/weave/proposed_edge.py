"""A proposed edge: from which claim to which, of which type, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class EdgeKind(StrEnum):
    """Whether the notes are linked already."""

    PROMOTED = "promoted"
    """The body links the target and says why; the frontmatter does not have the edge."""
    MENTIONED = "mentioned"
    """The text of one has the other's name, in whole words and without a link."""
    NEW = "new"
    """The two notes are not linked in either direction, in any form."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a note that state an edge; the line counts from 1."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an edge is proposed: the words that state it, or what made the pair.

    That is the ranker's features, the terms that both notes share, and the titles of notes like the source that link
    the target. `rule` is what read the words.
    """

    quote: Quote | None = None
    features: Mapping[str, float] = field(default_factory=dict)
    terms: tuple[str, ...] = ()
    linkers: tuple[str, ...] = ()
    rule: str = ""

    def __str__(self) -> str:
        """Return the reason on one line."""
        if self.quote is not None:
            return f'"{" ".join(self.quote.text.split())}" {self.quote.path}:{self.quote.line}'
        parts = [f"both mention {', '.join(self.terms)}"] if self.terms else []
        parts += [f"similar notes link the target: {'; '.join(self.linkers)}"] if self.linkers else []
        parts += [] if parts else [f"{name} {value:.2f}" for name, value in self.features.items()]
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class ProposedEdge:
    """One proposal. Paths are relative to the root; the titles are the names that mean each note alone."""

    source: str
    target: str
    source_title: str
    target_title: str
    type: str
    day: date
    score: float
    reason: Reason
    kind: EdgeKind

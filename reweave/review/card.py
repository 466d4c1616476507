"""The cards of a review: what is proposed, what a reviewer has to know, and what may be decided."""

from dataclasses import dataclass
from typing import Literal

from reweave.plan.operation import Operation
from reweave.plan.plan import Header
from reweave.review.excerpt import Excerpt

Answer = Literal["accept", "decline"]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a change as it is shown: kept (` `), added (`+`), removed (`-`), or left out between others (`…`)."""

    mark: Literal[" ", "+", "-", "…"]
    text: str


@dataclass(frozen=True, slots=True)
class NoteLines:
    """What becomes of the note at `path`."""

    path: str
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that may be made: the operations it comes to, and the lines they write.

    An edge may be accepted with another `type`, or `reverse`; of two notes that say the same, the one to `keep`. `why`
    says why a choice cannot be made; empty: it can.
    """

    answer: Answer
    operations: tuple[Operation, ...] = ()
    changes: tuple[NoteLines, ...] = ()
    type: str = ""
    reverse: bool = False
    keep: int = -1
    why: str = ""


@dataclass(frozen=True, slots=True)
class HeldEdge:
    """A typed edge that a note has: from it (`out`) or to it."""

    type: str
    out: bool
    title: str


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What a card shows of a note; `more` counts the edges beyond those in `edges`."""

    path: str
    title: str
    kind: str
    description: str
    opening: str
    edges: tuple[HeldEdge, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Something to be decided on, named by the operation that proposes it.

    `choices` are all the decisions that may be made, the proposal itself first. `stale`: a note changed since the
    proposal was made; the card shows it as it is now.
    """

    id: str
    choices: tuple[Choice, ...]
    stale: bool = False

    def choice(self, answer: Answer, type: str = "", reverse: bool = False, keep: int = -1) -> Choice | None:
        """Return the choice with these properties, if the card has it."""
        wanted = (answer, type, reverse, keep)
        return next((one for one in self.choices if (one.answer, one.type, one.reverse, one.keep) == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeCard(Card):
    """An edge between two notes, by their places in the review's `notes`.

    `written`: it is on a branch already. `kind` is that of a weave's edge, or `other` for what no weave
    proposed; `phrase` names the words that state it.
    """

    source: int
    target: int
    type: str
    kind: str
    score: float | None
    reason: str
    terms: tuple[str, ...] = ()
    linkers: str = ""
    phrase: str = ""
    excerpt: Excerpt | None = None
    written: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SameCard(Card):
    """Notes that may be one claim, by their places in the review's `notes`."""

    members: tuple[int, ...]
    same_title: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line before and after, side by side; `None` where one side has no such line."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A note's changed lines; `None` is a gap between rows."""

    path: str
    rows: tuple[Row | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCard(Card):
    """Changes of notes that are no new edges: those of rules, or any other operations that belong together."""

    title: str
    notes: tuple[SideBySide, ...]
    more: int = 0
    reason: str = ""
    written: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """A plan to be decided on.

    `name` tells it from other reviews, `header` is that of the plan that the decisions make. `symmetric` are the types
    without a direction. `left` are operations that cannot be shown, with the reasons. `source` says in words where the
    proposals come from; `branch` is the one that they are on already, if any.
    """

    name: str
    header: Header
    types: tuple[str, ...]
    notes: tuple[NoteFacts, ...]
    cards: tuple[Card, ...]
    symmetric: frozenset[str] = frozenset()
    left: tuple[tuple[str, str], ...] = ()
    source: str = ""
    branch: str = ""

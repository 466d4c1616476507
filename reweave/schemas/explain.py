"""The answer of `explain`."""

from typing import Annotated, TypedDict

from reweave.schemas import Keywords, NoteId, Ordinal, Share
from reweave.weave.proposed_edge import EdgeKind
from reweave.weave.refusal import Refusal
from reweave.weave.verdict import VerdictOrigin

# Nothing is pending elsewhere, and no model is asked.
_CODES = (
    "unreadable", "cannot-be-written", "in-field", "mere-mention", "not-stated", "no-new", "no-type", "not-looked-from",
    "no-candidate", "twin", "rank", "one-sided", "not-sure", "not-best",
    *(one.name.lower().replace("_", "-") for one in Refusal if one is not Refusal.WAITING),
)  # fmt: skip
_ORIGINS = tuple(one for one in VerdictOrigin if one is not VerdictOrigin.JUDGE)


class Said(TypedDict):
    """What one of the notes says of the other already."""

    path: NoteId
    line: Ordinal
    """The line in that note, from 1."""
    field: str | None
    """The field of the frontmatter; null for a link in the text."""
    text: str
    """The entry, or the line of the text around the link."""
    meanings: Ordinal
    """How many notes the name may mean."""


class Stated(TypedDict):
    """A type that a note states with its words, or why it states none."""

    type: str | None
    """The type that the words state; null: none."""
    how: Annotated[VerdictOrigin, Keywords(enum=_ORIGINS)] | None
    """Where it is stated: beside the link, in a heading, a sentence or a field; null: nowhere."""
    quote: str | None
    """The words."""
    path: NoteId | None
    """The path of the note that holds them."""
    line: Ordinal | None
    """Their line in it, from 1."""
    why: str
    """The rule that read the words, or why there is no type."""


class Ranked(TypedDict):
    """What the ranker says of the pair."""

    probability: Share
    """How sure the ranker is that the edge is right, from 0 to 1."""
    link_probability: Share
    """The chance that the author of the source would link the target, from 0 to 1."""
    threshold: float
    """The lowest probability at which an edge is proposed."""
    rank: Ordinal
    """The rank among the source's unlinked candidates, from 1."""
    of: Ordinal
    """How many candidates there are."""
    features: dict[str, float]
    """What made the pair, by name."""
    terms: list[str]
    """Words that both notes share, the most telling first."""


class Proposed(TypedDict):
    """The edge as `reweave weave` would write it."""

    type: str
    """The type of the edge."""
    kind: EdgeKind
    """promoted: the text links the target and says why. mentioned:
    the text of one has the other's name. new: nothing links the two."""
    score: float
    """How sure the weave is, from 0 to 1."""
    holder: NoteId
    """The path of the note to which it would be written."""
    field: str
    """The list to which it would be written."""
    item: str
    """The item that would be written."""


class Against(TypedDict):
    """A reason against the edge."""

    code: Annotated[str, Keywords(enum=_CODES)]
    """A short stable word."""
    text: str
    """The same, for people."""


class Direction(TypedDict):
    """An edge from one note to the other."""

    source: NoteId
    target: NoteId
    stated: Stated
    """The type that the authors state, with their words and where these are, or why there is none."""
    ranked: Ranked | None
    """What the ranker says of the pair; null where the target is no candidate."""
    proposed: Proposed | None
    """The edge as `reweave weave` would write it; null where it does not propose it."""
    against: list[Against]
    """Every reason against the edge; empty where it is proposed."""


class Explain(TypedDict):
    """Why an edge from one note to another is proposed, or not."""

    source: NoteId
    target: NoteId
    there: list[Said]
    """What the notes say of each other already: fields first, then reweave's own entries, then links in the text."""
    asked: Direction
    """The edge that was asked about."""
    reverse: Direction
    """The edge the other way."""
    conclusion: str
    """The outcome for the edge that was asked about, on one line."""

"""Verdicts: the type of the edge between two notes, with the words that state it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reweave.vault.vault import Vault

DUPLICATE, NONE = "duplicate", "none"
"""Verdicts besides the types of edges: the notes are near-duplicates, or unrelated."""


class VerdictOrigin(StrEnum):
    """Where a verdict comes from."""

    GLOSS = "gloss"
    """Words after a link that opens a list item."""
    HEADING = "heading"
    """A heading or a label above or before the link."""
    SENTENCE = "sentence"
    """A sentence around the link."""
    FIELD = "field"
    """A field of a frontmatter."""
    JUDGE = "judge"
    """The classifier that the configuration names."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The type of the edge from `source` to `target` (places in the vault), or `None` where the typer abstains.

    `quote` are the words that state it, as written at `line` of the note at `path` (white space reduced to single
    spaces). `derived` is set for a support that follows from "the target depends on the source". `rule` is what read
    the words, `why` the reason of an abstention, or the model that judged. `confidence` is what the judge claims, or
    the measured precision of the rule; 1 for what a field states.
    """

    source: int
    target: int
    type: str | None = None
    origin: VerdictOrigin | None = None
    quote: str = ""
    path: str = ""
    line: int = 0
    derived: bool = False
    confidence: float = 0.0
    why: str = ""
    rule: str = ""


EdgeTyper = Callable[[Vault, Sequence[tuple[int, int]]], Iterable[Verdict]]
"""Types pairs of notes (source, target); a pair without a verdict, or whose verdict has no type, is not proposed."""

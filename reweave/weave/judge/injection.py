"""Prompt injection: text in a note that orders an answer is not evidence for it.

The judge is told that notes are data, and a quote must occur in them; but an order occurs in its note too. So a pair
with such a note is not asked about, and a quote that reads like an answer's own words is refused.
"""

import re
from collections.abc import Iterable

_START = r"(?:^|[.!?:;>*\n(\[\"'`-]\s*|\b(?:please|always|must|now|just|only|should|shall|will|then|and|to)\s+)"
_ANSWER = r"(?:answer|respond|reply|output|return|classify|label|choose|report|say|print|write|emit|mark|rate|set|give)"
_FORGET = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,20}"
    r"\b(?:(?:previous|prior|earlier|above|your|these|system|all)\b[^.\n]{0,20}"
    r"\b(?:instructions?|prompts?|messages?|rules|guidelines)|everything (?:above|before))\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<\|[a-z_]+\|>|\[/?INST\]|</?(?:system|assistant|note-[0-9a-f]+)\b[^>]*>", re.IGNORECASE)


class Injections:
    """Finds instructions to answer with one of the edge types `types`."""

    def __init__(self, types: Iterable[str]) -> None:
        """Take the types that an instruction could name."""
        words = "|".join(re.escape(name).replace("_", "[_ ]") for name in types)
        self._in_notes = (
            re.compile(rf"{_START}{_ANSWER}\b[^.\n]{{0,80}}\b(?:{words})\b", re.IGNORECASE | re.MULTILINE),
            _FORGET,
            _MARKUP,
        )
        self._in_quotes = (
            *self._in_notes,
            re.compile(rf"\b(?:relation|label|verdict|json|confidence)\b[^.\n]{{0,40}}\b(?:{words})\b", re.IGNORECASE),
            re.compile(rf"[`\"'{{]\s*(?:{words})\s*[`\"'}}:]", re.IGNORECASE),
        )

    def find(self, text: str) -> int | None:
        """Return the offset of the first instruction in a note, or `None`."""
        places = [found.start() for pattern in self._in_notes if (found := pattern.search(text)) is not None]
        return min(places, default=None)

    def is_injection(self, quote: str) -> bool:
        """Return whether a quote is an order, or words that belong to an answer and not to a claim."""
        return any(pattern.search(quote) for pattern in self._in_quotes)

"""Prompt injection: text in a note that orders an answer is not evidence for it.

The judge is told that notes are data, and a quote must occur in them; but an order occurs in its note too. So a pair
with such a note is not asked about, and a quote that reads like an answer's own words is refused.
"""

import re
from collections.abc import Iterable

# Where a sentence begins: at the start of a line (behind its list marker or quotation mark), after the end of another,
# in brackets; and in the midst of one after words that only an order has.
_OPENED = r"[\s\"'`*_(\[{>]{0,8}"
_LINE = rf"^[ \t]{{0,12}}(?:[-*+>#]{{1,6}}[ \t]+|\d{{1,9}}[.)][ \t]+)?{_OPENED}"
_SENTENCE = rf"[.!?:;][\"'`)\]*_]{{0,4}}\s+{_OPENED}"
_ORDERING = r"(?:please|always|now|just|only|then|you (?:must|should|shall|will))"
_START = rf"(?:{_LINE}|{_SENTENCE}|[(\[{{]|<!--\s{{0,8}})(?:{_ORDERING}\s+){{0,3}}|\b(?:please|always|must|and|then)\s+"
_ANSWER = (
    r"(?:answer|respond|reply|output|return|classify|label|choose|report|say|print|write|emit|mark|rate|set|give)"
    r"(?!['\u2019-]\w)"  # "Say's law", "set-theoretic"
)
# "Choose from {causes, supports}" explains the choice, and orders none.
_GAP = r"(?:(?!\b(?:from|between|either|one of|any of)\b)[^.\n]){0,80}?"
# "Report what a claim supports" leaves the answer open.
_OPEN = r"\b(?:what|which|who|whom|how|why|whether)\b[^.,;:\n\"'`(]{0,80}\b"
# An order ends with the answer; "report ... depends on the season" goes on.
_ENDED = r"[\"'`*_)\]}]{0,4}(?=\s{0,4}(?:$|[.,;:!\n]|-->|and\b|with\b|as\b|here\b|now\b|for\b)|\s+(?-i:[A-Z]))"
_LINK = re.compile(r"\[\[[^\[\]\n]{1,500}\]\]|(?<=\])\([^()\n]{1,500}\)")
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
            re.compile(
                rf"(?:{_START}){_ANSWER}\b(?!{_GAP}{_OPEN}(?:{words})\b){_GAP}\b(?:{words})\b{_ENDED}",
                re.IGNORECASE | re.MULTILINE,
            ),
            _FORGET,
            _MARKUP,
        )
        self._in_quotes = (
            *self._in_notes,
            re.compile(rf"\b(?:relation|label|verdict|json|confidence)\b[^.\n]{{0,40}}\b(?:{words})\b", re.IGNORECASE),
            re.compile(rf"[`\"'{{]\s*(?:{words})\s*[`\"'}}:]", re.IGNORECASE),
        )

    def find(self, text: str) -> int | None:
        """Return the offset of the first instruction in a note, or `None`; the names of linked notes are none."""
        text = _without_links(text)
        places = [found.start() for pattern in self._in_notes if (found := pattern.search(text)) is not None]
        return min(places, default=None)

    def is_injection(self, quote: str) -> bool:
        """Return whether a quote is an order, or words that belong to an answer and not to a claim."""
        text = _without_links(quote)
        return any(pattern.search(text) for pattern in self._in_quotes)


def _without_links(text: str) -> str:
    """Return a text of the same length without the names of linked notes."""
    return _LINK.sub(lambda link: " " * len(link[0]), text)

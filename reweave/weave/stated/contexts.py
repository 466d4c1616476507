"""The contexts of links: glosses, labels above lists, sentences in prose.

Nothing is interpreted here. Each link is given the words around it as spans of the body, so that a quote can be shown.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from reweave.vault.code_spans import Span
from reweave.vault.edges import Link
from reweave.weave.stated.blocks import MAX_LABEL, BodyBlock
from reweave.weave.stated.note_text import NoteText
from reweave.weave.stated.tokens import ELSEWHERE, FILL, HERE

_MAX_SENTENCE = 700
_MAX_BLOCK = 20_000

_SEPARATOR = re.compile(r"[\s*_`\"]*(?:—|–|--?(?=\s)|:|\(|,(?=\s)|→|=>?)[\s*_]*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”')*_]{0,4}\s+(?=[\"“'(*_\[]{0,4}[A-Z0-9\ue001\ue002])")
# "Supports: [[a]], [[b]]", "Supports → [[a]]" and "supports:: [[a]]": a label on the link's own line, with other links
# between.
_LEAD_WORD = re.compile(
    rf"[ \t*_]*([A-Za-z][A-Za-z _\-]{{2,{MAX_LABEL}}}?)[*_]*(?:::?|[ \t]*(?:→|↔|⇒|--?>|=>))[*_]*[ \t]*"
    rf"(?:{ELSEWHERE}{FILL}*(?:,|;| and|[ \t])*)*[\"'(*_]*"
)
# "... (supports:: [[a]], [[b]])": a field in the midst of a line.
_FIELD_NAME = re.compile(rf"[*_]*([A-Za-z][A-Za-z _\-]{{2,{MAX_LABEL}}}?)[*_]*")
_BEFORE = re.compile(rf"[ \t]*(?:{ELSEWHERE}{FILL}*,[ \t]*)*")
_LONGEST_FIELD = 2_000
# "Challenged by [[a]]": a label without a colon, at the very start of an item or a paragraph.
_OPENING = re.compile(rf"[*_]*([A-Za-z][A-Za-z \-]{{2,{MAX_LABEL}}}?)[*_]*[ \t]+[*_]*")
# Text that may follow a link that ends its label.
_ENDED = re.compile(r"[\"'”)*_]{0,8}(?:\s{0,8}$|\s{0,8}[.;:(—–-]|\s+and\b)")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|cf|vs|al|etc|dr|mr|ms|mrs|prof|fig|no|st|approx|[A-Z])\.\W*$", re.IGNORECASE
)
_NO_MARKS = {ord(sign): "\ufffd" for sign in (HERE, ELSEWHERE, FILL)}


class ContextKind(Enum):
    """The kind of words around a link."""

    GLOSS = "gloss"
    PROSE = "prose"
    LABEL = "label"
    FIELD = "inline field"


@dataclass(frozen=True, slots=True)
class Context:
    """Words about one link. `text` equals body[start:end] with every link masked, same length."""

    kind: ContextKind
    start: int
    end: int
    text: str
    headings: tuple[str, ...]


def contexts(note_text: NoteText, target: int) -> Iterator[Context]:
    """Yield all that a note says around its links to `target`, in the order of the text."""
    wanted = [link for link in note_text.links if target in link.targets]
    text: _Text | None = None
    for link in wanted:
        at = bisect_right(note_text.blocks, link.start, key=lambda block: block.start) - 1
        if at >= 0 and link.end <= min(note_text.blocks[at].end, note_text.blocks[at].start + _MAX_BLOCK):
            if text is None or text.block is not note_text.blocks[at]:
                text = _Text(note_text, note_text.blocks[at], target)
            yield from _of_link(note_text, text, link)


class _Text:
    """The masked text of one block; it is made once for all the links in it."""

    def __init__(self, note_text: NoteText, block: BodyBlock, target: int) -> None:
        self.block = block
        self.masked = _masked(note_text, block.start, min(block.end, block.start + _MAX_BLOCK), target)

    @cached_property
    def _ends(self) -> tuple[list[int], list[int]]:
        """Where the sentences end, and where the next ones begin."""
        found = [
            one.span()
            for one in _SENTENCE_END.finditer(self.masked)
            if not _ABBREVIATION.search(self.masked, max(0, one.start() - 8), one.start())
        ]
        return [end for end, _ in found], [start for _, start in found]

    def sentence(self, at: int) -> Span:
        """Return the bounds of the sentence around the character `at`."""
        ends, starts = self._ends
        before = bisect_right(starts, at)
        behind = bisect_right(ends, at)
        low = starts[before - 1] if before else 0
        return low, ends[behind] if behind < len(ends) else len(self.masked.rstrip())


def _of_link(note_text: NoteText, text: _Text, link: Link) -> Iterator[Context]:
    block, start, masked = text.block, text.block.start, text.masked
    at = link.start - start

    def context(kind: ContextKind, low: int, high: int) -> Context:
        return Context(kind, start + low, start + high, masked[low:high], block.headings)

    lead_word = _LEAD_WORD.fullmatch(masked, masked.rfind("\n", 0, at) + 1, at)
    if block.is_item and not masked[:at].strip(" \t\n*_\"'(`"):
        if block.label is not None:
            low, high = block.label
            yield Context(ContextKind.LABEL, low, high, note_text.body[low:high], block.headings)
        gloss = _gloss(text, link.end - start)
        if gloss is not None:
            yield context(ContextKind.GLOSS, *gloss)
    elif lead_word is not None:
        is_field = "::" in masked[lead_word.end(1) : at]
        yield context(ContextKind.FIELD if is_field else ContextKind.LABEL, *lead_word.span(1))
    elif (field := _inline_field(masked, at)) is not None:
        yield context(ContextKind.FIELD, *field)
    else:
        opening = _OPENING.fullmatch(masked, 0, at)
        if opening is not None and _ENDED.match(masked, link.end - start):
            yield context(ContextKind.LABEL, *opening.span(1))
        low, high = text.sentence(at)
        if high - low <= _MAX_SENTENCE + (link.end - link.start):
            yield context(ContextKind.PROSE, low, high)


def _inline_field(masked: str, at: int) -> Span | None:
    """Return the name of the field in brackets whose value the link is: "(supports:: [[a]])"."""
    colons = masked.rfind("::", max(0, at - _LONGEST_FIELD), at)
    if colons < 0 or not _BEFORE.fullmatch(masked, colons + 2, at):
        return None
    low = max(0, colons - MAX_LABEL)
    opening = max(masked.rfind("(", low, colons), masked.rfind("[", low, colons))
    found = _FIELD_NAME.fullmatch(masked, opening + 1, colons) if opening >= 0 else None
    return None if found is None else found.span(1)


def _gloss(text: _Text, behind: int) -> Span | None:
    """Return the words after a separator that follows the link opening an item, two sentences at most."""
    masked = text.masked
    found = _SEPARATOR.match(masked, behind)
    if found is None or found.end() >= len(masked):
        return None
    low = high = found.end()
    for _ in range(2):
        if high < len(masked):
            high = text.sentence(high)[1]
    high = min(high, low + _MAX_SENTENCE)
    return (low, high) if masked[low:high].strip() else None


def _masked(note_text: NoteText, start: int, end: int, target: int) -> str:
    """Return the text with links replaced by one sign and filling, so that offsets stay the same."""
    parts: list[str] = []
    at = start
    for number in range(bisect_left(note_text.links, start, key=lambda link: link.start), len(note_text.links)):
        link = note_text.links[number]
        if link.end > end:
            break
        if link.start < at:
            continue
        sign = HERE if target in link.targets else ELSEWHERE
        parts += [note_text.body[at : link.start].translate(_NO_MARKS), sign, FILL * (link.end - link.start - 1)]
        at = link.end
    parts.append(note_text.body[at:end].translate(_NO_MARKS))
    return "".join(parts)

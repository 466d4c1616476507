"""Where a note says something about a link: glosses, labels above lists, sentences in prose.

Nothing is interpreted here. Each link is given the words around it as spans of the body, so that a quote can be shown.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from reweave.vault.code import Span
from reweave.vault.edges import Link
from reweave.weave.stated.blocks import MAX_LABEL, Block
from reweave.weave.stated.page import Page
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
# What may stand behind a link that ends what its label says.
_ENDED = re.compile(r"[\"'”)*_]{0,8}(?:\s{0,8}$|\s{0,8}[.;:(—–-]|\s+and\b)")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|cf|vs|al|etc|dr|mr|ms|mrs|prof|fig|no|st|approx|[A-Z])\.\W*$", re.IGNORECASE
)
_NO_MARKS = {ord(sign): "\ufffd" for sign in (HERE, ELSEWHERE, FILL)}


class Kind(Enum):
    """How the words stand to the link."""

    GLOSS = "gloss"
    PROSE = "prose"
    LABEL = "label"
    FIELD = "inline field"


@dataclass(frozen=True, slots=True)
class Context:
    """Words about one link. `text` equals body[start:end] with every link masked, same length."""

    kind: Kind
    start: int
    end: int
    text: str
    headings: tuple[str, ...]


def contexts(page: Page, target: int) -> Iterator[Context]:
    """Yield all that a note says around its links to `target`, in the order of the text."""
    wanted = [link for link in page.links if target in link.targets]
    for link in wanted:
        at = bisect_right(page.blocks, link.start, key=lambda block: block.start) - 1
        if at >= 0 and link.end <= min(page.blocks[at].end, page.blocks[at].start + _MAX_BLOCK):
            yield from _of_link(page, page.blocks[at], link, target)


def _of_link(page: Page, block: Block, link: Link, target: int) -> Iterator[Context]:
    start, end = block.start, min(block.end, block.start + _MAX_BLOCK)
    masked = _masked(page, start, end, target)
    at = link.start - start

    def context(kind: Kind, low: int, high: int) -> Context:
        return Context(kind, start + low, start + high, masked[low:high], block.headings)

    lead_word = _LEAD_WORD.fullmatch(masked, masked.rfind("\n", 0, at) + 1, at)
    if block.is_item and not masked[:at].strip(" \t\n*_\"'(`"):
        if block.label is not None:
            low, high = block.label
            yield Context(Kind.LABEL, low, high, page.body[low:high], block.headings)
        gloss = _gloss(masked, link.end - start)
        if gloss is not None:
            yield context(Kind.GLOSS, *gloss)
    elif lead_word is not None:
        is_field = "::" in masked[lead_word.end(1) : at]
        yield context(Kind.FIELD if is_field else Kind.LABEL, *lead_word.span(1))
    elif (field := _inline_field(masked, at)) is not None:
        yield context(Kind.FIELD, *field)
    else:
        opening = _OPENING.fullmatch(masked, 0, at)
        if opening is not None and _ENDED.match(masked, link.end - start):
            yield context(Kind.LABEL, *opening.span(1))
        low, high = _sentence(masked, at)
        if high - low <= _MAX_SENTENCE + (link.end - link.start):
            yield context(Kind.PROSE, low, high)


def _inline_field(masked: str, at: int) -> Span | None:
    """Return the name of the field in brackets whose value the link is: "(supports:: [[a]])"."""
    colons = masked.rfind("::", max(0, at - _LONGEST_FIELD), at)
    if colons < 0 or not _BEFORE.fullmatch(masked, colons + 2, at):
        return None
    low = max(0, colons - MAX_LABEL)
    opening = max(masked.rfind("(", low, colons), masked.rfind("[", low, colons))
    found = _FIELD_NAME.fullmatch(masked, opening + 1, colons) if opening >= 0 else None
    return None if found is None else found.span(1)


def _gloss(masked: str, behind: int) -> Span | None:
    """Return the words after a separator behind the link that opens an item, two sentences at most."""
    found = _SEPARATOR.match(masked, behind)
    if found is None or found.end() >= len(masked):
        return None
    low = high = found.end()
    for _ in range(2):
        if high < len(masked):
            high = _sentence(masked, high)[1]
    high = min(high, low + _MAX_SENTENCE)
    return (low, high) if masked[low:high].strip() else None


def _masked(page: Page, start: int, end: int, target: int) -> str:
    """Return the text with links replaced by one sign and filling, so that offsets stay the same."""
    parts: list[str] = []
    at = start
    for link in page.links[bisect_left(page.links, start, key=lambda link: link.start) :]:
        if link.end > end:
            break
        if link.start < at:
            continue
        sign = HERE if target in link.targets else ELSEWHERE
        parts += [page.body[at : link.start].translate(_NO_MARKS), sign, FILL * (link.end - link.start - 1)]
        at = link.end
    parts.append(page.body[at:end].translate(_NO_MARKS))
    return "".join(parts)


def _sentence(text: str, at: int) -> Span:
    """Return the bounds of the sentence of `text` in which the character `at` stands."""
    low = 0
    for found in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text, max(0, found.start() - 8), found.start()):
            continue
        if found.end() <= at:
            low = found.end()
        elif found.start() > at:
            return low, found.start()
    return low, len(text.rstrip())

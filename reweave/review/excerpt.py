"""What of a note's text a reviewer has to see: a quote in its paragraph, and how the note opens."""

import re
from dataclasses import dataclass

from reweave.vault.record import Record

_AROUND = 360
"""The most characters shown before a quote, and after it."""
_LINES_AROUND = 3
_OPENING = 480
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
_WORDS_QUOTED = 60
_LONGEST_LINK = 400
_MOST_MATCHES = 50
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of the note at `path` from `line` on: the quote and the text around it. Cuts are marked by `…`."""

    path: str
    line: int
    before: str
    quote: str
    after: str


def quoted_passage(record: Record, quote: str, line: int) -> Excerpt | None:
    """Return a quote of a note within its paragraph; `None` where the note does not have it, whatever the white space.

    Of several, the first from `line` on that is not part of a wikilink is shown, else the first.
    """
    body = record.body
    words = quote.split()[:_WORDS_QUOTED]
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    start = _offset(body, line - record.first_line)
    found = _found(pattern, body, start) or _found(pattern, body, 0)
    return None if found is None else _passage(record, body, found.start(), found.end())


def _found(pattern: re.Pattern[str], body: str, start: int) -> re.Match[str] | None:
    """Return the first match from `start` on that is not inside a wikilink, else the first: titles repeat phrases."""
    first: re.Match[str] | None = None
    for count, found in enumerate(pattern.finditer(body, start)):
        before = body[max(found.start() - _LONGEST_LINK, 0) : found.start()]
        if before.rfind("[[") <= before.rfind("]]"):
            return found
        first = first or found
        if count == _MOST_MATCHES:
            break
    return first


def passage_at(record: Record, start: int, end: int) -> Excerpt:
    """Return the characters [start, end) of a note's body within their paragraph."""
    return _passage(record, record.body, start, end)


def opening(record: Record) -> str:
    """Return the first paragraph of a note that is no heading, cut at a word where it is long."""
    for paragraph in re.split(r"\n[ \t]*\n", record.body[: 8 * _OPENING].replace("\r\n", "\n")):
        lines = [line for line in paragraph.strip("\n").split("\n") if not _HEADING.match(line.lstrip())]
        if text := "\n".join(lines).strip():
            return _cut_end(text, _OPENING)
    return ""


def _passage(record: Record, body: str, start: int, end: int) -> Excerpt:
    low = max(body.rfind("\n\n", 0, start), body.rfind("\n\r\n", 0, start)) + 1
    ends = [place for mark in ("\n\n", "\n\r\n") if (place := body.find(mark, end)) >= 0]
    before = _lines(body[low:start].lstrip("\r\n")).split("\n")
    after = _lines(body[end : min(ends, default=len(body))].rstrip()).split("\n")
    most = 1 if _ITEM.match(before[-1]) else _LINES_AROUND
    before, after = before[-most - 1 :], after[: most + 1]
    line = record.line_of(start)
    return Excerpt(
        record.path, line, _cut_start("\n".join(before)), body[start:end], _cut_end("\n".join(after), _AROUND)
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _offset(body: str, lines: int) -> int:
    place = 0
    for _ in range(lines):
        place = body.find("\n", place) + 1
        if not place:
            return 0
    return place


def _cut_end(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    head = text[:most]
    return (head.rsplit(None, 1)[0] if " " in head[most // 2 :] else head) + f" {_CUT}"


def _cut_start(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    tail = text[-_AROUND:]
    return f"{_CUT} " + (tail.split(None, 1)[1] if " " in tail[: _AROUND // 2] else tail)

"""The heading that is a note's title."""

import re
from collections.abc import Iterator

from reweave.vault.code_spans import fenced

_WORDLESS = re.compile(
    rb"[ \t]*\r?\n"  # a blank line
    rb"|[ \t]*<!--(?:[^-]|-(?!->))*+-->"
    rb"|[ \t]*%%(?:[^%]|%(?!%))*+%%"
    rb"|[ \t]*!\[\[[^\]\r\n]*+\]\]"  # an image or another embedded file
    rb"|[ \t]*\[?!\[[^\]\r\n]*+\]\([^)\r\n]*+\)(?:\]\([^)\r\n]*+\))?"
    rb"|[ \t]*</?[A-Za-z][^>\r\n]*+>"
    rb"|[ \t]*#[^\s#,;]++(?=\s)"  # a tag
    rb"|[ \t]++(?=\r?\n)"
    rb"|^ {0,3}(`{3,}+|~{3,}+)[^\r\n]*+\r?\n(?s:.*?)^ {0,3}\1[`~]*+[ \t]*+\r?$",
    re.MULTILINE,
)
"""What may precede a title: all that is no prose."""

_ATX = re.compile(rb" {0,3}#[ \t]([^\r\n]*+)")
_SETEXT = re.compile(rb" {0,3}([^\s#>|`~=<\-*+][^\r\n]*+)\r?\n {0,3}=++[ \t]*+(?:\r?\n|\Z)")
_HEADING = re.compile(rb"^ {0,3}#[ \t]", re.MULTILINE)
_CLOSING = re.compile(r"(?:^|[ \t])#+$")


def title_heading(source: bytes, start: int) -> str | None:
    """Return the text of the heading that opens the body at `start`, or `None` where none is its title.

    That is a heading of the first level in front of all else. Images, comments, tags and code may precede it where the
    body has no other heading of that level: a heading further down is the name of a section.
    """
    place = start
    blank = True
    while found := _WORDLESS.match(source, place):
        blank = blank and not found[0].strip()
        place = found.end()
    heading = _ATX.match(source, place) or _SETEXT.match(source, place)
    if heading is None or not _starts_line(source, place, start) or (not blank and any(_others(source, heading.end()))):
        return None
    text = heading[1].decode(errors="replace").strip()
    return " ".join(_CLOSING.sub("", text).split()) or None


def _starts_line(source: bytes, place: int, start: int) -> bool:
    return place == start or source[place - 1 : place] == b"\n"


def _others(source: bytes, start: int) -> Iterator[re.Match[bytes]]:
    """Yield the headings of the first level from `start` on, outside fenced code."""
    place = start
    text = source[start:].decode("latin-1")  # one byte, one character
    for low, high in [*fenced(text), (len(text), len(text))]:
        yield from _HEADING.finditer(source, place, start + low)
        place = start + high

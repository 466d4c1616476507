"""The Python code blocks of a note."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPEN = re.compile(rb"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*\{?\.?(?:python3?|py)\b[^`]*", re.IGNORECASE)


class CodeBlock(NamedTuple):
    """A block's code without its indentation, its first line (from 1), and its indentation."""

    code: bytes
    line: int
    indent: int


def code_blocks(data: bytes) -> Iterator[CodeBlock]:
    """Yield the fenced blocks marked as Python, in order; an unclosed block ends with the note."""
    lines = data.split(b"\n")
    place = 0
    while place < len(lines):
        found = _OPEN.fullmatch(lines[place].rstrip(b"\r"))
        place += 1
        if found is None:
            continue
        indent, fence = found["indent"], found["fence"]
        close = re.compile(rb"[ \t]*" + re.escape(fence[:1]) + b"{%d,}" % len(fence) + rb"[ \t]*\r?")
        start = place
        code = []
        while place < len(lines) and close.fullmatch(lines[place]) is None:
            line = lines[place]
            blanks = len(line) - len(line.lstrip(b" \t"))
            code.append(line[min(len(indent), blanks) :])
            place += 1
        place += 1
        yield CodeBlock(b"\n".join(code) + b"\n", start + 1, len(indent))

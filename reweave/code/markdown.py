"""The code blocks of a note: programs in Python, JavaScript and TypeScript."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPEN = re.compile(rb"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*\{?\.?(?P<language>[\w-]+)[^`]*")
_EXTENSIONS = {
    **dict.fromkeys((b"python", b"python3", b"py"), ".py"),
    # Those of Obsidian's plugins run in it.
    **dict.fromkeys((b"javascript", b"js", b"jsx", b"mjs", b"cjs", b"node", b"dataviewjs", b"js-engine"), ".js"),
    **dict.fromkeys((b"typescript", b"ts", b"mts", b"cts"), ".ts"),
    b"tsx": ".tsx",
}
"""The extension of a program in each language, by its name after the fence."""


class CodeBlock(NamedTuple):
    """A block: the extension of such a program, its code without its indentation, its first line (from 1), and that."""

    extension: str
    code: bytes
    line: int
    indent: int


def code_blocks(data: bytes) -> Iterator[CodeBlock]:
    """Yield the fenced blocks marked as one of the languages, in order; an unclosed block ends with the note."""
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
        extension = _EXTENSIONS.get(found["language"].lower())
        if extension is None:
            continue
        yield CodeBlock(extension, b"\n".join(code) + b"\n", start + 1, len(indent))

"""A Python file: its bytes, its syntax tree, and the byte offsets of nodes."""

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

_BOM = b"\xef\xbb\xbf"
_NEWER = re.compile(
    r"\s*(?:(?:async\s+)?def\s+\w+\s*\[|class\s+\w+\s*\[|type\s+\w+.*=|except\*?\s+[\w.]+\s*,\s*(?:\w+\.)*[A-Z]|.*\b[tT][rR]?[\"'])"
)
"""Type parameters and `type` (3.12), `except` without brackets and template strings (3.14).

`except ValueError, e` is Python 2: classes have capitals.
"""
_LINE_END = re.compile(rb"\r\n|\r|\n")


class UnparsableError(Exception):
    """A file cannot be parsed; `line` counts from 1. `is_newer` says that it looks like a newer Python's."""

    def __init__(self, reason: str, line: int = 1, *, is_newer: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.is_newer = is_newer


def _encoding(data: bytes) -> str:
    """Return a file's encoding, which its first two lines may declare.

    Raises:
        SyntaxError: the declared encoding is unknown.
    """
    if not data.startswith(_BOM) and not any(b"coding" in line for line in data.split(b"\n", 2)[:2]):
        return "utf-8"  # nearly all files; the library is slow
    return tokenize.detect_encoding(io.BytesIO(data).readline)[0]


@contextmanager
def unwarned() -> Iterator[None]:
    """Suppress the interpreter's warnings about the program."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def line_starts(data: bytes) -> list[int]:
    """Return the offset of each line of a program."""
    return [0, *(found.end() for found in _LINE_END.finditer(data))]


def parse(text: str) -> ast.Module:
    """Return the syntax tree of a program.

    Raises:
        UnparsableError: it is not valid Python, or nested too deeply.
    """
    try:
        with unwarned():
            return ast.parse(text)
    except SyntaxError as error:
        is_newer = error.msg.startswith("f-string") or _NEWER.match(error.text or "") is not None
        raise UnparsableError(f"invalid Python: {error.msg}", error.lineno or 1, is_newer=is_newer) from error
    except ValueError as error:
        raise UnparsableError(f"invalid Python: {error}") from error
    except (RecursionError, MemoryError) as error:
        raise UnparsableError("nested too deeply") from error


class SourceFile:
    """One Python file.

    `data` is what the offsets count in: the file's bytes, or where it is not in UTF-8 (`editable` is false then) the
    same text in UTF-8. Where a node is in it only this class can tell: the lines of its tree count as `lines` does,
    which need not be from the top of the file.
    """

    def __init__(
        self, path: str, data: bytes, tree: ast.Module, *, editable: bool = True, lines: list[int] | None = None
    ) -> None:
        """Store the parts; `lines` are the offsets of the tree's lines."""
        self.path = path
        self.data = data
        self.tree = tree
        self.editable = editable
        self.parents: dict[ast.AST, ast.AST] = {}
        """The parent of each node; set when the scopes are read."""
        if lines is not None:
            self.lines = lines

    @classmethod
    def read(cls, path: str, data: bytes) -> "SourceFile":
        """Parse a file.

        Raises:
            UnparsableError: it is not valid Python, or nested too deeply.
        """
        try:
            encoding = _encoding(data)
            text = data.decode(encoding)
        except (SyntaxError, UnicodeDecodeError, LookupError) as error:
            raise UnparsableError(f"cannot decode: {error}") from error
        editable = encoding in ("utf-8", "utf-8-sig")
        return cls(path, data if editable else text.encode(errors="surrogatepass"), parse(text), editable=editable)

    @property
    def start_of_text(self) -> int:
        """The offset of the first byte after a byte order mark."""
        return len(_BOM) if self.data.startswith(_BOM) else 0

    @cached_property
    def lines(self) -> list[int]:
        """The offset of each line, as the parser counts lines."""
        return [self.start_of_text, *line_starts(self.data)[1:]]

    def start(self, node: ast.expr | ast.stmt) -> int:
        """Return the offset of a node's first byte (unreliable inside an f-string)."""
        return self.lines[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt) -> int:
        """Return the offset after a node's last byte (unreliable inside an f-string)."""
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self.lines[node.end_lineno - 1] + node.end_col_offset

    def text(self, start: int, end: int) -> str:
        """Return part of the file as text."""
        return self.data[start:end].decode(errors="surrogatepass")

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column (in characters), from 1; only line feeds end lines."""
        begin = self.data.rfind(b"\n", 0, offset) + 1
        if begin == 0 and self.data.startswith(_BOM):
            begin = min(len(_BOM), offset)
        line = self.data.count(b"\n", 0, offset) + 1
        return line, len(self.data[begin:offset].decode(errors="replace")) + 1

    def line_end(self, offset: int) -> int:
        """Return the offset after the line that contains an offset, including its line end."""
        found = _LINE_END.search(self.data, offset)
        return found.end() if found else len(self.data)

    @property
    def any_line_end(self) -> bytes:
        """The first line end of this file."""
        found = _LINE_END.search(self.data)
        return found[0] if found else b"\n"

"""A Python file: its bytes, its syntax tree, and where the nodes of the tree are in the bytes."""

import ast
import io
import re
import tokenize
import warnings
from functools import cached_property

_BOM = b"\xef\xbb\xbf"
_LINE_END = re.compile(rb"\r\n|\r|\n")


class UnparsableError(Exception):
    """A file that is no Python; the text says why. `line` counts from 1."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def _encoding(data: bytes) -> str:
    """Return a file's encoding, which its first two lines may tell.

    Raises:
        SyntaxError: they name none that there is.
    """
    if not data.startswith(_BOM) and not any(b"coding" in line for line in data.split(b"\n", 2)[:2]):
        return "utf-8"  # nearly all; the library takes its time
    return tokenize.detect_encoding(io.BytesIO(data).readline)[0]


class Source:
    """One Python file.

    `data` is what the offsets count in: the file's bytes, or where it is not in UTF-8 (`editable` is false then) the
    same text in UTF-8.
    """

    def __init__(self, path: str, data: bytes) -> None:
        """Read and parse a file.

        Raises:
            UnparsableError: it is no Python, or nested too deeply.
        """
        self.path = path
        self.parents: dict[ast.AST, ast.AST] = {}
        """Each node's parent, once the scopes are read."""
        try:
            encoding = _encoding(data)
            text = data.decode(encoding)
        except (SyntaxError, UnicodeDecodeError, LookupError) as error:
            raise UnparsableError(f"its encoding cannot be told: {error}") from error
        self.editable = encoding in ("utf-8", "utf-8-sig")
        self.data = data if self.editable else text.encode(errors="surrogatepass")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about the file's own style, not for our users
                self.tree = ast.parse(text)
        except SyntaxError as error:
            raise UnparsableError(f"it does not parse as Python: {error.msg}", error.lineno or 1) from error
        except ValueError as error:
            raise UnparsableError(f"it does not parse as Python: {error}") from error
        except (RecursionError, MemoryError) as error:
            raise UnparsableError("it is nested too deeply to be parsed") from error

    @property
    def start_of_text(self) -> int:
        """The offset of the first byte that is no byte order mark."""
        return len(_BOM) if self.data.startswith(_BOM) else 0

    @cached_property
    def _lines(self) -> list[int]:
        return [self.start_of_text, *(found.end() for found in _LINE_END.finditer(self.data))]

    def start(self, node: ast.expr | ast.stmt) -> int:
        """Return the offset of a node's first byte (not to be relied on for nodes inside an f-string)."""
        return self._lines[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt) -> int:
        """Return the offset behind a node's last byte (not to be relied on for nodes inside an f-string)."""
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self._lines[node.end_lineno - 1] + node.end_col_offset

    def text(self, start: int, end: int) -> str:
        """Return a piece of the file."""
        return self.data[start:end].decode(errors="surrogatepass")

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column (in characters), from 1; lines end with a line feed only."""
        begin = self.data.rfind(b"\n", 0, offset) + 1
        if begin == 0 and self.data.startswith(_BOM):
            begin = min(len(_BOM), offset)
        line = self.data.count(b"\n", 0, offset) + 1
        return line, len(self.data[begin:offset].decode(errors="replace")) + 1

    def line_end(self, line: int) -> tuple[int, bytes]:
        """Return the offset behind a line (from 1, as the parser counts) with its end, and a line end of this file."""
        found = _LINE_END.search(self.data, self._lines[line - 1])
        any_end = _LINE_END.search(self.data)
        return (found.end() if found else len(self.data)), (any_end[0] if any_end else b"\n")

"""The edit that adds an import to a file, as isort and ruff would have written it."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

from reweave.code.functions_import import FunctionsImport
from reweave.code.import_place import import_place, member_key, top_imports
from reweave.code.source import SourceFile

_WIDTH = 88
"""Columns that an import may take on one line: the default of ruff."""
_BLANK = re.compile(rb"(?:[ \t\f]*(?:\r\n|\r|\n))*")


class ImportEdit(NamedTuple):
    """The bytes to replace, and what replaces them."""

    start: int
    end: int
    text: bytes


def import_edit(source: SourceFile, own: FunctionsImport, alias: str, root: Path | None) -> ImportEdit | None:
    """Return the edit that binds an import to `alias`; `None` where a file has no room for it."""
    if alias == own.name and (joined := _joined(source, own)) is not None:
        return joined
    written, line_end = own.statement(alias).encode(), source.any_line_end
    place = import_place(source, own.package, own.name, root)
    if place is None:
        return _first_import(source, written)
    offset = place.offset
    if offset > source.start_of_text and not source.data[:offset].endswith((b"\n", b"\r")):
        written = line_end + written
    else:
        written += line_end
    return ImportEdit(offset, offset, line_end * place.blank_before + written + line_end * place.blank_after)


def _joined(source: SourceFile, own: FunctionsImport) -> ImportEdit | None:
    """Return the edit that adds the name to an import of the same package."""
    for node in top_imports(source):
        if not isinstance(node, ast.ImportFrom) or "." * node.level + (node.module or "") != own.package:
            continue
        start, end = source.start(node), source.end(node)
        raw = source.data[start:end]
        if b"#" in raw or b"\\" in raw or any(one.asname or one.name == "*" for one in node.names):
            continue
        names = [one.name for one in node.names]
        place = sum(member_key(name) <= member_key(own.name) for name in names)
        names.insert(place, own.name)
        line = f"from {own.package} import {', '.join(names)}"
        if b"(" not in raw and len(line) <= _WIDTH:
            return ImportEdit(start, end, line.encode())
        line_end = source.any_line_end.decode()
        body = "".join(f"    {name},{line_end}" for name in names)
        return ImportEdit(start, end, f"from {own.package} import ({line_end}{body})".encode())
    return None


def _first_import(source: SourceFile, written: bytes) -> ImportEdit | None:
    """Return the edit for a file without imports at its top: after a docstring, or after leading comments."""
    body = source.tree.body
    if any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in body):
        return None
    line_end = source.any_line_end
    start = _after_docstring(source) or _after_comments(source)
    blank = _BLANK.match(source.data, start)
    end = start if blank is None else blank.end()
    following = next((node for node in body if _first_byte(source, node) >= end), None)
    after = line_end if following is None else line_end * (1 + _blank_lines(source, following, end))
    is_top = start == source.start_of_text
    before = b"" if is_top or (end == start and source.data.startswith(b"#", source.start_of_text)) else line_end
    if start and not is_top and not source.data[:start].endswith((b"\n", b"\r")):
        before += line_end
    return ImportEdit(start, end, before + written + after)


def _blank_lines(source: SourceFile, following: ast.stmt, end: int) -> int:
    """Return the blank lines after imports: two before a definition and its own comment."""
    if not isinstance(following, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return 1
    between = source.data[end : _first_byte(source, following)]
    return 1 if re.search(rb"(?:\r\n|\r|\n)[ \t\f]*[\r\n]", between) else 2


def _first_byte(source: SourceFile, node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min([source.start(node), *(source.start(one) - 1 for one in decorators)])


def _after_docstring(source: SourceFile) -> int:
    """Return the offset of the line after a docstring; 0 where there is none, or its line holds code."""
    body = source.tree.body
    first = body[0] if body else None
    if not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Constant):
        return 0
    end = source.line_end(source.end(first))
    return 0 if len(body) > 1 and source.start(body[1]) < end else end


def _after_comments(source: SourceFile) -> int:
    """Return the offset of the first line after `#!` and leading comments."""
    place = source.start_of_text
    while source.data.startswith(b"#", place):
        place = source.line_end(place)
    return place

"""The source of an edited file, for which only those statements are parsed that the edits touch."""

import ast
import symtable
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from reweave.code.scope import Function
from reweave.code.source import Source, UnparsableError, line_starts, parse, unwarned
from reweave.note.edit import Edit, splice

_LINE_ENDS = (b"\n", b"\r")
_CONTINUED = (b"\\\n", b"\\\r", b"\\\r\n")


def prove(source: Source) -> None:
    """Have the interpreter read a file that was put together of parts, as a whole.

    Raises:
        UnparsableError: it is no Python, or nested too deeply.
    """
    text = source.data[source.start_of_text :].decode()
    try:
        # It reads all of the text, in less than half the time that it takes to build a tree.
        with unwarned():
            symtable.symtable(text, source.path, "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        parse(text)  # that table has rules of its own, about what names are declared to be


class _Extent(NamedTuple):
    """Some statements of a module with the whole lines they stand on: from where to where, and which.

    With none (`first` is `behind`) it is a place before a statement.
    """

    start: int
    end: int
    first: int
    behind: int


class _EntangledError(Exception):
    """The edits are not within the whole lines of a statement."""


def reparse(source: Source, edits: Sequence[Edit]) -> Source:
    """Return the source with edits carried out; its tree shares with the other's the statements that no edit touches.

    A module is a row of statements, and at a line that one begins on, the parser is in the same state whatever stands
    before. So lines that parse by themselves, in the place of statements that had their lines for themselves, parse to
    the same there. Where an edit is anywhere else, the whole is parsed.

    Raises:
        ValueError: two edits overlap, or one lies outside the file.
        UnparsableError: the result is no Python, or nested too deeply.
    """
    data = splice(source.data, edits)
    try:
        return _reparse(source, data, edits)
    except (_EntangledError, UnparsableError, UnicodeDecodeError):
        return Source.read(source.path, data)


def _reparse(source: Source, data: bytes, edits: Sequence[Edit]) -> Source:
    touched = _touched(source, edits)
    lines = _moved(source.lines, edits)
    statements: list[ast.stmt] = []
    kept = moved = 0
    for extent in sorted(touched):
        start = extent.start + moved
        inner = [one._replace(start=one.start - extent.start, end=one.end - extent.start) for one in touched[extent]]
        piece = splice(source.data[extent.start : extent.end], inner)
        if piece.endswith(_CONTINUED) or (not piece.endswith(_LINE_ENDS) and start + len(piece) < len(data)):
            raise _EntangledError
        tree = parse("\n" * len(lines) + piece.decode())  # on lines of its own, behind all others
        lines.extend(start + offset for offset in line_starts(piece))
        statements += source.tree.body[kept : extent.first]
        statements += tree.body
        kept = extent.behind
        moved += len(piece) - (extent.end - extent.start)
    statements += source.tree.body[kept:]
    edited = Source(source.path, data, ast.Module(statements, []), lines=lines)
    edited.parents = source.parents
    return edited


def _touched(source: Source, edits: Sequence[Edit]) -> dict[_Extent, list[Edit]]:
    """Return the edits by the statements that they are in."""
    extents = [_extent(source, number) for number in range(len(source.tree.body))]
    if any(one.end > other.start for one, other in pairwise(extents)):
        raise _EntangledError
    starts = [one.start for one in extents]
    touched: dict[_Extent, list[Edit]] = {}
    for edit in edits:
        number = bisect_right(starts, edit.start)  # how many statements begin no later
        extent = extents[number - 1] if number else None
        if edit.start == edit.end and (extent is None or edit.start in (extent.start, extent.end)):
            before = number - (extent is not None and edit.start == extent.start)
            extent = _Extent(edit.start, edit.start, before, before)
        elif extent is None or edit.end > extent.end:
            raise _EntangledError
        if not _begins_a_line(source, extent.start):
            raise _EntangledError
        touched.setdefault(extent, []).append(edit)
    return touched


def _extent(source: Source, number: int) -> _Extent:
    node = source.tree.body[number]
    first = node.decorator_list[0] if isinstance(node, ast.ClassDef | Function) and node.decorator_list else node
    start = source.lines[first.lineno - 1]
    return _Extent(start, source.line_end(source.end(node)), number, number + 1)


def _begins_a_line(source: Source, offset: int) -> bool:
    """Return whether a line begins at an offset that does not continue the one before."""
    begin, data = source.start_of_text, source.data
    if offset == begin:
        return True
    return data.endswith(_LINE_ENDS, begin, offset) and not data.endswith(_CONTINUED, begin, offset)


def _moved(lines: Sequence[int], edits: Sequence[Edit]) -> list[int]:
    """Return where lines begin after edits; those within edited statements do not matter any more."""
    ordered = sorted(edits, key=lambda one: one.end)
    ends = [one.end for one in ordered]
    moved = [0, *accumulate(len(one.text) - (one.end - one.start) for one in ordered)]
    return [offset + moved[bisect_right(ends, offset)] for offset in lines]

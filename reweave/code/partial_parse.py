"""Incremental parsing: after an edit, only the statements around it are parsed again."""

import ast
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from reweave.code.scope import Function
from reweave.code.source import SourceFile, UnparsableError, line_starts, parse
from reweave.note.edit import Edit, splice

_LINE_ENDS = (b"\n", b"\r")
_CONTINUED = (b"\\\n", b"\\\r", b"\\\r\n")


class _Window(NamedTuple):
    """Consecutive statements of a module, `[first, stop)`, and the span of their whole lines."""

    start: int
    end: int
    first: int
    stop: int


class _EntangledError(Exception):
    """An edit is not within the lines of a statement."""


def reparse(source: SourceFile, edits: Sequence[Edit]) -> SourceFile:
    """Apply edits; the new tree shares the statements far from all edits with the old one.

    Where a statement begins a line, the parser is in the same state whatever comes before. So whole lines that parse by
    themselves parse to the same in place of statements that had their lines to themselves. The neighbours of an edited
    statement are parsed with it, to check the seams. After any other edit, the whole file is parsed.

    Raises:
        ValueError: two edits overlap, or one lies outside the file.
        UnparsableError: the result is not valid Python, or nested too deeply.
    """
    data = splice(source.data, edits)
    try:
        return _reparse(source, data, edits)
    except (_EntangledError, UnparsableError, UnicodeDecodeError):
        return SourceFile.read(source.path, data)


def _reparse(source: SourceFile, data: bytes, edits: Sequence[Edit]) -> SourceFile:
    lines = _moved(source.lines, edits)
    statements: list[ast.stmt] = []
    kept = moved = 0
    for window, own in _windows(source, edits):
        start = window.start + moved
        inner = [one._replace(start=one.start - window.start, end=one.end - window.start) for one in own]
        fragment = splice(source.data[window.start : window.end], inner)
        tree = parse("\n" * len(lines) + fragment.decode())  # on lines of its own, after all others
        lines.extend(start + offset for offset in line_starts(fragment))
        statements += source.tree.body[kept : window.first]
        statements += tree.body
        kept = window.stop
        moved += len(fragment) - (window.end - window.start)
    statements += source.tree.body[kept:]
    edited = SourceFile(source.path, data, ast.Module(statements, []), lines=lines)
    edited.parents = source.parents
    return edited


def _windows(source: SourceFile, edits: Sequence[Edit]) -> list[tuple[_Window, list[Edit]]]:
    """Return the statements that edits touch, with their neighbours, and the edits."""
    extents = [_extent(source, number) for number in range(len(source.tree.body))]
    if any(one.end > other.start for one, other in pairwise(extents)):
        raise _EntangledError
    starts = [one.start for one in extents]
    found: list[tuple[_Window, list[Edit]]] = []
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        number = bisect_right(starts, edit.start)  # how many statements begin no later
        inside = number > 0 and edit.end <= extents[number - 1].end
        if not inside and edit.start < edit.end:
            raise _EntangledError
        first, stop = max(number - 2 if inside else number - 1, 0), min(number + 1, len(extents))
        start = extents[first].start if first else source.start_of_text
        end = extents[stop - 1].end if stop < len(extents) else len(source.data)
        window = _Window(start, end, first, stop)
        if found and window.start < found[-1][0].end:
            last, own = found.pop()
            own.append(edit)
            found.append((_Window(last.start, max(last.end, window.end), last.first, max(last.stop, stop)), own))
        else:
            found.append((window, [edit]))
    if not all(_begins_a_line(source, window.start) for window, _ in found):
        raise _EntangledError
    return found


def _extent(source: SourceFile, number: int) -> _Window:
    node = source.tree.body[number]
    first = node.decorator_list[0] if isinstance(node, ast.ClassDef | Function) and node.decorator_list else node
    start = source.lines[first.lineno - 1]
    return _Window(start, source.line_end(source.end(node)), number, number + 1)


def _begins_a_line(source: SourceFile, offset: int) -> bool:
    """Return whether an offset begins a line that does not continue the previous one."""
    begin, data = source.start_of_text, source.data
    if offset == begin:
        return True
    return data.endswith(_LINE_ENDS, begin, offset) and not data.endswith(_CONTINUED, begin, offset)


def _moved(lines: Sequence[int], edits: Sequence[Edit]) -> list[int]:
    """Return where lines begin after edits; lines within edited statements no longer matter."""
    ordered = sorted(edits, key=lambda one: one.end)
    ends = [one.end for one in ordered]
    moved = [0, *accumulate(len(one.text) - (one.end - one.start) for one in ordered)]
    return [offset + moved[bisect_right(ends, offset)] for offset in lines]

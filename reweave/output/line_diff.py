"""A line diff that is cheap for the usual note and bounded for any."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

_LINES = 100_000
"""Differing lines beyond which they are taken as one replacement."""
_DEPTH = 12
"""How often a stretch between two matches is looked at again; a hostile note could ask for as many as it has lines."""


@dataclass(frozen=True, slots=True)
class LineBlock:
    """The lines [old_start, old_end) of one state became the lines [new_start, new_end) of the other."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Hunk:
    """Neighbouring blocks with the lines around them; all lines with their line ends.

    `old` and `new` are the lines of both states from the first to the last line of context, `old_line` and `new_line`
    how many lines precede them in the file. The blocks count from the start of `old` and `new`.
    """

    old_line: int
    new_line: int
    old: tuple[bytes, ...]
    new: tuple[bytes, ...]
    blocks: tuple[LineBlock, ...]


def hunks(before: bytes, after: bytes, context: int = 3) -> Iterator[Hunk]:
    """Yield how `before` becomes `after`, with up to `context` unchanged lines around each change.

    Only `\\n` ends a line. Before lines are told apart at all, what both states begin and end with is set aside.
    """
    if before == after:
        return
    start, tail = _common_ends(before, after)
    above, below = _last_lines(before[:start], context), _first_lines(before[len(before) - tail :], context)
    old = (*above, *_lines(before[start : len(before) - tail]), *below)
    new = (*above, *_lines(after[start : len(after) - tail]), *below)
    first = before.count(b"\n", 0, start) - len(above)
    for group in _grouped(_blocks(old, new, len(above), len(below)), context):
        old_from, new_from = max(group[0].old_start - context, 0), max(group[0].new_start - context, 0)
        old_to, new_to = group[-1].old_end + context, group[-1].new_end + context
        blocks = (
            LineBlock(
                one.old_start - old_from, one.old_end - old_from, one.new_start - new_from, one.new_end - new_from
            )
            for one in group
        )
        yield Hunk(first + old_from, first + new_from, old[old_from:old_to], new[new_from:new_to], tuple(blocks))


def _common_ends(before: bytes, after: bytes) -> tuple[int, int]:
    """Return how many bytes both begin and end with, cut back to whole lines; the two never overlap."""
    start = _common(min(len(before), len(after)), lambda low, high: before[low:high] == after[low:high])
    start = before.rfind(b"\n", 0, start) + 1
    old, new = before[start:], after[start:]
    tail = _common(
        min(len(old), len(new)),
        lambda low, high: old[len(old) - high : len(old) - low] == new[len(new) - high : len(new) - low],
    )
    if not (_begins_line(old, len(old) - tail) and _begins_line(new, len(new) - tail)):
        place = old.find(b"\n", len(old) - tail)
        tail = 0 if place == -1 else len(old) - place - 1
    return start, tail


def _common(most: int, equal: Callable[[int, int], bool]) -> int:
    """Return the largest n up to `most` for which [0, n) is equal, by halving: every byte is compared about once."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if equal(low, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _begins_line(data: bytes, place: int) -> bool:
    return place == 0 or data[place - 1 : place] == b"\n"


def _last_lines(data: bytes, count: int) -> list[bytes]:
    place = len(data)
    for _ in range(count):
        place = data.rfind(b"\n", 0, max(place - 1, 0)) + 1
    return _lines(data[place:])


def _first_lines(data: bytes, count: int) -> list[bytes]:
    place = 0
    for _ in range(count):
        place = data.find(b"\n", place) + 1 or len(data)
    return _lines(data[:place])


def _lines(data: bytes) -> list[bytes]:
    return BytesIO(data).readlines()


def _blocks(old: Sequence[bytes], new: Sequence[bytes], above: int, below: int) -> list[LineBlock]:
    """Return what differs between the lines of context, by lines that both have once (patience)."""
    whole = LineBlock(above, len(old) - below, above, len(new) - below)
    if max(len(old), len(new)) > _LINES:
        return [whole]
    found: list[LineBlock] = []
    todo = [(whole, _DEPTH)]
    while todo:
        block, depth = todo.pop()
        block = _trimmed(old, new, block)
        one_sided = block.old_start == block.old_end or block.new_start == block.new_end
        matches = [] if one_sided or not depth else _matches(old, new, block)
        if matches:
            todo.extend((between, depth - 1) for between in reversed(list(_between(block, matches))))
        elif block.old_start < block.old_end or block.new_start < block.new_end:
            found.append(block)
    return found


def _trimmed(old: Sequence[bytes], new: Sequence[bytes], block: LineBlock) -> LineBlock:
    """Return the block without the lines that both sides begin and end with."""
    i, i_end, j, j_end = block.old_start, block.old_end, block.new_start, block.new_end
    while i < i_end and j < j_end and old[i] == new[j]:
        i, j = i + 1, j + 1
    while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
        i_end, j_end = i_end - 1, j_end - 1
    return LineBlock(i, i_end, j, j_end)


def _matches(old: Sequence[bytes], new: Sequence[bytes], block: LineBlock) -> list[tuple[int, int]]:
    """Return the longest rising run of pairs of equal lines which each side has exactly once."""
    places = _single(new, block.new_start, block.new_end)
    pairs = [(i, places[line]) for line, i in _single(old, block.old_start, block.old_end).items() if line in places]
    ends: list[int] = []  # per length, the smallest place in `new` with which a run of that length ends
    last: list[int] = []  # per length, the pair that ends that run
    previous: list[int] = []  # per pair, the pair before it in its run
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        previous.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [number]
    run: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number != -1:
        run.append(pairs[number])
        number = previous[number]
    return run[::-1]


def _single(lines: Sequence[bytes], start: int, end: int) -> dict[bytes, int]:
    """Return the place of every line in [start, end) that occurs once, in order."""
    counts = Counter(lines[start:end])
    return {lines[i]: i for i in range(start, end) if counts[lines[i]] == 1}


def _between(block: LineBlock, matches: Sequence[tuple[int, int]]) -> Iterator[LineBlock]:
    """Yield the stretches before, between and after the matches."""
    i, j = block.old_start, block.new_start
    for old_match, new_match in matches:
        yield LineBlock(i, old_match, j, new_match)
        i, j = old_match + 1, new_match + 1
    yield LineBlock(i, block.old_end, j, block.new_end)


def _grouped(blocks: Iterable[LineBlock], context: int) -> Iterator[list[LineBlock]]:
    """Yield the blocks whose lines of context touch."""
    group: list[LineBlock] = []
    for block in blocks:
        if group and block.old_start - group[-1].old_end > 2 * context:
            yield group
            group = []
        group.append(block)
    if group:
        yield group

"""Changes of notes as lines for a reviewer."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from reweave.note.note import Note
from reweave.review.card import Row, ShownLine, SideBySide

_MOST_ROWS = 400
_CONTEXT = 2


def changed_lines(before: bytes, after: bytes) -> tuple[ShownLine, ...]:
    """Return the lines that a change adds or removes, each below the key that it belongs to."""
    old, new = _text(before), _text(after)
    shown: list[ShownLine] = []
    last_key = -1
    for tag, low, high, start, end in _opcodes(old, new):
        if tag == "equal":
            continue
        key = _key_above(new, start)
        if key is not None and key != last_key:
            shown.append(ShownLine(" ", new[key]))
            if key + 1 < start:
                shown.append(ShownLine("…", ""))
            last_key = key
        shown += [ShownLine("-", line) for line in old[low:high]]
        shown += [ShownLine("+", line) for line in new[start:end]]
        last_key = next((at for at in range(end - 1, start - 1, -1) if _is_key(new[at])), last_key)
    return tuple(shown)


def side_by_side(path: str, before: bytes, after: bytes) -> SideBySide:
    """Return the changed lines of a note beside each other, with a little context."""
    return SideBySide(path, tuple(list(_rows(_text(before), _text(after)))[:_MOST_ROWS]))


def frontmatter(path: str, source: bytes) -> bytes:
    """Return the frontmatter of a note, with its fences."""
    return source[: Note(path, source).block.body]


def _rows(old: Sequence[str], new: Sequence[str]) -> Iterator[Row | None]:
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_CONTEXT)
    for at, group in enumerate(groups):
        if at:
            yield None
        for _, low, high, start, end in group:
            for place in range(max(high - low, end - start)):
                left = old[low + place] if low + place < high else None
                right = new[start + place] if start + place < end else None
                yield Row(left, right)


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what `SequenceMatcher` does, which is asked only about what lies between the common ends."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    matcher = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    for tag, low, high, start, end in matcher.get_opcodes():
        yield tag, low + head, high + head, start + head, end + head


def _text(source: bytes) -> list[str]:
    return [line.rstrip("\r") for line in source.decode(errors="replace").split("\n")]


def _is_key(line: str) -> bool:
    return bool(line) and not line[0].isspace() and not line.startswith(("- ", "-\t", "#")) and line not in ("-", "---")


def _key_above(lines: Sequence[str], place: int) -> int | None:
    """Return the place of the key above a line that is no key itself."""
    if place < len(lines) and _is_key(lines[place]):
        return None
    return next((at for at in range(place - 1, -1, -1) if _is_key(lines[at])), None)

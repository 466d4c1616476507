"""The changes of files in a working tree, in little memory: the bytes that stay are read again when they are needed."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from reweave.files.reading import moved, read_found
from reweave.lint.result import NoteResult
from reweave.note.changeset import Change, Total, blob_hash
from reweave.note.edit import Edit


class FileChange(NamedTuple):
    """The change of one file: the bytes [start, end) of what it holds become `text`.

    `size` and `blob` are those of the file as it was read; the hashes are git's, of blobs. `rules` has the rule of each
    edit.
    """

    path: str
    size: int
    blob: str
    blob_after: str
    start: int
    end: int
    text: bytes
    rules: tuple[str, ...]

    @classmethod
    def of(cls, steps: Sequence[Change]) -> Self:
        """Return all steps of a note as one change."""
        edits = [edit for step in steps for edit in step.reasons]
        rules = tuple(edit.rule for edit in edits)
        above = min((edit.start for edit in edits), default=0)
        below = min((len(step.before) - edit.end for step in steps for edit in step.reasons), default=0)
        return cls.between(steps[0].path, steps[0].before, steps[-1].after, rules, above, below)

    @classmethod
    def between(
        cls, path: str, before: bytes, after: bytes, rules: tuple[str, ...], above: int = 0, below: int = 0
    ) -> Self:
        """Return the change that makes `before` `after`; `above` and `below` say how many bytes probably stay."""
        start = _common_start(before, after, above)
        same = _common_end(before[start:], after[start:], below)
        text = after[start : len(after) - same]
        blobs = blob_hash(before), blob_hash(after)
        return cls(path, len(before), *blobs, start, len(before) - same, text, rules)

    def total(self, root: Path) -> Total:
        """Return the change with the bytes of the file, which is read again.

        Raises:
            ReweaveError: it changed since it was read (exit code `MOVED`).
        """
        before = read_found(f"{root}/{self.path}", self.size)
        if before is None or len(before) != self.size or blob_hash(before) != self.blob:
            raise moved(self.path)
        after = before[: self.start] + self.text + before[self.end :]
        return Total(self.path, before, after, tuple(Edit(0, 0, b"", rule, "") for rule in self.rules))


class LintedFile(NamedTuple):
    """The result of linting a file; its change, and what will be found once that is written, if they were asked for.

    `digest` is that of the bytes that were read; with `after`, of those that will be written.
    """

    note: NoteResult
    change: FileChange | None = None
    digest: bytes = b""
    after: NoteResult | None = None


class FileChanges:
    """The changes of files below a root, in the order they were added."""

    def __init__(self, root: Path) -> None:
        """Start with none."""
        self._root = root
        self._changes: dict[str, FileChange] = {}

    def __len__(self) -> int:
        return len(self._changes)

    def __iter__(self) -> Iterator[FileChange]:
        return iter(self._changes.values())

    def add(self, change: FileChange) -> None:
        """Append the change of one more file."""
        self._changes[change.path] = change

    def drop(self, paths: Iterable[str]) -> None:
        """Remove the changes of some files."""
        for path in paths:
            self._changes.pop(path, None)

    def totals(self) -> Iterator[Total]:
        """Yield each change with the bytes of its file, one after the other.

        Raises:
            ReweaveError: a file changed since it was read (exit code `MOVED`).
        """
        return (change.total(self._root) for change in self)


def _common_start(one: bytes, other: bytes, likely: int) -> int:
    """Return how many bytes two texts have in common at their start (halving: comparing slices is fast)."""
    low, high = 0, min(len(one), len(other))
    if likely <= high and one[:likely] == other[:likely]:
        low = likely
        if one[low : low + 1] != other[low : low + 1]:
            return low
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(one: bytes, other: bytes, likely: int) -> int:
    low, high = 0, min(len(one), len(other))
    if 0 <= likely <= high and one[len(one) - likely :] == other[len(other) - likely :]:
        low = likely
        if low == high or one[-low - 1] != other[-low - 1]:
            return low
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low

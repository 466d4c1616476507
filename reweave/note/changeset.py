"""The change set: what every sink (diff, files, commits, JSON) takes, so that what was previewed is what lands."""

from collections.abc import Iterable, Sequence, Set
from enum import StrEnum
from typing import NamedTuple

from reweave.note.edit import Edit


class ChangeKind(StrEnum):
    """The kinds of changes; a batch holds one kind."""

    STALE = "stale"
    REPAIR = "repair"
    CONTENT = "content"
    FIELDS = "fields"
    LAYOUT = "layout"
    EDGES = "edges"
    NAMES = "names"
    ANSWERS = "answers"


def blob_hash(data: bytes, algorithm: str = "sha1") -> str:
    """Return the name git gives these bytes as a blob (hexadecimal; `algorithm` is `sha1` or `sha256`)."""
    import hashlib  # opens a cryptography library, which `check` has no use for

    kind = hashlib.sha1 if algorithm == "sha1" else hashlib.sha256
    return kind(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


class Change(NamedTuple):
    """One proved step of one note: `before` becomes `after`, for `reasons`.

    `path` is relative to the root, with `/`; bytes that are not UTF-8 are held as surrogate escapes (`os.fsdecode`).
    A note with several kinds of change has one step for each, and each step starts at the one before it. With `to` the
    note gets that path; nothing may exist there. With `made` there is no such file yet, and `before` is empty. With
    `gone` the file is deleted, and `after` is empty. `other` is the note at the other end of the one edge that a step
    is about (empty: several edges, or none).
    """

    path: str
    kind: ChangeKind
    before: bytes
    after: bytes
    reasons: tuple[Edit, ...]
    to: str = ""
    made: bool = False
    gone: bool = False
    other: str = ""


class Total(NamedTuple):
    """All steps of one note taken together."""

    path: str
    before: bytes
    after: bytes
    reasons: tuple[Edit, ...]
    to: str = ""
    made: bool = False
    gone: bool = False

    @property
    def changes(self) -> bool:
        """Whether anything is to be done."""
        return self.before != self.after or bool(self.to) or self.made or self.gone

    @property
    def blob(self) -> str:
        """The git blob hash of the bytes that the change was made for."""
        return blob_hash(self.before)

    @property
    def blob_after(self) -> str:
        """The git blob hash of the new bytes."""
        return blob_hash(self.after)

    @property
    def rules(self) -> Sequence[str]:
        """The rule of each edit."""
        return [edit.rule for edit in self.reasons]


class ChangeSet:
    """An ordered list of changes; the steps of one note are in the order they were made."""

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        """Start with some changes."""
        self.changes = list(changes)

    def add(self, changes: Iterable[Change]) -> None:
        """Append the steps of one note."""
        self.changes.extend(changes)

    def drop(self, paths: Set[str]) -> Set[str]:
        """Remove the changes of some notes, and return the paths that had any."""
        dropped = {change.path for change in self.changes if change.path in paths}
        if dropped:
            self.changes = [change for change in self.changes if change.path not in dropped]
        return dropped

    def totals(self) -> list[Total]:
        """Return each changed note once, from its first bytes to its last, in order of first appearance."""
        steps: dict[str, list[Change]] = {}
        for change in self.changes:
            steps.setdefault(change.path, []).append(change)
        return [
            Total(
                path,
                own[0].before,
                own[-1].after,
                tuple(edit for step in own for edit in step.reasons),
                own[-1].to,
                own[0].made,
                own[-1].gone,
            )
            for path, own in steps.items()
        ]

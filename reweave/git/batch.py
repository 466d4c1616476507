"""Batches of a size to review: one kind of change, one group of folders, at most N notes."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reweave.git.paths import encode_path
from reweave.note.changeset import Change, ChangeKind, ChangeSet

DEFAULT_SIZE = 50


class Grouping(StrEnum):
    """How changes are grouped into batches."""

    FOLDER = "folder"
    """One kind of change per batch."""
    RULE = "rule"
    """One rule per batch; the change set then holds a step for each rule."""
    NOTE = "note"
    """One note per batch."""
    EDGE = "edge"
    """One edge per batch, the change set then holds a step for each edge; other changes by folder."""
    TARGET = "target"
    """The edges that lead to, or from, one other note; the change set then holds a step for each edge."""

    @property
    def by_edge(self) -> bool:
        """Whether the change set must hold a step for each edge."""
        return self in (Grouping.EDGE, Grouping.TARGET)


@dataclass(frozen=True, slots=True)
class Batch:
    """The changes of one commit, each note once.

    `folder` is the deepest folder that holds all notes (empty: the top), `folders` are the folders they lie in, and
    `part` is (1, 3) for the first of three parts that one folder was split into. `by_note` says that it has one note
    because each has a batch of its own.
    """

    kind: ChangeKind
    changes: tuple[Change, ...]
    part: tuple[int, int] | None = None
    by_note: bool = False

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that the notes lie in, sorted."""
        return tuple(sorted({_folder(change) for change in self.changes}, key=encode_path))

    @property
    def other(self) -> str:
        """The note at the other end of all edges of the batch; empty where there is no such note."""
        others = {change.other for change in self.changes}
        return next(iter(others)) if len(others) == 1 else ""

    @property
    def folder(self) -> str:
        """The deepest folder that holds all the notes; empty for the top."""
        first, *others = (folder.split("/") for folder in self.folders)
        shared = len(first)
        for other in others:
            same = (mine == its for mine, its in zip(first, other, strict=False))
            shared = min(shared, len(other), next((at for at, one in enumerate(same) if not one), shared))
        return "/".join(first[:shared])


def split_batches(changeset: ChangeSet, size: int = DEFAULT_SIZE, by: Grouping = Grouping.FOLDER) -> list[Batch]:
    """Return the batches of `changeset` in the order of their commits; equal sets give equal batches.

    Kinds come in their own order (repair, content, layout, edges), rules in the order they first appear, folders by
    name. The steps of one note always keep their order: a step whose predecessor is in a later group
    goes into a further round. Neighbouring steps of a note that fall into one group become one change.

    Raises:
        ValueError: `size` is below 1.
    """
    if size < 1:
        raise ValueError("a batch holds at least one note")
    kinds = list(ChangeKind)
    steps: dict[str, deque[Change]] = {}
    groups: dict[tuple[int, tuple[str, ...]], dict[str, None]] = {}
    for change in changeset.changes:
        steps.setdefault(change.path, deque()).append(change)
        groups.setdefault(_group(change, by), {})[change.path] = None
    ordered = sorted(groups, key=lambda group: group if by is Grouping.TARGET else group[:1])
    batches: list[Batch] = []
    while any(steps.values()):
        for group in ordered:
            taken = [_take(steps[path], group, by) for path in groups[group]]
            changes = [change for change in taken if change is not None]
            batches += _split(kinds[group[0]], changes, size, by)
    return batches


def limit_batches(
    changeset: ChangeSet, size: int, by: Grouping, most: int | None
) -> tuple[tuple[Batch, ...], tuple[Batch, ...]]:
    """Return batches that change at most `most` notes together (`None`: any number), and those that are left.

    Edges get half of the notes where both they and other changes wait, and either gets what the other does not need:
    neither starves. An edge goes only to a note of which no earlier step is left. Batches stay whole and in order, so
    that what is left can follow later.
    """
    if most is None:
        return tuple(split_batches(changeset, size, by)), ()
    edges = [change for change in changeset.changes if change.kind is ChangeKind.EDGES]
    others = ChangeSet([change for change in changeset.changes if change.kind is not ChangeKind.EDGES])
    reserved = min(most // 2, len({change.path for change in edges}))
    notes: set[str] = set()
    taken, left = _take_batches(split_batches(others, min(size, most - reserved), by), notes, most - reserved)
    waiting = {change.path for batch in left for change in batch.changes}
    free = ChangeSet([change for change in edges if change.path not in waiting])
    own = split_batches(free, min(size, max(1, most - len(notes))), by)
    woven, left_edges = _take_batches(own, notes, most)
    more, left = _take_batches(left, notes, most)
    blocked = ChangeSet([change for change in edges if change.path in waiting])
    return (*taken, *more, *woven), (*left, *left_edges, *split_batches(blocked, size, by))


def _take_batches(batches: Sequence[Batch], notes: set[str], most: int) -> tuple[tuple[Batch, ...], tuple[Batch, ...]]:
    """Return the first batches with which no more than `most` notes are changed, and the others; `notes` collects."""
    for at, batch in enumerate(batches):
        own = {change.path for change in batch.changes}
        if len(notes | own) > most:
            return tuple(batches[:at]), tuple(batches[at:])
        notes |= own
    return tuple(batches), ()


def _group(change: Change, by: Grouping) -> tuple[int, tuple[str, ...]]:
    own: tuple[str, ...] = ()
    if by is Grouping.RULE:
        own = tuple(sorted({edit.rule for edit in change.reasons}))
    elif change.kind is not ChangeKind.NAMES and by is Grouping.NOTE:
        own = (change.path,)
    elif change.other and by is Grouping.EDGE:
        own = change.path, change.other, *(edit.message for edit in change.reasons)
    elif change.other and by is Grouping.TARGET:
        own = (change.other,)
    return list(ChangeKind).index(change.kind), own


def _take(waiting: deque[Change], group: tuple[int, tuple[str, ...]], by: Grouping) -> Change | None:
    """Take the note's next steps as long as they belong to `group`; None when nothing is left of them."""
    taken = []
    while waiting and _group(waiting[0], by) == group:
        taken.append(waiting.popleft())
    if not taken:
        return None
    first, last = taken[0], taken[-1]
    if first.before == last.after and not last.to and not first.made and not last.gone:
        return None
    reasons = tuple(edit for change in taken for edit in change.reasons)
    other = first.other if len(taken) == 1 else ""
    return Change(first.path, first.kind, first.before, last.after, reasons, last.to, first.made, last.gone, other)


def _folder(change: Change) -> str:
    return change.path.rpartition("/")[0]


def _split(kind: ChangeKind, changes: Sequence[Change], size: int, by: Grouping) -> list[Batch]:
    ordered = sorted(changes, key=lambda change: encode_path(change.path))
    if kind is ChangeKind.NAMES and ordered:
        # A name and what refers to it change together, or links break in between.
        return [Batch(kind, tuple(ordered), None)]
    by_note = by is Grouping.NOTE
    own = {change.path: change for change in ordered}
    packed = pack_paths(list(own), size)
    return [Batch(kind, tuple(own[path] for path in group), part, by_note) for group, part in packed]


Packed = list[tuple[list[str], tuple[int, int] | None]]


def pack_paths(paths: Sequence[str], size: int, depth: int = 0) -> Packed:
    """Pack the notes below one folder (`depth` parts deep): small neighbours together, a big folder by itself.

    The paths are sorted; each group comes with its part where a folder's own notes are too many for one.
    """
    if not paths:
        return []
    if len(paths) <= size:
        return [(list(paths), None)]
    own: list[str] = []
    below: dict[str, list[str]] = {}
    for path in paths:
        parts = path.split("/")
        if len(parts) == depth + 1:
            own.append(path)
        else:
            below.setdefault(parts[depth], []).append(path)
    packed: Packed = []
    together: list[str] = []
    for notes in ([own] if own else []) + list(below.values()):
        if len(notes) > size:
            packed += _parts(notes, size) if notes is own else pack_paths(notes, size, depth + 1)
        elif len(together) + len(notes) > size:
            packed.append((together, None))
            together = list(notes)
        else:
            together += notes
    if together:
        packed.append((together, None))
    return sorted(packed, key=lambda group: encode_path(group[0][0]))


def _parts(paths: Sequence[str], size: int) -> Packed:
    """Split one folder's own notes into parts of nearly equal size."""
    count = -(-len(paths) // size)
    bounds = [at * len(paths) // count for at in range(count + 1)]
    return [(list(paths[bounds[at] : bounds[at + 1]]), (at + 1, count)) for at in range(count)]

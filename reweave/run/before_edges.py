"""The file beside notes outside git that remembers how they were before their edges."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reweave.note.changeset import Total
from reweave.run.workspace import Workspace
from reweave.weave.before_edges import BEFORE_FILE, MAX_BYTES, parse_before, with_changes
from reweave.worktree.sidecar import made_folders, read_sidecar
from reweave.worktree.writer import write_tree


def write_edges(workspace: Workspace, totals: Sequence[Total], new: Sequence[str] = ()) -> None:
    """Write changes of notes among which edges come or go, all or none; `new` are paths whose folders may be missing.

    Outside git, how the notes were before their edges is written with them.

    Raises:
        ReweaveError: as `write_tree`, or the file with that is damaged.
    """
    remembered = [] if workspace.git is not None else _remembered(workspace, totals)
    made = [total.path for total in remembered if total.made]
    with made_folders(workspace.root, [*new, *made]):
        write_tree(workspace.root, workspace.state, [*totals, *remembered])


def _remembered(workspace: Workspace, totals: Sequence[Total]) -> list[Total]:
    there = os.path.lexists(workspace.root / BEFORE_FILE)
    before = read_sidecar(workspace.root, BEFORE_FILE, MAX_BYTES)
    after = with_changes(before, totals)
    if before == after:
        return []
    return [Total(BEFORE_FILE, before, after, (), made=not there, gone=not after)]


def remembered_versions(root: Path) -> Callable[[str], Iterator[bytes]]:
    """Return what reads how a note outside git was before its edges, the newest version first.

    Raises:
        ReweaveError: the file is damaged, or cannot be read.
    """
    known = parse_before(read_sidecar(root, BEFORE_FILE, MAX_BYTES))

    def read(path: str) -> Iterator[bytes]:
        yield from known.get(path, ())

    return read

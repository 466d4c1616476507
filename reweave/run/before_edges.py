"""The file that remembers how notes were before their edges, where no history does."""

import os
from collections.abc import Callable, Iterator, Sequence

from reweave.note.changeset import Total
from reweave.run.workspace import Workspace
from reweave.weave.before_edges import (
    BEFORE_FILE,
    MAX_BYTES,
    Before,
    before_bytes,
    parse_before,
    with_gains,
    without_lost,
)
from reweave.worktree.sidecar import made_folders, read_sidecar, write_state
from reweave.worktree.writer import write_tree

_OUTSIDE_GIT = f".reweave/{BEFORE_FILE}"
_IN_GIT = f"reweave/{BEFORE_FILE}"


def write_edges(workspace: Workspace, totals: Sequence[Total], new: Sequence[str] = ()) -> None:
    """Write changes of notes among which edges come or go, all or none; `new` are paths whose folders may be missing.

    How notes were before their edges is remembered: in the vault, and in a repository in its git directory, there only
    for notes that HEAD does not hold as they were.

    Raises:
        ReweaveError: as `write_tree`, or the file with that is damaged.
    """
    if workspace.git is not None:
        _write_in_git(workspace, totals, new)
        return
    remembered = _remembered(workspace, totals)
    made = [total.path for total in remembered if total.made]
    with made_folders(workspace.root, [*new, *made]):
        write_tree(workspace.root, workspace.state, [*totals, *remembered])


def _remembered(workspace: Workspace, totals: Sequence[Total]) -> list[Total]:
    there = os.path.lexists(workspace.root / _OUTSIDE_GIT)
    before = read_sidecar(workspace.root, _OUTSIDE_GIT, MAX_BYTES)
    after = before_bytes(without_lost(with_gains(parse_before(before, _OUTSIDE_GIT), totals), totals))
    if before == after:
        return []
    return [Total(_OUTSIDE_GIT, before, after, (), made=not there, gone=not after)]


def _write_in_git(workspace: Workspace, totals: Sequence[Total], new: Sequence[str]) -> None:
    prefix = workspace.prefix
    changed = [
        total._replace(path=prefix + total.path, to=prefix + total.to if total.to else "")
        for total in totals
        if total.changes
    ]
    before = _read(workspace)
    blobs = _committed(workspace) if changed else {}
    committed = {total.path for total in changed if blobs.get(total.path) == total.blob}
    # Gains first, losses last: where the run fails in between, nothing is forgotten.
    gained = with_gains(before, [total for total in changed if total.path not in committed])
    _keep(workspace, before, gained)
    with made_folders(workspace.root, new):
        write_tree(workspace.root, workspace.state, totals)
    _keep(workspace, gained, without_lost(gained, changed, committed))


def _keep(workspace: Workspace, before: Before, after: Before) -> None:
    if before != after:
        write_state(workspace.state.parent, _IN_GIT, before_bytes(after))


def _committed(workspace: Workspace) -> dict[str, str]:
    """Return the blobs of HEAD by their paths from the top of the repository."""
    from reweave.git.command import run_git
    from reweave.git.paths import decode_path
    from reweave.git.repository import head, open_repository

    repository = open_repository(workspace.root)
    commit = head(repository).commit
    if commit is None:
        return {}
    lines = run_git(repository.git, ["ls-tree", "-r", "-z", "--full-tree", commit]).split(b"\0")[:-1]
    listed = (line.partition(b"\t") for line in lines)
    return {decode_path(path): state.split()[2].decode("ascii") for state, _, path in listed}


def remembered_versions(workspace: Workspace) -> Callable[[str], Iterator[bytes]]:
    """Return what reads how a note was before its edges where no history tells, the newest version first.

    Raises:
        ReweaveError: the file is damaged, or cannot be read.
    """
    known = _read(workspace)
    prefix = "" if workspace.git is None else workspace.prefix
    return lambda path: iter(known.get(prefix + path, ()))


def _read(workspace: Workspace) -> Before:
    if workspace.git is None:
        return parse_before(read_sidecar(workspace.root, _OUTSIDE_GIT, MAX_BYTES), _OUTSIDE_GIT)
    return parse_before(read_sidecar(workspace.state.parent, _IN_GIT, MAX_BYTES), f".git/{_IN_GIT}")

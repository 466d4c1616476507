"""Updating an installed workflow, with what people changed in it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.command import run_git
from reweave.git.repository import Repository, head
from reweave.git.versions import changes_of
from reweave.run.schedule import Schedule
from reweave.schedule.base import Resource
from reweave.schedule.folder import read_resource, write_resource
from reweave.schedule.ownership import OwnershipState, split_owner_marker

_BASES = ".reweave/schedule"
"""Where the text that reweave wrote is kept of a file that differs from it."""


def update_schedule(repository: Repository, schedule: Schedule) -> Resource:
    """Write the workflow of a schedule anew; what people changed since it was written stays.

    Return what was written, with the state of what was there before: `SAME` if that was the same.

    Raises:
        ReweaveError: it is not installed or was not written by reweave, what it was is not known, or both sides changed
            the same lines (`not-ours`, `schedule-conflict`, exit 3).
    """
    root = repository.root
    (resource,) = schedule.resources
    if root is None or resource.state is OwnershipState.MISSING:
        raise ReweaveError(
            "not installed", code="not-installed", path=resource.location, suggestion="`reweave schedule install`"
        )
    path = Path(resource.location).relative_to(root).as_posix()
    found = split_owner_marker(read_resource(root, path))
    if found is None:
        raise _refused(path, "not-ours", "was not written by reweave", "move it away, and `reweave schedule install`")
    if resource.state is not OwnershipState.EDITED:
        written = resource
        write_resource(root, path, resource.content)
        return written
    digest, current = found
    base = next((text for text in _candidates(repository, path) if _digest(text) == digest), None)
    if base is None:
        hint = "move it away, `reweave schedule install`, and make your changes again"
        raise _refused(path, "not-ours", "was edited, and what reweave wrote is not in git's history", hint)
    from reweave.schedule.update import merge_update

    marker, _, new = resource.content.partition(b"\n")
    merged = merge_update(base, current, new.decode())
    if merged.conflict:
        hint = "compare it with `reweave schedule show`, and edit it"
        raise _refused(path, "schedule-conflict", "was edited where reweave changed it, too; nothing was written", hint)
    content = marker + b"\n" + merged.data
    state = OwnershipState.SAME if read_resource(root, path) == content else resource.state
    write_resource(root, path, content)
    if merged.data != new:
        write_resource(root, f"{_BASES}/{Path(path).name}", new)
    return Resource(resource.location, content, state)


def _candidates(repository: Repository, path: str) -> Iterator[str]:
    """Yield texts that reweave may have written: the one that an earlier update kept, then those of the history."""
    assert repository.root is not None
    kept = read_resource(repository.root, f"{_BASES}/{Path(path).name}")
    if kept is not None:
        yield kept.decode("utf-8", "replace").replace("\r\n", "\n")
    commit = head(repository).commit
    if commit is None:
        return
    for change in changes_of(repository, commit, [path]):
        if change.after is not None:
            found = split_owner_marker(run_git(repository.git, ["cat-file", "blob", change.after]))
            if found is not None:
                yield found[1]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _refused(path: str, code: str, why: str, suggestion: str) -> ReweaveError:
    return ReweaveError(f"{path} {why}", code=code, exit_code=Exit.REFUSED, suggestion=suggestion)

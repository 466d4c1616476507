"""Files that cannot be replaced or created without losing something."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.files.nested import is_repository
from reweave.files.refusal import RefusalReason, RefusedFile, regular_file

if TYPE_CHECKING:
    from reweave.git.command import Git

_ATTRIBUTES = {b"filter": RefusalReason.FILTER, b"working-tree-encoding": RefusalReason.ENCODING}
_NO_VALUE = (b"unspecified", b"unset")


def refuse_writing(root: Path, paths: Sequence[str], git: "Git | None") -> list[RefusedFile]:
    """Return those of `paths` (relative to the root) that cannot be replaced without losing something, and why.

    Raises:
        ReweaveError: git failed.
    """
    if not paths:
        return []
    root = root.resolve()
    attributes = {} if git is None else _attributes(root, paths, git)
    folders: dict[str, RefusalReason | None] = {"": _writable(root)}
    user, groups = os.geteuid(), {os.getegid(), *os.getgroups()}
    top, refused = str(root), []
    for path in paths:
        reason = (
            _folder(root, path.rpartition("/")[0], folders)
            or _file(f"{top}/{path}", user, groups)
            or attributes.get(path)
        )
        if reason is not None:
            refused.append(RefusedFile(path, reason))
    return refused


def refuse_creating(root: Path, path: str) -> RefusalReason | None:
    """Return why no file can be created at `path` (relative to the root), or `None`.

    Folders that are missing can be made; one that is there must be a folder.
    """
    root = root.resolve()
    known = {"": _writable(root)}
    folder = path.rpartition("/")[0]
    while folder and not os.path.lexists(root / folder):
        folder = folder.rpartition("/")[0]
    reason = _folder(root, folder, known)
    if reason is not None:
        return RefusalReason.NO_FOLDER if reason is RefusalReason.MISSING else reason
    return RefusalReason.TAKEN if os.path.lexists(root / path) else None


def _folder(root: Path, folder: str, known: dict[str, RefusalReason | None]) -> RefusalReason | None:
    """Return what is wrong with a folder or one above it; `known` caches the answers."""
    if folder in known:
        return known[folder]
    here, path, reason = root, "", known[""]
    for name in folder.split("/"):
        here /= name
        path = f"{path}/{name}" if path else name
        if path not in known:
            # A folder that may be written can lie below one that may not; whatever else is wrong above stays wrong.
            known[path] = _folder_itself(here, name) if reason in (None, RefusalReason.READ_ONLY) else reason
        reason = known[path]
    return reason


def _folder_itself(folder: Path, name: str) -> RefusalReason | None:
    if name.casefold() == ".git":
        return RefusalReason.GIT_DIRECTORY
    if folder.is_symlink():
        return RefusalReason.OUTSIDE
    if is_repository(folder):
        return RefusalReason.REPOSITORY
    return _writable(folder)


def _writable(folder: Path) -> RefusalReason | None:
    if not folder.is_dir():
        return RefusalReason.MISSING
    return None if os.access(folder, os.W_OK | os.X_OK) else RefusalReason.READ_ONLY


def _file(path: str, user: int, groups: set[int]) -> RefusalReason | None:
    found = regular_file(path)
    if not isinstance(found, os.stat_result):
        return found
    if found.st_nlink > 1:
        return RefusalReason.HARD_LINK
    # A missing write permission is deliberate, so it also holds for root, whom the system would let write.
    if not found.st_mode & 0o222 or not os.access(path, os.W_OK):
        return RefusalReason.READ_ONLY
    if user != 0 and (found.st_uid != user or found.st_gid not in groups):
        return RefusalReason.OWNER
    return None


def _attributes(root: Path, paths: Sequence[str], git: "Git") -> dict[str, RefusalReason]:
    from reweave.files.listing import WorkTree, nul_records

    names = [os.fsencode(path) for path in paths]
    wanted = [os.fsdecode(name) for name in _ATTRIBUTES]
    said = WorkTree(git, root).run("check-attr", "-z", "--stdin", *wanted, input=b"\0".join([*names, b""]))
    if said == b"".join(b"%b\0%b\0unspecified\0" % (name, attribute) for name in names for attribute in _ATTRIBUTES):
        return {}  # nearly always, and sooner seen than read
    fields = nul_records(said)
    return {
        os.fsdecode(path): _ATTRIBUTES[name]
        for path, name, value in zip(fields, fields, fields, strict=True)
        if value not in _NO_VALUE
    }

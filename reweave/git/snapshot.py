"""The notes of a commit: listed from its tree, never from the checkout."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reweave.git.attributes import parse_attributes
from reweave.git.command import run_git
from reweave.git.paths import decode_path, encode_path
from reweave.git.raw_diff import FILE_MODES
from reweave.git.repository import Repository
from reweave.text import quoted

MAX_BYTES = 16 * 1024 * 1024
"""A bigger file is refused unread, so that memory stays bounded."""

MAX_DEPTH = 128
"""A path of more folders is refused: every folder costs a level of recursion."""

_REFUSED_MODES = {"120000": "is a symlink", "160000": "is a submodule"}


@dataclass(frozen=True, slots=True)
class CommittedNote:
    """One file of the commit: its path from the top of the repository, its mode, and its blob's name."""

    path: str
    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class RefusedEntry:
    """A path that is left as it is; `code` is for programs, `reason` continues "this note ..."."""

    path: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the commit's full listing; `size` is None when the blob is not in this clone."""

    path: str
    mode: str
    blob: str
    size: int | None


def list_entries(repository: Repository, commit: str) -> list[Entry]:
    """Return everything in the commit's tree, in git's order.

    Raises:
        GitError: the commit or one of its trees cannot be read.
    """
    entries = []
    for line in run_git(repository.git, ["ls-tree", "-r", "-l", "-z", "--full-tree", commit]).split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _, blob, size = about.decode("ascii").split()
        entries.append(Entry(decode_path(path), mode, blob, int(size) if size.isdigit() else None))
    return entries


def list_notes(
    repository: Repository, commit: str, wanted: Callable[[str], bool], *, max_bytes: int = MAX_BYTES
) -> Iterator[CommittedNote | RefusedEntry]:
    """Yield each file of `commit` whose path is `wanted`, in git's order; none is read.

    Refused, with the reason: symlinks, submodules, paths too deep, files over `max_bytes`, blobs that a
    partial clone does not hold, and files with a `filter` attribute (what the commit holds is not what the author
    sees). The attributes `text`, `eol` and `working-tree-encoding` need nothing: a commit holds the repository's
    form.

    Raises:
        GitError: the commit cannot be read.
    """
    entries = [entry for entry in list_entries(repository, commit) if wanted(entry.path)]
    filters = filtered_paths(repository, commit, [entry.path for entry in entries])
    for entry in entries:
        refused = _refusal(entry, filters, max_bytes)
        if refused is not None:
            yield RefusedEntry(entry.path, *refused)
        else:
            yield CommittedNote(entry.path, entry.mode, entry.blob)


def filtered_paths(repository: Repository, commit: str, paths: list[str]) -> dict[str, str]:
    """Return the `filter` attribute of each of `paths` that has one in `commit`.

    The commit's `.gitattributes` files are read through a temporary index, which gives the same answer in a bare
    repository and with every git (`check-attr --source` needs 2.40); the user's own attributes count as well.

    Raises:
        GitError: the commit cannot be read.
    """
    if not paths:
        return {}
    with tempfile.TemporaryDirectory(prefix="reweave-") as folder:
        env = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        run_git(repository.git, ["read-tree", commit], env=env)
        asked = b"".join(encode_path(path) + b"\0" for path in paths)
        args = ["check-attr", "--cached", "-z", "--stdin", "filter"]
        return parse_attributes(run_git(repository.git, args, input=asked, env=env))


def _refusal(entry: Entry, filters: dict[str, str], max_bytes: int) -> tuple[str, str] | None:
    if entry.mode in _REFUSED_MODES:
        code = "symlink" if entry.mode == "120000" else "submodule"
        return code, _REFUSED_MODES[entry.mode]
    if entry.mode not in FILE_MODES:
        return "file-mode", f"has the unknown file mode {entry.mode}"
    if entry.path.count("/") > MAX_DEPTH:
        return "too-deep", f"is more than {MAX_DEPTH} folders deep"
    if entry.path in filters:
        return "git-filter", f"goes through the git filter {quoted(filters[entry.path])}"
    if entry.size is None:
        return "missing-object", "is not in this clone (a partial clone: fetch it first)"
    if entry.size > max_bytes:
        return "too-big", f"has {entry.size} bytes, more than the limit of {max_bytes}"
    return None

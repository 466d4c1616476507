"""Earlier versions of files, read from history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reweave.git.command import run_git
from reweave.git.paths import decode_path, encode_path
from reweave.git.raw_diff import RAW_OPTIONS, FileVersion, diff_trees, parse_versions
from reweave.git.repository import Repository

_RAW = (*RAW_OPTIONS, "--no-renames")


@dataclass(frozen=True, slots=True)
class FileChange:
    """One commit's change to one file: the blobs before and after (`None`: no such file)."""

    commit: str
    path: str
    before: str | None
    after: str | None


def changes_of(repository: Repository, commit: str, paths: Sequence[str]) -> list[FileChange]:
    """Return what the history of `commit` did to `paths` (from the top of the repository), the newest first.

    Raises:
        GitError: the history cannot be read.
    """
    if not paths:
        return []
    specs = [b":(top,literal)" + encode_path(path) for path in paths]
    args: list[str | bytes] = ["log", "--format=%H", *_RAW, commit, "--", *specs]
    return list(_parsed(run_git(repository.git, args)))


def changes_with(repository: Repository, commit: str, pattern: str, most: int) -> list[FileChange]:
    """Return the changes whose added or removed lines match `pattern`, in the last `most` commits, the newest first.

    A merge counts for what it changed against each of its parents.

    Raises:
        GitError: the history cannot be read.
    """
    newest = run_git(repository.git, ["rev-list", "--topo-order", f"--max-count={most}", commit])
    args = ["diff-tree", "--stdin", "--root", "-m", "-r", f"-G{pattern}", *_RAW]
    return list(_parsed(run_git(repository.git, args, input=newest)))


def changes_in(repository: Repository, commits: Sequence[str]) -> list[FileChange]:
    """Return the changes of some commits.

    Raises:
        GitError: one of them cannot be read.
    """
    args = ["diff-tree", "--stdin", "--root", "-m", "-r", *_RAW]
    return list(_parsed(run_git(repository.git, args, input="".join(f"{one}\n" for one in commits).encode())))


def changes_between(repository: Repository, one: str, other: str) -> list[FileChange]:
    """Return how the files of commit `other` differ from those of commit `one`; renames are a loss and a gain.

    Raises:
        GitError: one of them cannot be read.
    """
    return [_file_change("", change.path, change.old, change.new) for change in diff_trees(repository, one, other)]


def _parsed(listing: bytes) -> Iterator[FileChange]:
    """Yield the changes in git's raw output for several commits: a commit's name, then a raw line and a path each."""
    commit = ""
    fields = iter(listing.split(b"\0"))
    for field in fields:
        text = field.strip(b"\n")
        if text.startswith(b":"):
            old, new, _ = parse_versions(text)
            yield _file_change(commit, decode_path(next(fields)), old, new)
        elif text:
            commit = text.decode("ascii")


def _file_change(commit: str, path: str, old: FileVersion, new: FileVersion) -> FileChange:
    before, after = (version.blob if version.is_file else None for version in (old, new))
    return FileChange(commit, path, before, after)

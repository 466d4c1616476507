"""Earlier versions of files, read from history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reweave.git.command import run_git
from reweave.git.objects import path_bytes, path_text
from reweave.git.repository import Repository

_RAW = ("--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv")
_FILES = frozenset({"100644", "100755", "100664"})


@dataclass(frozen=True, slots=True)
class FileChange:
    """What one commit did to one file: the blobs before and after (`None`: no such file)."""

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
    specs = [b":(top,literal)" + path_bytes(path) for path in paths]
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
    return list(_parsed(run_git(repository.git, ["diff-tree", "-r", *_RAW, one, other])))


def _parsed(listing: bytes) -> Iterator[FileChange]:
    """Read what git writes with `--raw -z`: a commit's name, then for each file a part about it and its path."""
    commit, about = "", ""
    for part in listing.split(b"\0"):
        if about:
            old_mode, new_mode, old, new, _ = about.split(" ")
            before, after = (old if old_mode in _FILES else None), (new if new_mode in _FILES else None)
            yield FileChange(commit, path_text(part), before, after)
            about = ""
            continue
        text = part.strip(b"\n").decode("ascii")
        if text.startswith(":"):
            about = text.removeprefix(":")
        elif text:
            commit = text

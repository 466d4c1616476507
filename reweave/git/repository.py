"""Opening a repository, and reading its HEAD, refs and worktrees."""

import os
from dataclasses import dataclass
from pathlib import Path

from reweave.effects import record_state
from reweave.errors import ReweaveError
from reweave.git.command import Git, ask_git, run_git
from reweave.git.discovery import open_git
from reweave.git.location import locate
from reweave.text import quoted
from reweave.verbosity import timed_step


@dataclass(frozen=True, slots=True)
class Head:
    """The state of HEAD: `branch` is None when it is detached, `commit` is None before the first commit."""

    branch: str | None
    commit: str | None


@dataclass(frozen=True, slots=True)
class Repository:
    """An opened repository.

    `root` is the checkout's top folder (None in a bare repository, or when the git directory itself was opened), and
    `prefix` the opened folder below it: empty, or ending with `/`. `git_dir` is this worktree's own git directory,
    `common_dir` the one shared by all worktrees. `object_format` is `sha1` or `sha256`.
    """

    git: Git
    root: Path | None
    prefix: str
    git_dir: Path
    common_dir: Path
    object_format: str
    shallow: bool

    @property
    def bare(self) -> bool:
        """Whether the repository has no checkout."""
        return self.root is None

    @property
    def zero(self) -> str:
        """The object name that means "no such ref"."""
        return "0" * (40 if self.object_format == "sha1" else 64)


@timed_step("open the repository")
def open_repository(path: Path) -> Repository:
    """Open the repository that `path` (a folder in a checkout, a linked worktree, a bare repository) lies in.

    GitPython says where it is and git confirms it, so that git's ownership check holds for both. All else is read by
    git alone: GitPython 3.2 knows neither SHA-256 names nor reftables.

    Raises:
        ReweaveError: no repository, one that git will not open, or one the two do not agree on.
    """
    path = path.resolve()
    git = open_git(path)
    git_dir, common_dir, tree = locate(path)
    said = run_git(git, ["rev-parse", "--show-object-format", "--is-shallow-repository", "--git-common-dir"])
    object_format, shallow, common = said.removesuffix(b"\n").split(b"\n", 2)
    confirmed = git.directory.resolve(), (git.directory / os.fsdecode(common)).resolve()
    if confirmed != (git_dir, common_dir):
        raise ReweaveError(
            f"git finds the repository at {quoted(str(confirmed[0]))}, but GitPython at {quoted(str(git_dir))}",
            code="ambiguous-repository",
            suggestion="unset GIT_DIR and GIT_COMMON_DIR, or use --repo with the repository's top folder",
        )
    if path.is_relative_to(git_dir):
        # Inside the git directory, the top folder would be what `core.worktree` claims.
        tree = None
    prefix = "" if tree is None or path == tree else path.relative_to(tree).as_posix() + "/"
    record_state(git_dir / "reweave")
    return Repository(git, tree, prefix, git_dir, common_dir, object_format.decode(), shallow == b"true")


def head(repository: Repository) -> Head:
    """Return what HEAD is now."""
    named = ask_git(repository.git, ["symbolic-ref", "--quiet", "HEAD"])
    ref = os.fsdecode(named.stdout.removesuffix(b"\n")) if named.returncode == 0 else None
    return Head(None if ref is None else ref.removeprefix("refs/heads/"), _commit(repository, "HEAD"))


def resolve(repository: Repository, revision: str) -> str:
    """Return the ID of the commit that `revision` (a branch, tag, ID or expression) names.

    Raises:
        ReweaveError: it does not name a commit (`no-such-commit`).
    """
    commit = _commit(repository, revision)
    if commit is None:
        unborn = revision == "HEAD"
        raise ReweaveError(
            "the repository has no commits yet" if unborn else f"{quoted(revision)} is not a commit in this repository",
            code="no-such-commit",
            suggestion="commit the notes first" if unborn else "use a branch, tag or commit",
        )
    return commit


def read_ref(repository: Repository, ref: str) -> str | None:
    """Return the object that the full ref name `ref` points to, or None when it does not exist."""
    found = ask_git(repository.git, ["rev-parse", "--verify", "--quiet", "--end-of-options", ref])
    return _last_line(found.stdout) if found.returncode == 0 else None


def checked_out(repository: Repository) -> dict[str, Path]:
    """Return, for each branch (full ref name) that a worktree has checked out, that worktree's folder."""
    found: dict[str, Path] = {}
    place = Path()
    for line in run_git(repository.git, ["worktree", "list", "--porcelain", "-z"]).split(b"\0"):
        key, _, value = line.partition(b" ")
        if key == b"worktree":
            place = Path(os.fsdecode(value))
        elif key == b"branch":
            found[os.fsdecode(value)] = place
    return found


def is_ancestor(repository: Repository, older: str, newer: str) -> bool:
    """Return whether commit `older` is `newer` or one of its ancestors."""
    return ask_git(repository.git, ["merge-base", "--is-ancestor", older, newer]).returncode == 0


def _commit(repository: Repository, revision: str) -> str | None:
    if "\0" in revision:
        return None
    args = ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"]
    found = ask_git(repository.git, args)
    return _last_line(found.stdout) if found.returncode == 0 else None


def _last_line(said: bytes) -> str:
    # Some versions of git repeat "--end-of-options" on a line of its own.
    return said.decode("ascii").split()[-1]

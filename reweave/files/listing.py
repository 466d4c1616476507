"""Listing the files of a repository below a folder, with git, so that `.gitignore` holds."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reweave.errors import ReweaveError
from reweave.files.nested import is_repository
from reweave.git.command import Git, GitError, ask_git

_SUBMODULE = b"160000"
_PIECE = 1 << 16


class WorkTree(NamedTuple):
    """The checkout that `root` is in, and how to run git there."""

    git: Git
    root: Path

    def run(self, *args: str, input: bytes | None = None, good: Sequence[int] = (0,)) -> bytes:
        """Run git in the root and return what it wrote.

        Raises:
            ReweaveError: git ended with a status that is not in `good`, or the root is not in a checkout.
        """
        env = {"GIT_WORK_TREE": str(self._top())}
        done = ask_git(self.git, ["-C", str(self.root), *args], input=input, env=env)
        if done.returncode not in good:
            raise GitError(args[0], done.returncode, done.stderr)
        return done.stdout

    def _top(self) -> Path:
        for folder in (self.root, *self.root.parents):
            if is_repository(folder):
                return folder
        raise ReweaveError("not in a checkout of the repository", code="no-checkout", path=str(self.root))


def list_with_git(tree: WorkTree, folders: Sequence[str]) -> Iterator[str]:
    """Yield the tracked and the not ignored files below `folders` (`""` is the root), each once, in no order.

    Submodules and other repositories are no files of this one.

    Raises:
        ReweaveError: git failed.
    """
    specs = () if "" in folders else ("--", *(f":(literal){folder}" for folder in folders))
    lister = tree._replace(git=tree.git.for_listing)
    listing = lister.run("ls-files", "-z", "-t", "--stage", "--cached", "--others", "--exclude-standard", *specs)
    last = b""
    for line in nul_records(listing):
        if line.startswith(b"? "):
            path = line[2:]
            nested = path.endswith(b"/")
        else:
            entry, _, path = line.partition(b"\t")
            nested = entry[2:8] == _SUBMODULE
            if path == last:  # the other sides of a merge conflict
                continue
            last = path
        if not nested:
            yield os.fsdecode(path)


def nul_records(listing: bytes) -> Iterator[bytes]:
    """Yield what ends with NUL, in pieces: of a large vault, a list of all would take more memory than the rest."""
    start = 0
    while (end := listing.find(b"\0", start + _PIECE)) >= 0 or (end := listing.rfind(b"\0", start)) >= 0:
        yield from listing[start:end].split(b"\0")
        start = end + 1


def ignored(tree: WorkTree, folders: Sequence[str]) -> list[str]:
    """Return the folders that `.gitignore` excludes.

    Raises:
        ReweaveError: git failed.
    """
    # With "./" in front, a name that starts with a colon is a plain name too.
    names = b"".join(b"./" + os.fsencode(folder) + b"\0" for folder in folders)
    said = tree.run("check-ignore", "-z", "--stdin", "--no-index", input=names, good=(0, 1))
    return [os.fsdecode(name.removeprefix(b"./")) for name in said.split(b"\0")[:-1]]

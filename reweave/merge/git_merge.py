"""What git's own merge makes of files, with no driver of any configuration run."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reweave.files.listing import WorkTree
from reweave.git.command import Git, run_git
from reweave.git.objects import path_bytes
from reweave.git.repository import Repository
from reweave.git.text_merge import Style

_AS_TEXT = "git merge-file -q --marker-size=%L %A %O %B"
"""What stands in for every merge driver that a configuration names: git's own merge of text."""


def without_drivers(git: Git) -> Git:
    """Return `git` with its own merge of text in place of every merge driver."""
    settings = tuple(
        (name, _AS_TEXT if name.startswith("merge.") and name.endswith(".driver") else value)
        for name, value in git.settings
    )
    return Git(git.directory, settings)


@contextmanager
def recreated(repository: Repository, tree: WorkTree, paths: Sequence[str]) -> Iterator[Callable[[str, Style], bytes]]:
    """Give access to the paths in conflict (relative to the tree's root) as git's merge writes them.

    One process of git writes all of them, for each style that is asked for, into a folder of their own.

    Raises:
        GitError: git failed.
    """
    prefix = os.fsencode(os.path.relpath(tree.root, repository.root)) + b"/" if tree.root != repository.root else b""
    asked = b"".join(prefix + path_bytes(path) + b"\0" for path in paths)
    with tempfile.TemporaryDirectory(prefix="reweave-") as folder:
        index = Path(folder, "index")
        index.write_bytes((repository.git_dir / "index").read_bytes())

        def read(path: str, style: Style) -> bytes:
            place = Path(folder, style)
            if not place.exists():
                place.mkdir()
                env = {"GIT_WORK_TREE": str(place), "GIT_INDEX_FILE": str(index), "GIT_LITERAL_PATHSPECS": "1"}
                args = ["checkout", f"--conflict={style}", "--pathspec-from-file=-", "--pathspec-file-nul"]
                run_git(without_drivers(repository.git), ["-C", str(place), *args], input=asked, env=env)
            return (place / os.fsdecode(prefix) / path).read_bytes()

        yield read

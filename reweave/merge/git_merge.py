"""Git's own merge of files, with its built-in driver in place of every configured one."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reweave.files.listing import WorkTree
from reweave.git.command import Git, run_git
from reweave.git.paths import encode_path
from reweave.git.repository import Repository
from reweave.git.text_options import Style
from reweave.merge.registration import TEXT_MERGE


def with_builtin_driver(git: Git) -> Git:
    """Return `git` with its built-in merge of text in place of every configured driver."""
    settings = tuple(
        (name, TEXT_MERGE if name.startswith("merge.") and name.endswith(".driver") else value)
        for name, value in git.settings
    )
    return Git(git.directory, settings)


ConflictText = Callable[[str, Style], bytes]
"""Returns a conflicted file, by path, with markers in a style."""


@contextmanager
def checkout_conflicts(repository: Repository, tree: WorkTree, paths: Sequence[str]) -> Iterator[ConflictText]:
    """Yield a function that returns a conflicted file as git's merge writes it, with markers in a given style.

    `paths` are relative to the tree's root. For each style that is asked for, one git process writes all of them into
    a temporary folder.

    Raises:
        GitError: git failed.
    """
    prefix = os.fsencode(os.path.relpath(tree.root, repository.root)) + b"/" if tree.root != repository.root else b""
    asked = b"".join(prefix + encode_path(path) + b"\0" for path in paths)
    with tempfile.TemporaryDirectory(prefix="reweave-") as folder:
        index = Path(folder, "index")

        def read(path: str, style: Style) -> bytes:
            target = Path(folder, style)
            if not index.exists():
                index.write_bytes((repository.git_dir / "index").read_bytes())
            if not target.exists():
                target.mkdir()
                env = {"GIT_WORK_TREE": str(target), "GIT_INDEX_FILE": str(index), "GIT_LITERAL_PATHSPECS": "1"}
                args = ["checkout", f"--conflict={style}", "--pathspec-from-file=-", "--pathspec-file-nul"]
                run_git(with_builtin_driver(repository.git), ["-C", str(target), *args], input=asked, env=env)
            return (target / os.fsdecode(prefix) / path).read_bytes()

        yield read

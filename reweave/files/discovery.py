"""Finding the notes at and below the paths that a user gave."""

import errno
import os
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reweave.errors import ReweaveError
from reweave.files.nested import NestedRepositories, is_repository
from reweave.files.note_filter import NoteFilter
from reweave.files.refusal import RefusalReason, RefusedFile, regular_file
from reweave.files.stamp import stamp_of
from reweave.files.walking import walk

if TYPE_CHECKING:
    from reweave.git.command import Git

MARKDOWN = NoteFilter.of((".md",))
_TEXT = (".md", ".markdown", ".mdown", ".mdwn", ".mdx", ".mkd", ".mkdn", ".livemd", ".qmd", ".rmd", ".text", ".txt")
"""The extensions of files that may be notes, if the configuration says so."""


class FoundFile(NamedTuple):
    """A note to read: its path relative to the root (with `/`, surrogate escapes), the root, and its stamp.

    Paths are text: making a `Path` of every name takes longer than looking at the files.
    """

    path: str
    root: str
    stamp: bytes = b""

    @property
    def absolute(self) -> str:
        """The absolute path."""
        return f"{self.root}/{self.path}".replace("//", "/", 1)


class Discovery(NamedTuple):
    """The notes that were found and the files that were refused, both ordered by the bytes of their paths.

    `programs` are the Python files in the same folders and `others` the text files that are not notes, both unordered:
    they need no second listing.
    """

    files: list[FoundFile]
    refused: list[RefusedFile]
    programs: Sequence[str] = ()
    others: Sequence[str] = ()


def discover(
    root: Path,
    paths: Sequence[Path],
    git: "Git | None",
    *,
    notes: NoteFilter = MARKDOWN,
    max_bytes: int = 16 * 1024 * 1024,
    hidden: bool = False,
) -> Discovery:
    """Find the notes at and below `paths` (relative ones start at the current directory; none means the root).

    `git` is the repository of `root`, None outside one. A path in `paths` is read even if `.gitignore` excludes it; if
    `notes` excludes it, it is refused instead of skipped silently. Only what prevents *reading* is refused here;
    `refuse_writing` checks the rest. Where git does not say which files there are, `hidden` has hidden folders entered,
    too, and those that are not are refused.

    Raises:
        ReweaveError: a path does not exist or is outside the root, or git failed.
    """
    root = root.resolve()
    refused: set[RefusedFile] = set()
    named: set[str] = set()
    programs: list[str] = []
    others: list[str] = []
    folders: list[str] = []
    for given in [_inside(root, path) for path in paths or [root]]:
        foreign = _foreign(root, given)
        if foreign is not None:
            refused.add(RefusedFile(given, foreign))
        elif stat.S_ISDIR((root / given).lstat().st_mode):
            folders.append(given)
        else:
            why_not = notes.why_not(given)
            if why_not is None:
                named.add(given)
            else:
                refused.add(RefusedFile(given, why_not))
    for item in _below(root, folders, git, hidden):
        if isinstance(item, RefusedFile):
            refused.add(item)
        elif (why_not := notes.why_not(item)) is None:
            named.add(item)
        elif item.endswith(".py"):
            programs.append(item)
        elif why_not is RefusalReason.EXTENSION and item.lower().endswith(_TEXT):
            others.append(item)
    files = []
    top = str(root)
    now = time.time_ns()
    nested = NestedRepositories(root)
    # Among ASCII paths the order of their bytes is that of their characters, which is told sooner.
    for path in sorted(named, key=None if all(map(str.isascii, named)) else os.fsencode):
        # git lists these where what the `.git` of their folder names is gone; they are refused as one.
        if (repository := nested.around(path)) is not None:
            refused.add(RefusedFile(repository, RefusalReason.REPOSITORY))
            continue
        status = regular_file(f"{top}/{path}")
        if not isinstance(status, os.stat_result):
            reason = status
        elif status.st_size > max_bytes:
            reason = RefusalReason.TOO_LARGE
        else:
            files.append(FoundFile(path, top, stamp_of(status, now)))
            continue
        if reason is not RefusalReason.MISSING:  # deleted in the checkout, still in the index
            refused.add(RefusedFile(path, reason))
    return Discovery(files, sorted(refused, key=lambda one: os.fsencode(one.path)), programs, others)


def _below(root: Path, folders: Sequence[str], git: "Git | None", hidden: bool) -> Iterator[str | RefusedFile]:
    if not folders:
        return
    plain: Iterable[str] = folders
    if git is not None:
        from reweave.files.listing import WorkTree, ignored, list_with_git  # runs processes

        tree = WorkTree(git, root)
        yield from list_with_git(tree, folders)
        named = [folder for folder in folders if folder]
        plain = ignored(tree, named) if named else ()
    for folder in plain:
        yield from walk(root, folder, hidden=hidden)


def _inside(root: Path, given: Path) -> str:
    """Return a path relative to the root; follow a symlink to a folder, not one to a file."""
    whole = Path.cwd() / given
    try:
        if given.name in ("", "..") or whole.is_dir():
            whole = whole.resolve(strict=True)
        else:
            whole = whole.parent.resolve(strict=True) / whole.name
        whole.lstat()
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a loop of links; ValueError: a NUL
        why = error.strerror if isinstance(error, OSError) and error.errno != errno.ENOENT else None
        raise ReweaveError(why or "no such file or directory", code="no-such-path", path=str(given)) from error
    try:
        inner = whole.relative_to(root)
    except ValueError as error:
        raise ReweaveError(
            f"not inside {root}",
            code="outside-root",
            path=str(given),
            suggestion="check each vault with a command of its own, run inside it",
        ) from error
    return "" if inner == Path() else inner.as_posix()


def _foreign(root: Path, path: str) -> RefusalReason | None:
    """Return why a path is foreign: it is in `.git`, or in a repository inside this one."""
    here = root
    for part in path.split("/") if path else ():
        if part.casefold() == ".git":
            return RefusalReason.GIT_DIRECTORY
        here /= part
        if is_repository(here):
            return RefusalReason.REPOSITORY
    return None

"""Finding the notes below the paths that a user named."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reweave.errors import ReweaveError
from reweave.files.note_filter import NoteFilter
from reweave.files.refusal import Reason, RefusedFile

if TYPE_CHECKING:
    from reweave.git.command import Git

MARKDOWN = NoteFilter.of((".md",))


class FoundFile(NamedTuple):
    """A note to read: its path relative to the root (with `/`, surrogate escapes), and its absolute path.

    Both are text: making a `Path` of every name takes longer than looking at the files.
    """

    path: str
    absolute: str


class Discovery(NamedTuple):
    """The notes that were found and the files that are left alone, both in the order of their paths' bytes.

    `programs` are the Python files in the same folders, in no order: they cost no second listing.
    """

    files: list[FoundFile]
    refused: list[RefusedFile]
    programs: Sequence[str] = ()


def discover(
    root: Path,
    paths: Sequence[Path],
    git: "Git | None",
    *,
    notes: NoteFilter = MARKDOWN,
    max_bytes: int = 16 * 1024 * 1024,
) -> Discovery:
    """Find the notes at and below `paths` (relative ones start at the current directory; none means the root).

    `git` is the repository of `root`, None outside one. A path that is named is taken even if `.gitignore` leaves it
    out; `notes` holds for it too, and then it is refused by name instead of left out in silence. Only what stands in
    the way of *reading* is refused here; `refuse_writing` knows the rest.

    Raises:
        ReweaveError: a path does not exist or is outside the root, or git failed.
    """
    root = root.resolve()
    refused: set[RefusedFile] = set()
    named: set[str] = set()
    programs: list[str] = []
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
    for item in _below(root, folders, git):
        if isinstance(item, RefusedFile):
            refused.add(item)
        elif notes.why_not(item) is None:
            named.add(item)
        elif item.endswith(".py"):
            programs.append(item)
    files = []
    prefix = f"{root}/".replace("//", "/")
    for path in sorted(named, key=os.fsencode):
        absolute = f"{prefix}{path}"
        reason = _unreadable(absolute, max_bytes)
        if reason is None:
            files.append(FoundFile(path, absolute))
        elif reason is not Reason.MISSING:  # deleted in the checkout, still in the index
            refused.add(RefusedFile(path, reason))
    return Discovery(files, sorted(refused, key=lambda one: os.fsencode(one.path)), programs)


def _below(root: Path, folders: Sequence[str], git: "Git | None") -> Iterator[str | RefusedFile]:
    if not folders:
        return
    from reweave.files.listing import WorkTree, ignored, list_with_git, walk

    plain: Iterable[str] = folders
    if git is not None:
        tree = WorkTree(git, root)
        yield from list_with_git(tree, folders)
        named = [folder for folder in folders if folder]
        plain = ignored(tree, named) if named else ()
    for folder in plain:
        yield from walk(root, folder)


def _inside(root: Path, given: Path) -> str:
    """Return a path relative to the root; a link to a folder is followed, one to a file is not."""
    whole = Path.cwd() / given
    try:
        if given.name in ("", "..") or whole.is_dir():
            whole = whole.resolve(strict=True)
        else:
            whole = whole.parent.resolve(strict=True) / whole.name
        whole.lstat()
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a loop of links; ValueError: a NUL
        why = error.strerror if isinstance(error, OSError) and error.errno != errno.ENOENT else None
        raise ReweaveError(why or "there is no such file or folder", code="no-such-path", path=str(given)) from error
    try:
        inner = whole.relative_to(root)
    except ValueError as error:
        raise ReweaveError(f"it is outside {root}", code="outside-root", path=str(given)) from error
    return "" if inner == Path() else inner.as_posix()


def _foreign(root: Path, path: str) -> Reason | None:
    """Tell whether a named path belongs to git itself, or to a repository inside this one."""
    here = root
    for part in path.split("/") if path else ():
        if part.casefold() == ".git":
            return Reason.GIT_DIRECTORY
        here /= part
        if os.path.lexists(here / ".git"):
            return Reason.REPOSITORY
    return None


def _unreadable(path: str, max_bytes: int) -> Reason | None:
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return Reason.MISSING
    except OSError:
        return Reason.UNREADABLE
    if stat.S_ISLNK(found.st_mode):
        return Reason.SYMLINK
    if not stat.S_ISREG(found.st_mode):
        return Reason.NOT_A_FILE
    return Reason.TOO_LARGE if found.st_size > max_bytes else None

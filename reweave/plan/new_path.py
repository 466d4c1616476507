"""The new path of a note: what a name given by a user means, and which paths are refused."""

import posixpath

from reweave.errors import ReweaveError
from reweave.files.portable import why_unportable
from reweave.text import quoted
from reweave.vault.names import normalize_name
from reweave.vault.record import stem_of
from reweave.vault.renaming import UNLINKABLE
from reweave.vault.vault import Vault

_IN_NO_NAME = {*UNLINKABLE, "\\"}
_LONGEST_NAME = 255


def new_path(old: str, given: str) -> str:
    """Return the path that a new name for the note at `old` means.

    A path is taken as given, one that ends with `/` as a folder, and any other text as a name in the note's folder.

    Raises:
        ReweaveError: the name is empty, `.` or `..`.
    """
    name = given.rpartition("/")[2]
    if name.strip() in (".", "..") or not given.strip() or (not name.strip() and name):
        raise _refuse(given, f"{quoted(given)} is not a name", "use a name, or a path below the root")
    extension = "." + old.rpartition(".")[2] if "." in old.rpartition("/")[2] else ""
    if given.endswith("/"):
        return posixpath.normpath(posixpath.join(given, posixpath.basename(old)))
    if "/" in given or (extension and given.endswith(extension) and given != extension):
        path = posixpath.normpath(given)
        return path if path.endswith(extension) else path + extension
    return posixpath.join(posixpath.dirname(old), given + extension)


def check_path(vault: Vault, old: str, new: str, *, unportable: bool = False) -> None:
    """Refuse a new path for the note at `old` that links or other systems cannot hold, or that means another note.

    `unportable` allows names that only other systems cannot hold.

    Raises:
        ReweaveError: it is such a path (`new-name`).
    """
    parts = new.split("/")
    if new.startswith("/") or any(part in ("", ".", "..") or part.casefold() == ".git" for part in parts):
        raise _refuse(new, "the new path is outside the root", "use a path below it")
    if (reason := why_unlinkable(new)) is not None:
        raise _refuse(new, *reason)
    if new == old:
        raise _refuse(new, "this is already the note's path", "use another")
    if new in vault.by_path:
        raise _refuse(new, "a note already exists at the new path", "use another, or see `reweave merge-notes`")
    _check_meaning(vault, old, new)
    others = [record.path for record in vault.records if record.path != old]
    if not unportable and (why := why_unportable(new, others)) is not None:
        raise _refuse(new, why, "use another name, or --allow-unportable")


def why_unlinkable(path: str) -> tuple[str, str] | None:
    """Return why no link can lead to a note at a path, and what to do, or `None`."""
    stem = stem_of(path)
    if stem.startswith(".") and "." not in stem[1:] and path.endswith(stem):
        return "the name is empty", "put one in front of the extension"
    if set(stem) & _IN_NO_NAME or not path.isprintable():
        listed = " ".join(sorted(_IN_NO_NAME))
        return "no link can contain this name", f"leave out {listed} and control characters"
    if stem != stem.strip():
        return "a link ignores spaces around a name", "leave them out"
    if any(len(part.encode("utf-8", "surrogateescape")) > _LONGEST_NAME for part in path.split("/")):
        return f"the new name is longer than {_LONGEST_NAME} bytes", "use a shorter one"
    return None


def _check_meaning(vault: Vault, old: str, new: str) -> None:
    stem = stem_of(new)
    others = [place for place in vault.resolve(stem) if vault.records[place].path != old]
    if others and normalize_name(stem).casefold() != normalize_name(stem_of(old)).casefold():
        taken = vault.records[others[0]].path
        raise _refuse(new, f"{taken} already has this name, and links could mean either", "use another")
    if others:
        _check_captured(vault, old, new)


def _check_captured(vault: Vault, old: str, new: str) -> None:
    """Refuse a path at which the note would take over a link to another note: paths are looked up beside it first."""
    wanted, place = _folded(new), vault.by_path[old]
    for holder, record in enumerate(vault.records):
        for link in vault.links[holder]:
            beside = posixpath.normpath(posixpath.join(record.folder, link.name))
            if _folded(beside) == wanted and link.targets and link.targets != (place,) and record.path != old:
                raise _refuse(new, f"a link in {record.path} to another note would lead here", "use another")


def _folded(path: str) -> str:
    """Return a path as links name it: without an extension, in any case."""
    bare = path.removesuffix("." + path.rpartition(".")[2]) if "." in posixpath.basename(path) else path
    return normalize_name(bare).casefold()


def _refuse(path: str, message: str, suggestion: str) -> ReweaveError:
    return ReweaveError(message, code="new-name", path=path.strip() or None, suggestion=suggestion)

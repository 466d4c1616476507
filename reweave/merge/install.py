"""Registering the merge driver with git.

What an attribute file says about merging single notes keeps its effect: our lines come first in their file, where
every other line overrides them, and the repository's own `info/attributes`, which overrides all, repeats the others.
"""

import stat
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reweave.atomic import replace_file
from reweave.errors import ReweaveError
from reweave.executable import NAME, own_program
from reweave.files.answers_file import ANSWERS_FILE
from reweave.files.listing import WorkTree
from reweave.git.command import Git, run_git
from reweave.git.paths import decode_path, encode_path
from reweave.git.repository import Repository
from reweave.merge.attribute_files import attribute_files, check, check_without_ours, read, user_file
from reweave.merge.attribute_rules import (
    MACROS,
    AttributeFile,
    answers_rule,
    driver_rule,
    is_kept,
    kept_rule,
    kept_rules,
    shown,
)
from reweave.merge.registration import DRIVER, driver_command

_TITLE = "merge notes semantically (reweave)"


@dataclass(frozen=True, slots=True)
class Installed:
    """The files that were written, and the notes that another attribute keeps from the driver, with that attribute."""

    written: tuple[Path, ...]
    kept: dict[str, str]


def install_local(repository: Repository, folder: str, extensions: Sequence[str]) -> Installed:
    """Register the driver in the repository, for notes below `folder` (empty, or ending with `/`).

    `.gitattributes` tells every clone; the repository's own `info/attributes` holds also while a rebase has an older
    commit checked out.

    Raises:
        ReweaveError: git failed, or a file cannot be read or written.
    """
    below = encode_path(folder)
    rules = [*(driver_rule(below, one) for one in extensions), answers_rule(below)]
    info_path = repository.common_dir / "info" / "attributes"
    info = AttributeFile(b"", read(info_path))
    listed = list(attribute_files(repository))
    # A filter says nothing about merging: the line that names it would not override ours.
    ours = [*rules, *dict.fromkeys(_kept(listed, extensions, filters=True))]
    files = [AttributeFile(one.folder, one.without(ours)) for one in listed]
    notes = _notes(repository, folder, extensions)
    wanted = check_without_ours(repository, files, info.without(rules), notes)
    kept = {path: found for path, found in wanted.items() if is_kept(found)}
    block = [*rules, *_kept([AttributeFile(b"", _readable(user_file(repository.git))), *files], extensions)]
    _register(repository.git, "--local")
    written: set[Path] = set()
    if repository.root is not None:
        top = next((one for one in listed if not one.folder), AttributeFile(b"", b""))
        path = repository.root / ".gitattributes"
        written |= _write(path, top.source, top.beginning_with(ours, block=False))
    info_path.parent.mkdir(exist_ok=True)
    # Every note is asked for: some pattern may not have been understood.
    attributes = info.beginning_with(block, block=True)
    _write(info_path, info.source, attributes)
    found = check(repository.git, notes, folder=repository.root) if repository.root is not None else {}
    expected = {path: kept[path][b"merge"] if path in kept else NAME.encode() for path in found}
    missed = [kept_rule(one, value) for one, value in expected.items() if found[one][b"merge"] != value]
    if missed:
        first, attributes = attributes, info.beginning_with([*block, *missed], block=True)
        _write(info_path, first, attributes)
    if attributes != info.source:
        written.add(info_path)
    return Installed(tuple(sorted(written)), {decode_path(one): shown(kept[one]) for one in kept})


def _kept(files: Sequence[AttributeFile], extensions: Sequence[str], *, filters: bool = False) -> list[bytes]:
    macros = dict(MACROS)
    return [rule for file in files for rule in kept_rules(file, extensions, macros, filters=filters)]


def install_global(extensions: Sequence[str]) -> Installed:
    """Register the driver for all of the user's repositories.

    Raises:
        ReweaveError: git failed, or a file cannot be read or written.
    """
    git = Git(Path(tempfile.gettempdir()), ())
    _register(git, "--global")
    path = user_file(git)
    path.parent.mkdir(parents=True, exist_ok=True)
    file = AttributeFile(b"", read(path))
    rules = [*(driver_rule(b"", one) for one in extensions), answers_rule(None)]
    return Installed(tuple(_write(path, file.source, file.beginning_with(rules, block=False))), {})


def _register(git: Git, scope: str) -> None:
    """Register the driver; a command of an older reweave is replaced."""
    for name, value in ((f"merge.{NAME}.name", _TITLE), (DRIVER, driver_command(own_program()))):
        run_git(git, ["config", scope, "--replace-all", name, value])


def _notes(repository: Repository, folder: str, extensions: Sequence[str]) -> list[bytes]:
    if repository.root is None:
        return []
    tree = WorkTree(repository.git, repository.root)
    ending = tuple(one.encode() for one in extensions)
    listed = tree.run("ls-files", "-z", "--deduplicate", "--cached", "--others", "--exclude-standard")
    below = encode_path(folder)
    notes = [path for path in listed.split(b"\0") if path.lower().endswith(ending) and path.startswith(below)]
    return [*notes, below + ANSWERS_FILE.encode()]


def _readable(path: Path) -> bytes:
    """Return the user's own file, which may be a symlink of theirs, as git reads it; it may be missing."""
    return path.read_bytes() if path.is_file() else b""


def _write(path: Path, before: bytes, after: bytes) -> set[Path]:
    """Replace an attribute file if that changes it, and return it then."""
    if before == after:
        return set()
    try:
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
        replace_file(path, [after])
        if mode is not None:
            path.chmod(mode)
    except OSError as error:
        raise ReweaveError(f"cannot write: {error.strerror}", code="cannot-write", path=str(path)) from error
    return {path}

"""A note that an editor or a hook gives on stdin."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.files.refusal import RefusalReason
from reweave.run.note_files import read_workspace
from reweave.run.workspace import Workspace
from reweave.verbosity import say

if TYPE_CHECKING:
    from reweave.run.source_lint import LintedSources

_STDIN = "-"
"""The path that means stdin."""


def is_stdin(paths: Sequence[Path] | None, name: Path | None) -> bool:
    """Return whether the paths mean stdin; `name` is the file that the note on stdin belongs to.

    Raises:
        ReweaveError: there are other paths beside it, or a name without it (`wrong-use`).
    """
    given = Path(_STDIN) in (paths or ())
    if given and paths is not None and len(paths) > 1:
        raise ReweaveError("- cannot be used with other paths", code="wrong-use", suggestion="give one note on stdin")
    if name is not None and not given:
        raise ReweaveError("--stdin-filename needs -", code="wrong-use", suggestion="give - as the path")
    return given


def stdin_folder(name: Path | None) -> Path:
    """Return the nearest folder of the file that the note on stdin belongs to, which need not exist."""
    folder = (Path.cwd() / (name or _STDIN)).parent
    while not folder.is_dir():
        folder = folder.parent
    return folder


def lint_stdin(workspace: Workspace, name: Path | None, *, unsafe: bool) -> "tuple[bytes, LintedSources]":
    """Return the bytes of the note on stdin, and what the rules say about it; one that is excluded has no findings.

    Rules that ask about the vault are told the notes of the working tree, with this one in its place.

    Raises:
        ReweaveError: the note is larger than one may be (exit 3), or git failed.
    """
    from reweave.run.source_lint import lint_sources

    path, limit = _path(workspace, name), workspace.config.limits.note_bytes
    source = sys.stdin.buffer.read(limit + 1)
    if len(source) > limit:
        raise ReweaveError(RefusalReason.TOO_LARGE, code="too-large", exit_code=Exit.REFUSED, path=path)
    why_not = None if name is None else workspace.config.note_filter().why_not(path)
    if why_not is not None:
        say(f"{path}: skipped: {why_not}")
    given = {path: source} if why_not is None else {}
    return source, lint_sources(workspace, given, lambda: read_workspace(workspace, []), unsafe=unsafe)


def _path(workspace: Workspace, name: Path | None) -> str:
    """Return the path of the note relative to the root."""
    whole, folder = Path.cwd() / (name or _STDIN), stdin_folder(name)
    return (folder.resolve() / whole.relative_to(folder)).relative_to(workspace.root.resolve()).as_posix()

"""Listing the files below a folder that is in no repository."""

import os
from collections.abc import Iterator
from pathlib import Path

from reweave.files.nested import is_repository
from reweave.files.refusal import RefusalReason, RefusedFile

_SKIPPED = frozenset({"node_modules"})
_TOOLS = _SKIPPED | {
    *(".git", ".hg", ".svn", ".jj", ".venv", ".tox", ".nox", ".direnv", ".pixi", ".eggs", ".npm", ".yarn"),
    *(".cache", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".ipynb_checkpoints", "__pycache__"),
    *(".idea", ".vscode", ".obsidian", ".trash"),
}
"""Folders of programs that nobody here wrote."""


def walk(root: Path, folder: str, *, hidden: bool = False) -> Iterator[str | RefusedFile]:
    """Yield the files below a folder; enter no hidden folder, `node_modules`, other repository or symlink.

    With `hidden`, hidden folders are entered, unless tools keep their own data there; those are named.
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(root / here) as found:
                entries = list(found)
        except OSError:
            yield RefusedFile(here or ".", RefusalReason.UNREADABLE)
            continue
        if here and is_repository(root / here):
            continue
        for entry in entries:
            path = f"{here}/{entry.name}" if here else entry.name
            if not entry.is_dir(follow_symlinks=False):
                yield path
            elif entry.name not in (_TOOLS if hidden else _SKIPPED) and (hidden or not entry.name.startswith(".")):
                waiting.append(path)
            elif hidden and entry.name != ".git":
                yield RefusedFile(path, RefusalReason.LEFT_OUT)

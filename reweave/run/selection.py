"""Selecting the notes of a vault below some paths."""

from collections.abc import Sequence
from pathlib import Path

from reweave.run.note_files import find_notes
from reweave.run.workspace import Workspace
from reweave.vault.vault import Vault


def selected_notes(workspace: Workspace, vault: Vault, paths: Sequence[Path] | None) -> frozenset[int]:
    """Return the indices of the notes below `paths` (none: of all notes).

    Raises:
        ReweaveError: a path does not exist or lies outside the root, or git failed.
    """
    if not paths:
        return frozenset(range(len(vault)))
    files = find_notes(workspace, paths).files
    return frozenset(vault.by_path[file.path] for file in files if file.path in vault.by_path)

"""Which notes of a vault a command was asked about."""

from collections.abc import Sequence
from pathlib import Path

from reweave.run.note_files import find_notes
from reweave.run.workspace import Workspace
from reweave.vault.vault import Vault


def selected_notes(workspace: Workspace, vault: Vault, paths: Sequence[Path] | None) -> frozenset[int]:
    """Return the places of the notes below `paths` (without any, of all notes).

    Raises:
        ReweaveError: a path does not exist or lies outside the root, or git failed.
    """
    if not paths:
        return frozenset(range(len(vault)))
    below = (file.path for file in find_notes(workspace, paths).files)
    return frozenset(vault.by_path[path] for path in below if path in vault.by_path)

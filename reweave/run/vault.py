"""Reading the notes of a workspace as a graph."""

from typing import TYPE_CHECKING

from reweave.run.note_files import SKIPPED, find_notes, read_files
from reweave.run.workspace import Workspace
from reweave.verbosity import part, say

if TYPE_CHECKING:
    from reweave.vault.vault import Vault


@part("read the notes as a graph")
def read_vault(workspace: Workspace) -> "Vault":
    """Read all notes of the workspace as one graph; what cannot be read is named on stderr and left out.

    Raises:
        ReweaveError: git failed.
    """
    from reweave.progress import progress
    from reweave.vault.vault import Vault

    found = find_notes(workspace, [])
    unread = [one for one in found.refused if one.reason not in SKIPPED]
    files = progress(found.files, total=len(found.files))
    vault = Vault.read(read_files(files, unread, workspace.config.limits.note_bytes), workspace.config)
    for one in unread:
        say(f"{one.path}: left, {one.reason}")
    return vault

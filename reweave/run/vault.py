"""Reading the notes of a workspace as a graph."""

from typing import TYPE_CHECKING

from reweave.run.note_files import read_all_notes
from reweave.run.workspace import Workspace
from reweave.verbosity import timed_step

if TYPE_CHECKING:
    from reweave.vault.vault import Vault


@timed_step("read the notes as a graph")
def read_vault(workspace: Workspace) -> "Vault":
    """Read all notes as one graph; those that cannot be read are named on stderr and left out.

    Raises:
        ReweaveError: git failed.
    """
    from reweave.vault.vault import Vault

    return Vault.read(read_all_notes(workspace), workspace.config)

"""Renaming a note: every reference to it follows, as `reweave rename` does it."""

from reweave.errors import ReweaveError
from reweave.lsp.folder import Folder
from reweave.lsp.operations import carry_out
from reweave.note.changeset import Total
from reweave.plan.board_operations import board_operations
from reweave.plan.new_path import new_path
from reweave.plan.renaming import renaming_operations
from reweave.run.note_source import working_boards
from reweave.vault.renaming import Renaming


def renamed(folder: Folder, path: str, new: str) -> list[Total]:
    """Return the changes that rename the note at `path`: the references to it, and the note itself.

    `new` is a new path, a folder, or a new name in the same folder. Open documents are taken as they are now.

    Raises:
        ReweaveError: there is no such note, the new path cannot be used, or a reference cannot be rewritten.
    """
    folder.renew()
    vault = folder.vault
    if path not in vault.by_path:
        raise ReweaveError("not a note of the vault", code="no-such-note", path=path)
    goal = new_path(path, new)
    operations = renaming_operations(vault, path, goal)
    renaming = Renaming(vault, path, goal, folder.workspace.config.extensions)
    boards = board_operations(working_boards(folder.workspace), renaming, len(operations))
    return carry_out(folder, [*operations, *boards.operations])

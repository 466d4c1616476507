"""Operations on the canvases and bases that name a note."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reweave.note.changeset import blob_hash
from reweave.note.verify import ProofError
from reweave.plan.builders import number
from reweave.plan.operation import Operation
from reweave.plan.operations.rename_target import RenameTarget
from reweave.vault.boards import rewrite_board
from reweave.vault.renaming import Renaming
from reweave.vault.rewrite import RewriteError


@dataclass(slots=True)
class BoardOperations:
    """The operations, and the files that name the note by its path and cannot be rewritten."""

    operations: list[Operation] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def board_operations(boards: Mapping[str, bytes], renaming: Renaming, first: int) -> BoardOperations:
    """Return what makes canvases and bases name the note as `renaming` has it, numbered from `first`."""
    found = BoardOperations()
    for path, source in boards.items():
        try:
            _, count = rewrite_board(path, source, renaming, rule=RenameTarget.op, message="")
        except (RewriteError, ProofError):
            if renaming.old.rpartition("/")[2].rpartition(".")[0].encode() in source:
                found.left.append(path)
            continue
        if count:
            found.operations.append(
                RenameTarget(
                    id=number(first + len(found.operations)),
                    path=path,
                    blob=blob_hash(source),
                    reason=f"names {renaming.old}",
                    target=renaming.old,
                    new_target=renaming.new,
                    everywhere=True,
                )
            )
    return found

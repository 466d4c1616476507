"""`resolve`: from the conflicts in the index to notes in the checkout, all of them written or none."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.files.listing import WorkTree
from reweave.merge.conflicts import Resolution, list_unmerged, resolve_notes, stage_notes
from reweave.note.changeset import Total
from reweave.run.workspace import Workspace
from reweave.verbosity import part


@dataclass(frozen=True, slots=True)
class Resolved:
    """What `resolve` did, or would do: each note in conflict, and the paths in conflict that are no notes."""

    notes: tuple[Resolution, ...]
    others: tuple[str, ...]

    @property
    def totals(self) -> list[Total]:
        """The notes that change, for every sink."""
        return [Total(one.path, one.before, one.after, ()) for one in self.notes if one.merged is not None]


@part("merge the notes in conflict")
def resolve_workspace(workspace: Workspace, paths: Sequence[Path] | None, *, dry_run: bool) -> Resolved:
    """Merge the notes below `paths` (none: all) that are in conflict, write them, and stage those that are clean.

    Raises:
        ReweaveError: there is no repository, a note changed meanwhile (exit 5), or git failed; nothing is then written.
    """
    if workspace.git is None:
        raise ReweaveError("no git repository here", code="not-a-repository", suggestion="go to one")
    from reweave.git.repository import open_repository
    from reweave.progress import progress
    from reweave.worktree.writer import write_tree

    repository = open_repository(workspace.root)
    tree = WorkTree(workspace.git, workspace.root)
    with nullcontext() if dry_run else workspace.held():
        unmerged = [one for one in list_unmerged(tree) if _below(workspace, one.path, paths)]
        is_note = workspace.config.note_filter().matches
        notes = [one for one in unmerged if is_note(one.path)]
        found = progress(resolve_notes(repository, tree, notes, workspace.config), total=len(notes))
        others = tuple(one.path for one in unmerged if one not in notes)
        resolved = Resolved(tuple(found), others)
        if not dry_run:
            write_tree(workspace.root, workspace.state, resolved.totals)
            stage_notes(tree, resolved.notes, repository.object_format)
    return resolved


def _below(workspace: Workspace, path: str, paths: Sequence[Path] | None) -> bool:
    place = workspace.root / path
    given = [one.parent.resolve() / one.name if one.name else one.resolve() for one in paths or ()]
    return not given or any(place == one or one in place.parents for one in given)

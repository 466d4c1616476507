"""Merging the notes of a checkout that are in conflict."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.files.listing import WorkTree
from reweave.merge.answer_lines import is_answers
from reweave.merge.conflicts import Resolution, list_unmerged, resolve_notes, stage_notes
from reweave.note.changeset import Total
from reweave.run.workspace import Workspace
from reweave.verbosity import timed_step


@dataclass(frozen=True, slots=True)
class Resolved:
    """The notes in conflict with their merges, and the other paths in conflict."""

    notes: tuple[Resolution, ...]
    others: tuple[str, ...]

    @property
    def totals(self) -> list[Total]:
        """The notes that change."""
        return [Total(note.path, note.before, note.after, ()) for note in self.notes if note.merged is not None]


@timed_step("merge the notes in conflict")
def resolve_workspace(workspace: Workspace, paths: Sequence[Path] | None, *, dry_run: bool) -> Resolved:
    """Merge the notes below `paths` (none: all) that are in conflict, write them, and stage those that are clean.

    Raises:
        ReweaveError: the workspace is not in a repository, a note changed meanwhile (exit 5), or git failed. Nothing
            was written then.
    """
    if workspace.git is None:
        raise ReweaveError("not a git repository", code="not-a-repository", suggestion="run this inside one")
    from reweave.git.repository import open_repository
    from reweave.progress import progress
    from reweave.worktree.writer import write_tree

    repository = open_repository(workspace.root)
    tree = WorkTree(workspace.git, workspace.root)
    with nullcontext() if dry_run else workspace.held():
        unmerged = [entry for entry in list_unmerged(tree) if _below(workspace, entry.path, paths)]
        is_note = workspace.config.note_filter().matches
        notes = [entry for entry in unmerged if is_note(entry.path) or is_answers(entry.path)]
        resolutions = progress(resolve_notes(repository, tree, notes, workspace.config), total=len(notes))
        others = tuple(entry.path for entry in unmerged if entry not in notes)
        resolved = Resolved(tuple(resolutions), others)
        if not dry_run:
            write_tree(workspace.root, workspace.state, resolved.totals)
            stage_notes(tree, resolved.notes, repository.object_format)
    return resolved


def _below(workspace: Workspace, path: str, paths: Sequence[Path] | None) -> bool:
    file = workspace.root / path
    given = [place.parent.resolve() / place.name if place.name else place.resolve() for place in paths or ()]
    return not given or any(file == place or place in file.parents for place in given)

"""Weaving a working tree."""

from collections.abc import Sequence
from pathlib import Path

from reweave.files.writable import refuse_writing
from reweave.note.changeset import ChangeSet
from reweave.run.declined import read_declined
from reweave.run.selection import selected_notes
from reweave.run.vault import read_vault
from reweave.run.weave_cache import open_weave_cache
from reweave.run.workspace import Workspace
from reweave.text import few
from reweave.vault.conflict_copies import is_conflict_copy
from reweave.verbosity import say
from reweave.weave.pipeline import WeaveOptions, WeaveResult, weave_vault
from reweave.weave.verdict import EdgeTyper


def weave_workspace(
    workspace: Workspace,
    paths: Sequence[Path] | None,
    options: WeaveOptions,
    judge: EdgeTyper | None = None,
    *,
    cached: bool = False,
) -> WeaveResult:
    """Propose edges for a working tree, and the changes that add them to its notes; nothing is written.

    With `cached`, what was found in the same notes before is not looked for again.

    Raises:
        ReweaveError: a path does not exist, `.reweave/answers.jsonl` is damaged, or git failed.
    """
    vault = read_vault(workspace)
    copies = [record.path for record in vault.records if is_conflict_copy(record.stem)]
    if copies:
        names = copies[0] if len(copies) == 1 else few(copies, 3)
        say(f"left out as {'a conflict copy' if len(copies) == 1 else 'conflict copies'}: {names}")
    among = selected_notes(workspace, vault, paths) if paths else None
    cache = open_weave_cache(workspace, vault, cached=cached)
    declined, recent = read_declined(workspace, vault, cache), recent_notes(workspace)
    return weave_vault(
        vault,
        workspace.config,
        options,
        declined=declined,
        recent=recent,
        among=among,
        judge=judge,
        cache=cache,
    )


def recent_notes(workspace: Workspace) -> frozenset[str]:
    """Return the paths of the notes that were committed within the configured cool-down."""
    days = workspace.config.weave.cool_down_days
    if days is None or workspace.git is None:
        return frozenset()
    from reweave.git.recent_commits import recently_committed

    prefix = workspace.prefix
    paths = recently_committed(workspace.git, "HEAD", days)
    return frozenset(path.removeprefix(prefix) for path in paths if path.startswith(prefix))


def writable(workspace: Workspace, result: WeaveResult) -> ChangeSet:
    """Return the changes of notes that can be written; name the others on stderr."""
    refused = refuse_writing(workspace.root, [change.path for change in result.written.changes], workspace.git)
    for file in refused:
        say(f"{file.path}: refused, {file.reason}")
    paths = {file.path for file in refused}
    return ChangeSet([change for change in result.written.changes if change.path not in paths])

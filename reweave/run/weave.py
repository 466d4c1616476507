"""Weaving a working tree."""

from collections.abc import Sequence
from pathlib import Path

from reweave.files.writable import refuse_writing
from reweave.note.changeset import ChangeSet
from reweave.run.selection import selected_notes
from reweave.run.vault import read_vault
from reweave.run.workspace import Workspace
from reweave.vault.vault import Vault
from reweave.weave.declined import DECLINED_FILE, MAX_BYTES, Declined, parse_declined
from reweave.weave.pipeline import WeaveOptions, WeaveResult, weave_vault
from reweave.weave.verdict import EdgeTyper


def weave_workspace(
    workspace: Workspace, paths: Sequence[Path] | None, options: WeaveOptions, judge: EdgeTyper | None = None
) -> WeaveResult:
    """Read the vault, propose edges, and write them into the notes' bytes; no file is touched.

    Raises:
        ReweaveError: a path does not exist, `.reweave/declined.jsonl` is damaged, or git failed.
    """
    vault = read_vault(workspace)
    among = selected_notes(workspace, vault, paths) if paths else None
    declined, recent = read_declined(workspace, vault), recent_notes(workspace)
    return weave_vault(vault, workspace.config, options, declined=declined, recent=recent, among=among, judge=judge)


def read_declined(workspace: Workspace, vault: Vault) -> tuple[Declined, ...]:
    """Return what the vault's people said no to: in the file that is kept for it, and by taking edges out.

    Raises:
        ReweaveError: the file cannot be read, a line of it is no entry, or git failed.
    """
    return (*declined_by_file(workspace), *declined_by_history(workspace, vault))


def declined_by_file(workspace: Workspace) -> tuple[Declined, ...]:
    """Return what `.reweave/declined.jsonl` says no to.

    Raises:
        ReweaveError: the file cannot be read, or a line of it is no entry.
    """
    from reweave.worktree.sidecar import read_sidecar

    return parse_declined(read_sidecar(workspace.root, DECLINED_FILE, MAX_BYTES))


def declined_by_history(workspace: Workspace, vault: Vault) -> tuple[Declined, ...]:
    """Return the edges that reweave wrote and that a person took out again, as history tells.

    Raises:
        ReweaveError: git failed.
    """
    from reweave.git.repository import head, open_repository
    from reweave.weave.history import removed_edges

    repository = None if workspace.git is None else open_repository(workspace.root)
    commit = None if repository is None else head(repository).commit
    if repository is None or commit is None:
        return ()
    return tuple(removed_edges(repository, commit, vault, prefix=workspace.prefix))


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
    """Return the changes of the notes that can be replaced; the others are named on stderr."""
    from reweave.verbosity import say

    locked = refuse_writing(workspace.root, [change.path for change in result.written.changes], workspace.git)
    for one in locked:
        say(f"{one.path}: refused, {one.reason}")
    left = {one.path for one in locked}
    return ChangeSet([change for change in result.written.changes if change.path not in left])

"""Declined edges: those that people listed, and those of reweave's that they took out again."""

import os
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.files.answers_file import ANSWERS_FILE
from reweave.note.changeset import ChangeKind
from reweave.run.workspace import Workspace
from reweave.vault.vault import Vault
from reweave.weave.answers import MAX_BYTES, Declined
from reweave.weave.declined import parse_declined

if TYPE_CHECKING:
    from reweave.git.repository import Repository
    from reweave.weave.cache import WeaveCache


def read_declined(workspace: Workspace, vault: Vault, cache: "WeaveCache | None" = None) -> tuple[Declined, ...]:
    """Return the declined edges of a working tree.

    Raises:
        ReweaveError: `.reweave/answers.jsonl` cannot be read or is damaged, or git failed.
    """
    return (*declined_by_file(workspace), *declined_by_history(workspace, vault, cache))


def declined_by_file(workspace: Workspace) -> tuple[Declined, ...]:
    """Return the edges listed in `.reweave/answers.jsonl`.

    Raises:
        ReweaveError: the file cannot be read or is damaged.
    """
    from reweave.worktree.sidecar import read_sidecar

    return parse_declined(read_sidecar(workspace.root, ANSWERS_FILE, MAX_BYTES))


def declined_by_history(workspace: Workspace, vault: Vault, cache: "WeaveCache | None" = None) -> tuple[Declined, ...]:
    """Return the edges that reweave wrote and that a person took out again; `cache` knows them by commit.

    Raises:
        ReweaveError: git failed.
    """
    if workspace.git is None:
        return ()
    from reweave.git.repository import head, open_repository

    repository = open_repository(workspace.root)
    commit = head(repository).commit
    return () if commit is None else declined_by_commits(repository, commit, vault, workspace.prefix, cache)


def declined_by_commits(
    repository: "Repository", commit: str, vault: Vault, prefix: str, cache: "WeaveCache | None" = None
) -> tuple[Declined, ...]:
    """Return the edges of reweave's that a person took out again, up to a commit; `prefix` is the vault's folder.

    Edges count whose own commit was dropped from a run that was merged otherwise.

    Raises:
        ReweaveError: git failed.
    """
    from reweave.weave.cache import recalled
    from reweave.weave.history import removed_edges

    dropped = _dropped(repository, commit)

    return recalled(
        None if repository.shallow else cache,
        "removed edges",
        (),
        lambda: tuple(removed_edges(repository, commit, vault, prefix=prefix, dropped=dropped)),
        lambda found: [astuple(one) for one in found],
        lambda rows: tuple(Declined(*row) for row in rows),
        also=" ".join([commit, prefix, *dropped]),
    )


def _dropped(repository: "Repository", commit: str) -> list[str]:
    """Return the commits of edges that were left out when their run was merged."""
    from reweave.git.run_refs import keeps_runs

    if repository.shallow or not keeps_runs(repository):
        return []
    from reweave.git.runs import dropped_batches

    return [one.commit for one in dropped_batches(repository, commit) if one.kind == ChangeKind.EDGES]


def answers_bytes(root: Path) -> bytes | None:
    """Return the bytes of `.reweave/answers.jsonl` in a working tree, `None` if there is none.

    Raises:
        ReweaveError: it cannot be read.
    """
    from reweave.worktree.sidecar import read_sidecar

    return read_sidecar(root, ANSWERS_FILE, MAX_BYTES) if os.path.lexists(root / ANSWERS_FILE) else None


def committed_declined(repository: "Repository", commit: str, prefix: str) -> tuple[Declined, ...]:
    """Return the edges listed in the `.reweave/answers.jsonl` of a commit; `prefix` is the vault's folder.

    Raises:
        ReweaveError: the file is damaged, or git failed.
    """
    from reweave.run.committed_notes import committed_file

    name = prefix + ANSWERS_FILE
    return parse_declined(committed_file(repository, commit, name) or b"", name)

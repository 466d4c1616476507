"""The notes of one command line."""

from pathlib import Path
from typing import NamedTuple

from reweave.run.workspace import Workspace


class Choice(NamedTuple):
    """The notes to check."""

    paths: list[Path] | None
    config: Path | None
    changed_since: str | None
    stdin_filename: Path | None
    from_stdin: bool
    staged: bool


def only_since(workspace: Workspace, revision: str | None) -> frozenset[str] | None:
    """Return the paths that changed since a revision (`--changed-since`); without one `None`, which means all.

    Raises:
        ReweaveError: there is no repository, the revision is not a commit, or git failed.
    """
    if revision is None:
        return None
    from reweave.run.partial_lint import changed_since

    return changed_since(workspace, revision)

"""`--changed-since`: the notes of one command line."""

from reweave.run.workspace import Workspace


def only_since(workspace: Workspace, revision: str | None) -> frozenset[str] | None:
    """Return the paths that changed since a revision; `None`, which means all of them, if none is given.

    Raises:
        ReweaveError: there is no repository, the revision is not a commit, or git failed.
    """
    if revision is None:
        return None
    from reweave.run.partial_lint import changed_since

    return changed_since(workspace, revision)

"""Pending batches: delivered to other branches, and neither merged nor undone."""

from reweave.git.command import run_git
from reweave.git.paths import decode_path
from reweave.git.repository import Repository
from reweave.git.runs import DeliveredBatch, list_runs


def pending_batches(repository: Repository, commit: str, without: str) -> dict[str, list[DeliveredBatch]]:
    """Return the pending batches on branches other than the ref `without`, by short branch name.

    A batch is pending where `commit` does not contain it and no commit undid it. Branches are local and remote ones;
    a batch on several counts for the first.

    Raises:
        GitError: the history cannot be read.
    """
    own = f"^{commit}"
    if not list_runs(repository, ["--branches", "--remotes", own]):
        return {}
    args = ["for-each-ref", f"--no-merged={commit}", "--format=%(refname)%00%(objectname)%00%(symref)"]
    found: dict[str, list[DeliveredBatch]] = {}
    seen: set[str] = set()
    for line in run_git(repository.git, [*args, "refs/heads", "refs/remotes"]).splitlines():
        ref, end, alias = decode_path(line).split("\0")
        if alias or ref == without:
            continue
        batches = [
            batch
            for run in list_runs(repository, [end, own])
            for batch in run.batches
            if batch.undone_by is None and batch.commit not in seen
        ]
        if batches:
            seen.update(batch.commit for batch in batches)
            found[ref.split("/", 2)[2]] = sorted(batches, key=lambda one: (one.time, one.number))
    return found

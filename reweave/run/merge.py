"""Merging a branch onto a commit without a checkout."""

from contextlib import nullcontext
from pathlib import Path

from reweave.git.lock import hold_lock
from reweave.git.repository import open_repository, resolve
from reweave.merge.branch import BranchMerge, merge_branch
from reweave.run.committed_config import committed_config
from reweave.run.signature import commit_signature


def merge_onto(
    repo: Path, branch: str, base: str, author: str | None, trailers: tuple[str, ...], *, dry_run: bool
) -> BranchMerge:
    """Merge a branch onto a commit, with the configuration of that commit; a dry run moves nothing.

    Raises:
        ReweaveError: as `merge_branch`, or the configuration or an option is wrong, or the lock is held (exit 4).
    """
    repository = open_repository(repo)
    with nullcontext() if dry_run else hold_lock(repository.common_dir / "reweave") as lock:
        prefix, config = committed_config(repository, resolve(repository, base))
        signature = commit_signature(config.run, author, trailers)
        is_note = config.note_filter(prefix).matches
        return merge_branch(repository, branch, base, config, is_note, signature=signature, lock=lock)

"""Delivering a batch command's changes as commits: read from a commit, written to a branch, no checkout touched."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from reweave.git.batch import Grouping
from reweave.git.delivery import CommitOptions, Delivery, deliver_commits
from reweave.git.lock import Lock, hold_lock
from reweave.git.repository import Repository, open_repository, resolve
from reweave.git.signature import Signature
from reweave.git.snapshot import CommittedNote, read_notes
from reweave.git.target import Target, plan_target
from reweave.note.changeset import ChangeSet
from reweave.run.branch_options import BranchOptions
from reweave.run.committed_config import committed_config
from reweave.run.committed_notes import committed_file
from reweave.run.note_source import NoteSource, history_of
from reweave.run.signature import commit_signature
from reweave.verbosity import say
from reweave.weave.declined import DECLINED_FILE


@dataclass(frozen=True, slots=True)
class BranchWriter:
    """A branch to be written: its notes as they are at its end, and the way to put changes of them there."""

    repository: Repository
    target: Target
    prefix: str
    source: NoteSource
    signature: Signature
    lock: Lock | None

    def deliver(self, changes: ChangeSet) -> Delivery:
        """Make the commits of changes (paths relative to the root) and move the branch.

        Raises:
            ReweaveError: as `deliver_commits`.
        """
        assert self.lock is not None
        moved = ChangeSet([change._replace(path=self.prefix + change.path) for change in changes.changes])
        run = self.source.config.run
        options = CommitOptions(run.batch_size, Grouping(run.by), self.signature)
        return deliver_commits(self.repository, moved, options, target=self.target, lock=self.lock)


@contextmanager
def open_branch(options: BranchOptions, *, preview: bool = False) -> Iterator[BranchWriter]:
    """Read the notes that a branch holds; the lock is held meanwhile, unless it is only a `preview`.

    Raises:
        ReweaveError: the repository, the configuration or the branch is wrong, or the lock is held (exit 4).
    """
    repository = open_repository(options.repo)
    with nullcontext() if preview else hold_lock(repository.common_dir / "reweave") as lock:
        prefix, config = committed_config(repository, resolve(repository, options.base))
        signature = commit_signature(config.run, options.author, options.trailers)
        target = plan_target(repository, options.branch or config.run.branch, options.base, new=options.new)
        notes: dict[str, bytes] = {}
        for one in read_notes(
            repository, target.base, config.note_filter(prefix).matches, max_bytes=config.limits.note_bytes
        ):
            path = one.path[len(prefix) :]
            if isinstance(one, CommittedNote):
                notes[path] = one.data
            else:
                say(f"{path}: left, {one.reason}")
        earlier = history_of(repository, target.base, prefix)
        source = NoteSource(
            notes,
            config,
            target.base,
            earlier,
            said=lambda: committed_file(repository, target.base, prefix + DECLINED_FILE),
        )
        yield BranchWriter(repository, target, prefix, source, signature, lock)

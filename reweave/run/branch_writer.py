"""Reading notes from a branch and delivering changes of them as commits; no checkout is touched."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache

from reweave.files.answers_file import ANSWERS_FILE
from reweave.git.batch import Grouping
from reweave.git.delivery import CommitOptions, Delivery, deliver_commits
from reweave.git.lock import Lock, hold_lock
from reweave.git.repository import Repository, open_repository, resolve
from reweave.git.signature import Signature
from reweave.git.snapshot import list_entries
from reweave.git.target import Target, plan_target
from reweave.note.changeset import ChangeSet
from reweave.run.branch_options import BranchOptions
from reweave.run.committed_config import committed_config
from reweave.run.committed_notes import committed_file, list_committed
from reweave.run.note_history import history_of
from reweave.run.note_source import NoteSource, board_filter, delivered_notes, earlier_versions
from reweave.run.signature import commit_signature
from reweave.verbosity import say


@dataclass(frozen=True, slots=True)
class BranchWriter:
    """A branch to write to, with its notes as of its last commit. Without a `lock` nothing can be delivered."""

    repository: Repository
    target: Target
    prefix: str
    source: NoteSource
    signature: Signature
    lock: Lock | None
    grouping: Grouping

    def deliver(self, changes: ChangeSet) -> Delivery:
        """Commit changes (paths relative to the root) and move the branch.

        Raises:
            ReweaveError: as `deliver_commits`.
        """
        assert self.lock is not None
        prefix = self.prefix
        from_top = ChangeSet(
            [
                change._replace(
                    path=prefix + change.path,
                    to=change.to and prefix + change.to,
                    other=change.other and prefix + change.other,
                )
                for change in changes.changes
            ]
        )
        options = CommitOptions(self.source.config.run.batch_size, self.grouping, self.signature)
        return deliver_commits(self.repository, from_top, options, target=self.target, lock=self.lock)


@contextmanager
def open_branch(options: BranchOptions, *, preview: bool = False) -> Iterator[BranchWriter]:
    """Read the notes of a branch, and hold the lock meanwhile; a `preview` needs no lock.

    Raises:
        ReweaveError: the repository, the configuration or the branch is wrong, or the lock is held (exit 4).
    """
    repository = open_repository(options.repo)
    with nullcontext() if preview else hold_lock(repository.common_dir / "reweave") as lock:
        prefix, config = committed_config(repository, resolve(repository, options.base))
        signature = commit_signature(config.run, options.author, options.trailers)
        target = plan_target(repository, options.branch or config.run.branch, options.base, new=options.new)
        committed = list_committed(repository, target.base, prefix, config, config.note_filter(prefix).matches)
        for entry in committed.refused:
            say(f"{entry.path}: skipped: {entry.reason}")
        is_board = board_filter(config, prefix).matches
        paths = cache(lambda: frozenset(entry.path for entry in list_entries(repository, target.base)))
        source = NoteSource(
            committed.notes,
            config,
            target.base,
            earlier_versions(repository, target.base, prefix),
            declined=cache(lambda: committed_file(repository, target.base, prefix + ANSWERS_FILE)),
            read_boards=lambda: list_committed(repository, target.base, prefix, config, is_board).notes,
            exists=lambda path: prefix + path in paths(),
            history=history_of(repository.git, target.base, prefix),
            delivered=delivered_notes(repository, target.base, prefix),
        )
        yield BranchWriter(repository, target, prefix, source, signature, lock, Grouping(options.by or config.run.by))

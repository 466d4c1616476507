"""What batches of runs did to single notes, read from the commits that delivered them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reweave.git.objects import open_objects
from reweave.git.repository import Repository
from reweave.git.runs import DeliveredBatch, list_runs
from reweave.git.versions import changes_in


@dataclass(frozen=True, slots=True)
class DeliveredNote:
    """A note before and after the rules of a batch."""

    rules: tuple[str, ...]
    before: bytes
    after: bytes


@dataclass
class DeliveredNotes:
    """The notes of the batches in the history of `commit`, by paths below `prefix`."""

    repository: Repository
    commit: str
    prefix: str = ""
    _read: dict[str, Mapping[str, DeliveredNote]] = field(default_factory=dict)

    def find(self, path: str, batch: str) -> DeliveredNote | None:
        """Return what the batch `RUN/NUMBER` did to the note at `path`; `None` where it has no such note, or no rules.

        Raises:
            GitError: the history cannot be read.
        """
        own = self._batches.get(batch)
        if own is None or not own.rules:
            return None
        if batch not in self._read:
            self._read[batch] = dict(self._notes(own))
        return self._read[batch].get(path)

    def _notes(self, batch: DeliveredBatch) -> Iterator[tuple[str, DeliveredNote]]:
        with open_objects(self.repository) as objects:
            for one in changes_in(self.repository, [batch.commit]):
                if one.before is not None and one.after is not None and one.path.startswith(self.prefix):
                    before, after = (objects.read(blob)[1] for blob in (one.before, one.after))
                    yield one.path[len(self.prefix) :], DeliveredNote(batch.rules, before, after)

    @cached_property
    def _batches(self) -> Mapping[str, DeliveredBatch]:
        runs = list_runs(self.repository, [self.commit])
        return {f"{batch.run}/{batch.number}": batch for run in runs for batch in run.batches}

"""Proposed edges on the branch of a run that no longer hold on its base."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reweave.config.model import Config
from reweave.git.repository import Repository, is_ancestor
from reweave.git.runs import list_runs
from reweave.git.versions import FileChange, changes_between, changes_in
from reweave.note.provenance import Provenance
from reweave.run.cache import RunCache
from reweave.run.committed_notes import CommittedNotes, list_committed
from reweave.run.declined import committed_declined
from reweave.vault.vault import Vault
from reweave.weave.answers import Declined
from reweave.weave.history import earlier_versions, edges_added, removed_edges
from reweave.weave.stale import StalenessCheck, remove_stale
from reweave.weave.stale_proposal import StaleProposal, StaleRemoval

DELETED = "the note was deleted"


@dataclass(frozen=True, slots=True)
class StaleEdges:
    """Finds and removes proposed edges that no longer hold."""

    repository: Repository
    prefix: str
    config: Config
    is_note: Callable[[str], bool]

    def remove(self, committed: CommittedNotes, base: str, cache: RunCache) -> StaleRemoval:
        """Remove the edges that were proposed in `committed`, the branch, and no longer hold on `base`.

        An edge no longer holds if something speaks against it on the base that did not when it was proposed: one of
        its notes was deleted, renamed or retired or no longer participates in edges, or somebody declined the edge or
        wrote it.

        Raises:
            ReweaveError: the history cannot be read.
        """
        starts = self._starts(committed.commit, base)
        stale = [edge for edge in self._stale(committed.commit, base, starts) if edge.path in committed.blobs]
        if not stale:
            return StaleRemoval()
        vault = cache.vault(committed.notes.items(), self.config)
        paths = sorted({edge.path for edge in stale})
        with earlier_versions(self.repository, committed.commit, paths, prefix=self.prefix) as earlier:
            return remove_stale(vault, stale, self.config, _versions(earlier))

    def deleted(self, notes: Mapping[str, tuple[str, str]]) -> list[StaleProposal]:
        """Return the edges of deleted notes (path from the top, blobs without and with the proposals)."""
        changes = [FileChange("", path, before, after) for path, (before, after) in notes.items()]
        edges = self._below_prefix(edges_added(self.repository, changes))
        return [StaleProposal(path, entry, DELETED) for path, entry in sorted(edges, key=_order)]

    def _starts(self, branch: str, base: str) -> dict[tuple[str, Provenance], str]:
        """Return the edges that the branch adds to the base, each with the commit that its run started from.

        Edges of runs that started from the base itself, or from a later commit, are left out: the run saw the base.
        """
        edges = self._below_prefix(edges_added(self.repository, changes_between(self.repository, base, branch)))
        runs = list_runs(self.repository, [branch, f"^{base}"]) if edges else []
        starts: dict[Provenance, str] = {}
        for run in runs:
            batches = [batch for batch in run.batches if batch.undone_by is None]
            if batches and not is_ancestor(self.repository, base, batches[0].parent):
                changes = changes_in(self.repository, [batch.commit for batch in batches])
                for _, entry in edges_added(self.repository, changes):
                    starts.setdefault(entry, batches[0].parent)
        return {(path, entry): starts[entry] for path, entry in sorted(edges, key=_order) if entry in starts}

    def _stale(self, branch: str, base: str, starts: Mapping[tuple[str, Provenance], str]) -> Sequence[StaleProposal]:
        """Return those of the edges against which the base has a reason that their run's start did not have."""
        if not starts:
            return ()
        now = self._check(base, committed_declined(self.repository, branch, self.prefix))
        stale = [
            StaleProposal(path, entry, why, now.lists_target(path, entry))
            for path, entry in starts
            if (why := now.reason(path, entry)) is not None
        ]
        checks = {start: self._check(start, ()) for start in {starts[edge.path, edge.entry] for edge in stale}}
        return [
            edge for edge in stale if checks[starts[edge.path, edge.entry]].reason(edge.path, edge.entry) != edge.why
        ]

    def _check(self, commit: str, declined: Collection[Declined]) -> StalenessCheck:
        committed = list_committed(self.repository, commit, self.prefix, self.config, self.is_note)
        vault = Vault.read(committed.notes.items(), self.config)
        listed = committed_declined(self.repository, commit, self.prefix)
        removed = removed_edges(self.repository, commit, vault, prefix=self.prefix)
        return StalenessCheck(vault, self.config, {*declined, *listed, *removed})

    def _below_prefix(self, edges: Iterable[tuple[str, Provenance]]) -> list[tuple[str, Provenance]]:
        return [(path[len(self.prefix) :], entry) for path, entry in edges if self.is_note(path)]


def _versions(
    earlier: Callable[[str], Iterator[bytes]],
) -> Callable[[str], Callable[[], Iterable[bytes]]]:
    return lambda path: lambda: earlier(path)


def _order(edge: tuple[str, Provenance]) -> tuple[str, str, str, str]:
    path, entry = edge
    return path, entry.type, entry.title, entry.date.isoformat()

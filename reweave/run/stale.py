"""Proposals that wait on the branch of a run, and no longer hold on its base: found, and taken out."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from reweave.config.model import Config
from reweave.git.repository import Repository, is_ancestor
from reweave.git.runs import list_runs
from reweave.git.versions import FileChange, changes_between, changes_in
from reweave.note.provenance import Provenance
from reweave.run.committed_notes import CommittedNotes, RunCache, committed_file, read_committed
from reweave.vault.vault import Vault
from reweave.weave.declined import DECLINED_FILE, Declined, parse_declined
from reweave.weave.history import earlier_versions, edges_added, removed_edges
from reweave.weave.stale import StalenessCheck, StaleProposal, StaleRemoval, remove_stale

DELETED = "the note was deleted"


@dataclass(frozen=True, slots=True)
class StaleEdges:
    """Finds and takes out what no longer holds."""

    repository: Repository
    prefix: str
    config: Config
    wanted: Callable[[str], bool]

    def remove_stale(self, committed: CommittedNotes, base: str, memory: RunCache) -> StaleRemoval:
        """Take the edges that were proposed in `committed`, the branch, and no longer hold on `base` out of its notes.

        An edge no longer holds where something speaks against it on the base that did not when it was proposed: one of
        its notes is gone, has another name, is retired or takes no part any more, somebody declined it, or wrote it.

        Raises:
            ReweaveError: the history cannot be read.
        """
        nothing = StaleRemoval()
        if committed.commit == base:
            return nothing
        entries = self._inner(edges_added(self.repository, changes_between(self.repository, base, committed.commit)))
        runs = list_runs(self.repository, [committed.commit, f"^{base}"]) if entries else []
        starts: dict[Provenance, str] = {}
        for run in runs:
            batches = [batch for batch in run.batches if batch.undone_by is None]
            if batches and not is_ancestor(self.repository, base, batches[0].parent):
                written = edges_added(self.repository, changes_in(self.repository, [one.commit for one in batches]))
                for _, entry in written:
                    starts.setdefault(entry, batches[0].parent)
        candidates = [(path, entry) for path, entry in sorted(entries, key=_order) if entry in starts]
        if not candidates:
            return nothing
        now = self._grounds(base, self._said_no(committed.commit))
        stale = [
            StaleProposal(path, entry, why, now.lists_target(path, entry))
            for path, entry in candidates
            if (why := now.reason(path, entry)) is not None
        ]
        before: dict[str, StalenessCheck] = {}
        for start in {starts[one.entry] for one in stale}:
            before[start] = self._grounds(start, ())
        stale = [one for one in stale if before[starts[one.entry]].reason(one.path, one.entry) != one.why]
        paths = sorted({one.path for one in stale if one.path in committed.notes})
        if not paths:
            return nothing
        vault = memory.vault(list(committed.notes.items()), self.config)
        with earlier_versions(self.repository, committed.commit, paths, prefix=self.prefix) as earlier:
            return remove_stale(vault, [one for one in stale if one.path in paths], self.config, _versions(earlier))

    def gone(self, notes: Mapping[str, tuple[str, str]]) -> list[StaleProposal]:
        """Return the edges that went with deleted notes (path from the top, blobs before and with the proposals)."""
        changes = [FileChange("", path, before, after) for path, (before, after) in notes.items()]
        found = self._inner(edges_added(self.repository, changes))
        return [StaleProposal(path, entry, DELETED) for path, entry in sorted(found, key=_order)]

    def _inner(self, entries: Iterable[tuple[str, Provenance]]) -> list[tuple[str, Provenance]]:
        return [(path[len(self.prefix) :], entry) for path, entry in entries if self.wanted(path)]

    def _grounds(self, commit: str, declined: Collection[Declined]) -> StalenessCheck:
        committed = read_committed(self.repository, commit, self.prefix, self.config, self.wanted)
        vault = Vault.read(committed.notes.items(), self.config)
        taken_out = removed_edges(self.repository, commit, vault, prefix=self.prefix)
        return StalenessCheck(vault, self.config, {*declined, *self._said_no(commit), *taken_out})

    def _said_no(self, commit: str) -> tuple[Declined, ...]:
        name = self.prefix + DECLINED_FILE
        return parse_declined(committed_file(self.repository, commit, name) or b"", name)


def _versions(
    earlier: Callable[[str], Iterator[bytes]],
) -> Callable[[str], Callable[[], Iterable[bytes]]]:
    return lambda path: lambda: earlier(path)


def _order(one: tuple[str, Provenance]) -> tuple[str, str, str, str]:
    path, entry = one
    return path, entry.type, entry.title, entry.date.isoformat()

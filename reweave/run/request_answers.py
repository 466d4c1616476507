"""What people answered on the pull request of a run's branch: unchecked edges, and a request that they closed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reweave.config.model import Config
from reweave.files.answers_file import ANSWERS_FILE
from reweave.git.batch import Grouping
from reweave.git.delivery import CommitOptions, deliver_commits
from reweave.git.lock import Lock
from reweave.git.remote import has_commit
from reweave.git.repository import Repository, read_ref
from reweave.git.signature import Signature
from reweave.git.target import Target
from reweave.git.versions import changes_between
from reweave.note.changeset import Change, ChangeKind, ChangeSet, blob_hash
from reweave.note.edit import Edit
from reweave.note.provenance import Provenance
from reweave.plan.application import apply_operations
from reweave.plan.operation import Context, Operation, OperationError
from reweave.plan.operations.decline import Decline
from reweave.plan.operations.remove_edge import RemoveEdge
from reweave.run.committed_notes import committed_file, list_committed
from reweave.run.note_source import earlier_versions
from reweave.text import count_of, printable, quoted
from reweave.vault.vault import Vault
from reweave.verbosity import say
from reweave.weave.answers import ClosedRequest, append_answers, parse_answers
from reweave.weave.history import edges_added

if TYPE_CHECKING:
    from reweave.forge.base import Forge, LatestRequest
    from reweave.forge.detection import ForgeRepository

_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}(?:\[bot\])?")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_URL = re.compile(r"https?://[^\s\x00-\x1f\x7f]{1,500}")


@dataclass(frozen=True, slots=True)
class RequestAnswers:
    """Reads the answers on the newest pull request of a branch, and commits them to the branch."""

    repository: Repository
    branch: str
    ref: str
    base: str
    prefix: str
    config: Config
    is_note: Callable[[str], bool]
    signature: Signature

    def heed(self, forge: "Forge", place: "ForgeRepository", lock: Lock) -> None:
        """Decline what people answered no to: take it out of the branch, and remember it there.

        An unchecked box counts if who edited the text may push, a closed request if who closed it may. Text of the
        forge chooses among edges of the branch; it does nothing else.

        Raises:
            ReweaveError: the forge's tool failed, or the branch cannot be written.
        """
        from reweave.forge.pull_request import expected

        with expected(place):
            found = forge.latest(place, self.branch)
        if found is None or found.state == "merged" or not self._is_sound(found):
            return
        tip = read_ref(self.repository, self.ref)
        edges = self._answered(found, tip)
        if not edges and not (found.state == "closed" and not self._is_heeded(found, tip)):
            return
        with expected(place):
            trusted = bool(found.decided_by) and forge.may_write(place, found.decided_by)
        if not trusted:
            who = printable(found.decided_by) or "somebody unknown"
            say(f"{printable(found.url)}: the answers of {who}, who may not push, are not heeded")
            return
        self._commit(found, edges, tip, lock)

    def _is_sound(self, found: "LatestRequest") -> bool:
        logins = not found.decided_by or _LOGIN.fullmatch(found.decided_by)
        return bool(logins and _URL.fullmatch(found.url) and _COMMIT.fullmatch(found.commit))

    def _answered(self, found: "LatestRequest", tip: str | None) -> list[tuple[str, Provenance]]:
        """Return the edges that were answered no to: the path below the prefix, and the entry."""
        from reweave.forge.boxes import box_id, unchecked

        if found.state == "open":
            edges = [] if tip is None else self.edges(tip)
            ids = {box_id(path, entry.type, entry.title): (path, entry) for path, entry in edges}
            return [ids[name] for name in sorted(unchecked(found.body, ids))]
        if self._is_heeded(found, tip):
            return []
        if not has_commit(self.repository, found.commit):
            say(f"{printable(found.url)} was closed, but its commits are not here: its edges are not known")
            return []
        return self.edges(found.commit)

    def edges(self, commit: str) -> list[tuple[str, Provenance]]:
        """Return the edges that a commit of the branch adds to the base, in order."""
        found = edges_added(self.repository, changes_between(self.repository, self.base, commit))
        inner = [(path[len(self.prefix) :], entry) for path, entry in found if self.is_note(path)]
        return sorted(inner, key=lambda edge: (edge[0], edge[1].type, edge[1].title))

    def _said(self, tip: str | None) -> bytes | None:
        return committed_file(self.repository, tip or self.base, self.prefix + ANSWERS_FILE)

    def _is_heeded(self, found: "LatestRequest", tip: str | None) -> bool:
        return ClosedRequest(found.url) in parse_answers(self._said(tip) or b"")

    def _commit(
        self, found: "LatestRequest", edges: Sequence[tuple[str, Provenance]], tip: str | None, lock: Lock
    ) -> None:
        start = tip or self.base
        notes = list_committed(self.repository, start, self.prefix, self.config, self.is_note).notes
        vault = Vault.read(notes.items(), self.config)
        said = self._said(tip)
        context = Context(
            self.config, lambda: vault, earlier_versions(self.repository, start, self.prefix), lambda: said
        )
        applied = apply_operations(self._operations(edges, vault, context), notes.get, context)
        for operation, why in (*applied.stale, *applied.refused):
            say(f"{operation.path}: {why}")
        changes = [one for one in applied.changes.changes if one.kind is not ChangeKind.ANSWERS]
        declined = [one for one in applied.changes.changes if one.kind is ChangeKind.ANSWERS]
        changes += self._remembered(found, declined, said)
        prefix = self.prefix
        delivery = deliver_commits(
            self.repository,
            ChangeSet([one._replace(path=prefix + one.path) for one in changes]),
            CommitOptions(self.config.run.batch_size, Grouping.FOLDER, self.signature),
            target=Target(self.branch, self.ref, tip, start),
            lock=lock,
        )
        if delivery.commits:
            how = "was closed: its" if found.state == "closed" else "has unchecked boxes:"
            many = count_of(len(edges), "edge")
            say(f"{printable(found.url)} {how} {many} declined; `reweave answers --branch {self.branch}` lists them")

    def _remembered(self, found: "LatestRequest", declined: list[Change], said: bytes | None) -> list[Change]:
        """Return the change of the answers, with the request itself if it was closed: it is heeded once."""
        if found.state != "closed":
            return declined
        url = ClosedRequest(found.url)
        if declined:
            (change,) = declined
            return [change._replace(after=append_answers(change.after, [url]))]
        after = append_answers(said or b"", [url])
        reasons = (Edit(0, 0, b"", "decline", found.url),)
        return [Change(ANSWERS_FILE, ChangeKind.ANSWERS, said or b"", after, reasons, made=said is None)]

    def _operations(self, edges: Sequence[tuple[str, Provenance]], vault: Vault, context: Context) -> list[Operation]:
        found: list[Operation] = []
        for path, entry in edges:
            place = vault.by_path.get(path)
            targets = () if place is None else vault.resolve(entry.title, place)
            meant = vault.meanings.sole(targets)
            if place is None or meant is None:
                say(f"{path}: the edge to {quoted(entry.title)} cannot be declined: it leads nowhere by now")
                continue
            try:
                role = context.role(entry.type)
            except OperationError as error:
                say(f"{path}: {error}")
                continue
            number = len(found) + 1
            if any(one.parsed == entry for one in vault.provenance[place]):
                blob = blob_hash(vault.records[place].source)
                found.append(RemoveEdge(id=f"r-{number}", path=path, blob=blob, type=entry.type, target=entry.title))
            source, target = (meant, place) if role.inverse else (place, meant)
            records = vault.records
            found.append(
                Decline(
                    id=f"d-{number}",
                    path=records[source].path,
                    blob=blob_hash(records[source].source),
                    target=records[target].path,
                    type=role.type.name,
                )
            )
        return found

"""Edges in the git history: those removed again, and notes as they were before their edges."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from reweave.files.answers_file import ANSWERS_FILE
from reweave.git.command import run_git
from reweave.git.objects import Objects, open_objects
from reweave.git.paths import decode_path, encode_path
from reweave.git.repository import Repository
from reweave.git.versions import FileChange, changes_in, changes_of, changes_with
from reweave.note.append import AppendError, find_key
from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD, Provenance, parse_provenance
from reweave.vault.edges import provenance_role, roles
from reweave.vault.vault import Vault
from reweave.verbosity import say, timed_step
from reweave.weave.answers import Declined
from reweave.weave.declined import content_hash, parse_declined
from reweave.weave.edge_entry import scalar_items, strip_wikilink

MOST_COMMITS = 20_000
"""How many commits back edges are looked for; what was removed before that is forgotten."""

_ENTRY = r"\|[0-9]{4}-[0-9]{2}-[0-9]{2}"


@timed_step("find removed edges in the history")
def removed_edges(
    repository: Repository,
    commit: str,
    vault: Vault,
    *,
    prefix: str = "",
    most: int = MOST_COMMITS,
    dropped: Sequence[str] = (),
) -> list[Declined]:
    """Return the edges that a note's `reweave_edges` held in some commit, and that its lists do not hold now.

    A removed edge counts as declined, however it was removed: by hand, in a review before the branch was merged, with
    `reweave undo` or with `reweave unweave`. `vault` holds the notes of `commit`, whose paths lie below `prefix`. The
    commits `dropped` count as if they were part of the history.

    Raises:
        ReweaveError: the history cannot be read, or holds damaged answers.
    """
    if repository.shallow:
        say("this clone is shallow: edges that people removed in older commits are unknown; `git fetch --unshallow`")
    known = roles(vault.config.types)
    found: dict[tuple[str, Provenance], FileChange] = {}
    with open_objects(repository) as objects:
        read = _Blobs(objects)
        for change in [*changes_with(repository, commit, _ENTRY, most), *changes_in(repository, dropped)]:
            place = vault.by_path.get(change.path.removeprefix(prefix)) if change.path.startswith(prefix) else None
            if place is None:
                continue
            path = vault.records[place].path
            before, after = read.entries(change.before), read.entries(change.after)
            for entry in (before - after) if change.after is not None else ():
                found.setdefault((path, entry), change)
            for entry in after:
                found.setdefault((path, entry), change)
        wanted: list[tuple[FileChange, str, str, str]] = []
        for (path, entry), change in found.items():
            role = provenance_role(entry.type, known)
            holder = vault.by_path[path]
            targets = vault.resolve(entry.title, holder)
            meant = vault.meanings.sole(targets)
            if role is None or meant is None or change.after is None or _holds(vault, holder, role.field, targets):
                continue
            other = vault.records[meant].path
            source, target = (other, path) if role.inverse else (path, other)
            wanted.append((change, source, target, role.type.name))
        if wanted:
            answered = _answered(repository, commit, read, prefix)
            wanted = [one for one in wanted if one[1:3] not in answered.get(one[0].commit, ())]
        ends = {(change.commit, end) for change, source, target, _ in wanted for end in (source, target)}
        texts = _texts(repository, read, ends, prefix, known)
    declined = set()
    for change, source, target, name in wanted:
        source_text, target_text = texts.get((change.commit, source)), texts.get((change.commit, target))
        if source_text is not None and target_text is not None:
            declined.add(Declined(source, target, name, source_text, target_text))
    return sorted(declined)


def _answered(
    repository: Repository, commit: str, read: "_Blobs", prefix: str
) -> dict[str, frozenset[tuple[str, str]]]:
    """Return, by the commits that took edges out, those (source, target) that their run declined in the same breath.

    The answers remember these, and whoever lifts one wants it proposed again.
    """
    found: dict[str, frozenset[tuple[str, str]]] = {}
    from reweave.git.runs import list_runs  # knows how commits are written, which most commands need not

    for run in list_runs(repository, [commit]):
        answers = [batch.commit for batch in run.batches if batch.kind == ChangeKind.ANSWERS]
        if not answers:
            continue
        changes = [one for one in changes_in(repository, answers) if one.path == prefix + ANSWERS_FILE]
        declined = {
            (one.source, one.target)
            for change in changes
            for one in {*read.declined(change.after)} - {*read.declined(change.before)}
        }
        found |= {batch.commit: frozenset(declined) for batch in run.batches if batch.kind == ChangeKind.EDGES}
    return found


def _holds(vault: Vault, holder: int, field: str, targets: Sequence[int]) -> bool:
    return any(one.field == field and set(one.targets) == set(targets) for one in vault.references[holder])


def _texts(
    repository: Repository, read: "_Blobs", wanted: Collection[tuple[str, str]], prefix: str, lists: Collection[str]
) -> dict[tuple[str, str], str]:
    """Return the `content_hash` of notes in commits, by commit and path; notes missing from a commit are left out."""
    by_commit: dict[str, list[str]] = {}
    for commit, path in sorted(wanted):
        by_commit.setdefault(commit, []).append(path)
    found: dict[tuple[str, str], str] = {}
    for commit, paths in by_commit.items():
        names = [encode_path(prefix + path) for path in paths]
        for line in run_git(repository.git, ["ls-tree", "-z", "--full-tree", commit, "--", *names]).split(b"\0")[:-1]:
            about, _, name = line.partition(b"\t")
            kind, blob = about.decode("ascii").split(" ")[1:3]
            if kind == "blob":
                path = decode_path(name).removeprefix(prefix)
                found[commit, path] = content_hash(Note(path, read.bytes(blob)), lists)
    return found


@dataclass(slots=True)
class _Blobs:
    """Reads blobs, and remembers which edges they hold."""

    objects: Objects
    known: dict[str, frozenset[Provenance]] = field(default_factory=dict)

    def bytes(self, blob: str) -> bytes:
        return self.objects.read(blob)[1]

    def declined(self, blob: str | None) -> tuple[Declined, ...]:
        return () if blob is None else parse_declined(self.bytes(blob))

    def entries(self, blob: str | None) -> frozenset[Provenance]:
        if blob is None:
            return frozenset()
        if blob not in self.known:
            self.known[blob] = frozenset(provenance_entries(Note("", self.bytes(blob))))
        return self.known[blob]


def provenance_entries(note: Note) -> Iterator[Provenance]:
    """Yield what the entries of a note's `reweave_edges` say; nothing for a note that cannot be read."""
    try:
        found = find_key(note, PROVENANCE_FIELD)
    except AppendError:
        return
    for item in scalar_items(found[1]) if found is not None else ():
        entry = parse_provenance(item.value)
        if entry is not None:
            yield entry


@contextmanager
def earlier_versions(
    repository: Repository, commit: str, paths: Sequence[str], *, prefix: str = ""
) -> Iterator[Callable[[str], Iterator[bytes]]]:
    """Give, for each of `paths`, its versions in `commit` and before it, the newest first, each read when asked for.

    Raises:
        ReweaveError: the history cannot be read.
    """
    blobs = version_blobs(repository, commit, paths, prefix=prefix)
    with open_objects(repository) as objects:
        yield lambda path: (objects.read(blob)[1] for blob in blobs[path])


def version_blobs(
    repository: Repository, commit: str, paths: Sequence[str], *, prefix: str = ""
) -> dict[str, list[str]]:
    """Return the blobs of the versions that `earlier_versions` gives.

    Raises:
        ReweaveError: the history cannot be read.
    """
    blobs: dict[str, list[str]] = {path: [] for path in paths}
    for change in changes_of(repository, commit, [prefix + path for path in paths]):
        own = blobs[change.path.removeprefix(prefix)]
        own.extend(blob for blob in (change.after, change.before) if blob is not None and blob not in own)
    return blobs


def edges_added(repository: Repository, changes: Sequence[FileChange]) -> set[tuple[str, Provenance]]:
    """Return the edges that changes added: the path from the top of the repository, and the entry.

    Raises:
        ReweaveError: a blob cannot be read.
    """
    with open_objects(repository) as objects:
        read = _Blobs(objects)
        return {
            (change.path, entry)
            for change in changes
            for entry in read.entries(change.after) - read.entries(change.before)
        }


def reference_resolver(vault: Vault, path: str) -> Callable[[str], object]:
    """Return a resolver for references in the note at `path`: to the one note that they mean, or else to their text."""
    holder = vault.by_path.get(path)

    def meant(reference: str) -> object:
        places = vault.resolve(strip_wikilink(reference), holder)
        return places[0] if len(places) == 1 else strip_wikilink(reference)

    return meant

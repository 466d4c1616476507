"""The notes of a commit, and what they are known to hold from an earlier look at another one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from reweave.config.model import Config
from reweave.git.command import run_git
from reweave.git.objects import path_bytes
from reweave.git.repository import Repository
from reweave.git.snapshot import CommittedNote, RefusedEntry, read_notes
from reweave.lint.linter import LintResult, NoteCache, Proof, lint_notes
from reweave.note.note import Note
from reweave.rules.base import VaultView

if TYPE_CHECKING:
    from reweave.vault.record import Record
    from reweave.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class CommittedNotes:
    """The notes of a commit by their paths below `prefix`, in git's order, and the files that are left as they are."""

    commit: str
    prefix: str
    notes: Mapping[str, bytes]
    refused: tuple[RefusedEntry, ...]


def read_committed(
    repository: Repository, commit: str, prefix: str, config: Config, wanted: Callable[[str], bool]
) -> CommittedNotes:
    """Read the notes of a commit.

    Raises:
        GitError: the commit or an object cannot be read.
    """
    notes: dict[str, bytes] = {}
    refused: list[RefusedEntry] = []
    for one in read_notes(repository, commit, wanted, max_bytes=config.limits.note_bytes):
        path = one.path[len(prefix) :]
        if isinstance(one, CommittedNote):
            notes[path] = one.data
        else:
            refused.append(RefusedEntry(path, one.code, one.reason))
    return CommittedNotes(commit, prefix, notes, tuple(refused))


def committed_file(repository: Repository, commit: str, path: str) -> bytes | None:
    """Return the bytes of a plain file of a commit (from its top), or `None` where it has none there.

    Raises:
        GitError: the commit cannot be read.
    """
    listed = run_git(repository.git, ["ls-tree", "-z", "--full-tree", commit, "--", path_bytes(path)])
    if not listed.startswith((b"100644 ", b"100755 ")):
        return None
    return run_git(repository.git, ["cat-file", "blob", listed.split()[2]])


@dataclass(slots=True)
class RunCache:
    """What was found in notes: a note whose bytes are the same is not looked at again."""

    known: NoteCache = field(default_factory=dict)
    records: "dict[str, Record]" = field(default_factory=dict)
    _holds_for: tuple[str, Mapping[str, object]] | None = None

    def keep_for(self, prefix: str, config: Config) -> None:
        """Forget everything that was found under another configuration."""
        if self._holds_for != (prefix, config.tables):
            self.known.clear()
            self.records.clear()
            self._holds_for = prefix, config.tables

    def vault(self, notes: Iterable[tuple[str, bytes]], config: Config) -> "Vault":
        """Return the vault of notes."""
        from reweave.vault.record import read_record
        from reweave.vault.vault import Vault

        for path, source in notes:
            if path not in self.records or self.records[path].source != source:
                self.records[path] = read_record(Note(path, source, config.limits))
        return Vault([self.records[path] for path, _ in notes], config)


@dataclass(frozen=True, slots=True)
class CommittedLint:
    """What the linter found in the notes of a commit, or in some of them.

    `last` is the note to go on after, empty for the start; `read` counts the notes that were linted, and `left` those
    that were not because the time was up.
    """

    result: LintResult = field(default_factory=LintResult)
    last: str = ""
    read: int = 0
    left: int = 0


def lint_committed(
    committed: CommittedNotes,
    notes: Mapping[str, bytes],
    config: Config,
    memory: RunCache,
    *,
    unsafe: bool,
    by: Literal["folder", "rule"],
    after: str,
    over: Callable[[], bool],
) -> CommittedLint:
    """Sweep over the notes of a commit that come behind the path `after`, one at least, until the time is `over`.

    `notes` are its notes as they are to be looked at.
    """
    from reweave.progress import progress

    wanted = [path for path in notes if not after or path_bytes(path) > path_bytes(after)]
    looked: list[str] = []

    def readable() -> Iterator[tuple[str, bytes]]:
        for path in progress(wanted, total=len(wanted)):
            if looked and over():
                return
            looked.append(path)
            yield path, notes[path]

    def view() -> VaultView:
        from reweave.vault.rule_view import RuleView

        return RuleView(memory.vault(list(notes.items()), config))

    result = lint_notes(
        readable(), config, unsafe=unsafe, by_rule=by == "rule", proof=Proof.FULL, vault=view, known=memory.known
    )
    for one in committed.refused:
        result.refuse(one.path, one.reason)
    return CommittedLint(result, looked[-1] if looked else after, len(looked), len(wanted) - len(looked))

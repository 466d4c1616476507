"""The notes of one vault: those that are open as the editor has them, the others as they are on disk."""

from collections.abc import Iterator
from pathlib import Path

from reweave.files.reading import read_found
from reweave.lint.note_linter import NoteLinter
from reweave.lsp.proposals import Proposal
from reweave.note.note import Note
from reweave.run.note_files import find_notes
from reweave.run.note_history import history_of
from reweave.run.note_source import checked_out_commit
from reweave.run.workspace import Workspace, open_workspace
from reweave.vault.record import Record, read_record
from reweave.vault.rule_view import RuleView
from reweave.vault.vault import Vault


class Folder:
    """One vault. What is asked about other notes is answered for the state at the last `renew`."""

    def __init__(self, start: Path, *, loose: bool = False) -> None:
        """Find the vault of a folder; a `loose` one, which is no vault of anybody's, holds the open notes alone.

        Raises:
            ReweaveError: the configuration is wrong, or git will not open the repository.
        """
        self.workspace: Workspace = open_workspace([start], None)
        self.root = self.workspace.root.resolve()
        self.is_loose = loose
        self._shown_root = self.root
        self.proposals: list[Proposal] | None = None
        """The missing edges that were found last; `None` before they were looked for."""
        self._notes = self.workspace.config.note_filter()
        self._open: dict[str, bytes] = {}
        self._records: dict[str, tuple[bytes, Record]] = {}
        self._vault: Vault | None = None
        self._linter: NoteLinter | None = None

    def path_of(self, file: Path) -> str | None:
        """Return the path of a file from the root; `None` for one that is not a note of the vault."""
        if not file.is_relative_to(self.root):
            return None
        path = file.relative_to(self.root).as_posix()
        return path if self._notes.matches(path) else None

    def uri_of(self, path: str) -> str:
        """Return the address of a file, as the editor names the vault: it may have come there by a symlink."""
        return (self._shown_root / path).as_uri()

    def show_below(self, file: Path, path: str) -> None:
        """Take the editor's name of the vault from its name of the note at `path`."""
        parts = Path(path).parts
        if file.parts[-len(parts) :] == parts:
            self._shown_root = file.parents[len(parts) - 1]

    def has(self, path: str) -> bool:
        """Return whether a note is known, or will be once the vault is read."""
        return path in self.vault.by_path if self._vault is not None else True

    def title(self, path: str) -> str:
        """Return the title of a note, or its path where there is no such note any more."""
        place = self.vault.by_path.get(path)
        return path if place is None else self.vault.records[place].title

    def open(self, path: str, source: bytes) -> None:
        """Take the bytes of a note from the editor from now on."""
        self._open[path] = source

    def close(self, path: str) -> None:
        """Take the bytes of a note from the disk from now on."""
        if self._open.pop(path, None) != self.source(path):
            self.renew()

    def renew(self) -> None:
        """Have the vault read again where something changed."""
        self._vault = self._linter = None

    def source(self, path: str) -> bytes | None:
        """Return the bytes of a note; `None` where there is none."""
        if path in self._open:
            return self._open[path]
        return read_found(str(self.root / path), self.workspace.config.limits.note_bytes)

    @property
    def vault(self) -> Vault:
        """The notes as a graph."""
        if self._vault is None:
            self._vault = Vault(self._read(), self.workspace.config)
        return self._vault

    @property
    def linter(self) -> NoteLinter:
        """The linter, which sees the vault."""
        if self._linter is None:
            self._linter = NoteLinter(self.workspace.config, unsafe=True, vault=self._view)
        return self._linter

    def _view(self) -> RuleView:
        workspace = self.workspace
        history = history_of(workspace.git, checked_out_commit(workspace), workspace.prefix)
        return RuleView(self.vault, history)

    def _read(self) -> Iterator[Record]:
        """Yield the notes, of which only those are read that changed."""
        known, self._records = self._records, {}
        found = {} if self.is_loose else {file.path: file for file in find_notes(self.workspace, []).files}
        for path in sorted({*found, *self._open}):
            opened = self._open.get(path)
            stamp = found[path].stamp if opened is None else opened
            if stamp and path in known and known[path][0] == stamp:
                self._records[path] = known[path]
            else:
                source = self.source(path)
                if source is None:
                    continue
                self._records[path] = stamp, read_record(Note(path, source, self.workspace.config.limits))
            yield self._records[path][1]

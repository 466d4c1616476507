"""The language server: which vaults an editor has notes of, and what is shown about them."""

import asyncio
import os
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from reweave import __version__
from reweave.config.locate import locate_config
from reweave.errors import ReweaveError
from reweave.lsp.diagnostics import diagnostics, proposal_diagnostics
from reweave.lsp.document import Document
from reweave.lsp.folder import Folder
from reweave.lsp.proposals import find_proposals

_QUIET = 1.0
"""Seconds after the last save before missing edges are looked for again."""
_TYPING = 0.05
"""Seconds after the last change before a note is linted again, so that fast typing does not queue up."""


class _Start(NamedTuple):
    """The vault of the notes in a folder (`None`: the configuration is wrong), and the configuration read for it."""

    folder: Folder | None
    configuration: object


class Server(LanguageServer):
    """Serves the vaults that an editor has notes of."""

    def __init__(self) -> None:
        # Whole texts: pygls takes changes of a range apart by lines that end at more characters than the protocol's.
        super().__init__("reweave", __version__, types.TextDocumentSyncKind.Full)
        self.folders: dict[Path, Folder] = {}
        self._open: dict[Path, str] = {}
        self.proposes = True
        self.was_shut_down = False
        self._starts: dict[Path, _Start] = {}
        self._looking: dict[Path, asyncio.Task[None]] = {}
        self._changed: dict[str, asyncio.TimerHandle] = {}

    def serve(self) -> int:
        """Answer until the editor ends it, or stdin ends; return the exit code that the protocol asks for."""
        with os.fdopen(os.dup(1), "wb") as output:
            os.dup2(2, 1)  # whatever else is printed must not get between the messages
            self.start_io(stdout=output)
        return 0 if self.was_shut_down else 1

    @property
    def encoding(self) -> str:
        """How the client counts characters."""
        return self.workspace.position_encoding or types.PositionEncodingKind.Utf16

    def folder_of(self, uri: str) -> tuple[Folder, str] | None:
        """Return the vault and the path in it of a note; `None` for any other file."""
        file = _file(uri)
        folder = None if file is None else self._folder_around(file)
        path = None if folder is None or file is None else folder.path_of(file)
        if folder is None or path is None:
            return None
        folder.show_below(Path(to_fs_path(uri) or ""), path)
        return folder, path

    def moved_notes(self, old_uri: str, new_uri: str) -> tuple[Folder | None, list[tuple[str, str]]]:
        """Return the vault, and the old and new paths of the notes that move with a file or folder within it."""
        old, new = _file(old_uri), _file(new_uri)
        folder = None if old is None else self._folder_around(old)
        if folder is None or old is None or new is None or not new.is_relative_to(folder.root):
            return None, []
        if not old.is_dir():
            found = folder.path_of(old), folder.path_of(new)
            return folder, [(found[0], found[1])] if found[0] is not None and found[1] is not None else []
        before, after = (f"{one.relative_to(folder.root).as_posix()}/" for one in (old, new))
        own = [record.path for record in folder.vault.records if record.path.startswith(before)]
        return folder, [(path, after + path.removeprefix(before)) for path in own]

    def _folder_around(self, file: Path) -> Folder | None:
        start = _existing(file.parent)
        if start not in self._starts:
            self._starts[start] = self._find_folder(start)
        return self._starts[start].folder

    def document(self, uri: str) -> tuple[Folder, Document] | None:
        """Return the note at an address as the editor has it, or as it is on disk."""
        found, file = self.folder_of(uri), _file(uri)
        if found is None or file is None:
            return None
        folder, path = found
        opened = self._open.get(file)
        if opened is not None:
            text = self.workspace.get_text_document(opened).source
        else:
            source = folder.source(path)
            if source is None:
                return None
            text = source.decode(errors="replace")
        return folder, Document(path, opened or uri, text, folder.workspace.config.limits, self.encoding)

    def open(self, uri: str) -> None:
        """Take a file's text from the editor from now on, and show what is found in it."""
        file = _file(uri)
        if file is None:
            return
        self._open[file] = uri
        found = self.folder_of(uri)
        if found is not None and not found[0].has(found[1]):
            found[0].renew()  # not saved yet: known to other notes from now on
        self.show(uri)
        self._look_first()

    def change(self, uri: str) -> None:
        """Take a changed text, and show what is found in it in a moment."""
        found = self.folder_of(uri)
        if found is not None:
            found[0].open(found[1], self.workspace.get_text_document(uri).source.encode(errors="replace"))
            self._show_no_more(uri)
            self._changed[uri] = asyncio.get_running_loop().call_later(_TYPING, self.show, uri)

    def close(self, uri: str) -> None:
        """Take a file's text from the disk from now on, and show nothing about it any more."""
        self._show_no_more(uri)
        found, file = self.folder_of(uri), _file(uri)
        if file is not None:
            self._open.pop(file, None)
        if found is not None:
            found[0].close(found[1])
            self._publish(uri, [])

    def show(self, uri: str) -> None:
        """Lint a note, and send what was found."""
        self._show_no_more(uri)
        found = self.document(uri)
        if found is None:
            return
        folder, document = found
        folder.open(document.path, document.source)
        try:
            result = folder.linter.lint_note(document.note).result
        except ReweaveError as error:
            self.log(str(error))
            return
        items = list(diagnostics(document, result.findings))
        if self.proposes:
            items += proposal_diagnostics(document, folder)
        self._publish(uri, items)

    def show_all(self, folder: Folder | None = None) -> None:
        """Lint all open notes of a vault (by default: of all) again."""
        for uri in list(self._open.values()):
            found = self.folder_of(uri)
            if found is not None and folder in (None, found[0]):
                self.show(uri)

    def renew_all(self) -> None:
        """Read all vaults again, and lint their open notes: files changed."""
        for folder in list(self.folders.values()):
            folder.renew()
        self.show_all()

    def look_for_edges(self, folder: Folder) -> None:
        """Look for missing edges of a vault in the background, once nothing was saved for a moment."""
        if not self.proposes or folder.is_loose:
            return
        running = self._looking.get(folder.root)
        if running is not None:
            running.cancel()
        self._looking[folder.root] = asyncio.get_running_loop().create_task(self._look(folder))

    async def _look(self, folder: Folder) -> None:
        await asyncio.sleep(_QUIET)
        try:
            folder.proposals = await find_proposals(folder.root)
        except ReweaveError as error:
            self.log(str(error))
            return
        self.show_all(folder)

    def reload_changed(self) -> bool:
        """Find all vaults again where a configuration changed; not every editor watches files. Return whether so."""
        changed = any(_configuration(start) != known.configuration for start, known in self._starts.items())
        if changed:
            self.forget_folders()
        return changed

    def forget_folders(self) -> None:
        """Find all vaults again: a configuration, or what the editor works on, changed."""
        self._starts.clear()
        self.folders.clear()
        for uri in self._open.values():
            if self.folder_of(uri) is None:
                self._publish(uri, [])
        self.show_all()
        self._look_first()

    def _look_first(self) -> None:
        """Look for the missing edges of vaults where that was not done yet."""
        for folder in self.folders.values():
            if folder.proposals is None:
                folder.proposals = []
                self.look_for_edges(folder)

    def _show_no_more(self, uri: str) -> None:
        """Cancel what `change` has still to show."""
        waiting = self._changed.pop(uri, None)
        if waiting is not None:
            waiting.cancel()

    def _publish(self, uri: str, found: list[types.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=found))

    def log(self, text: str) -> None:
        """Write a line into the editor's log."""
        self.window_log_message(types.LogMessageParams(type=types.MessageType.Warning, message=f"reweave: {text}"))

    def _find_folder(self, start: Path) -> _Start:
        configuration = _configuration(start)
        try:
            folder = Folder(start)
            if folder.workspace.git is None and configuration is None:
                around = [place for place in self._editor_folders() if start.is_relative_to(place)]
                folder = (
                    Folder(max(around, key=lambda place: len(place.parts))) if around else Folder(start, loose=True)
                )
        except ReweaveError as error:
            self.window_show_message(types.ShowMessageParams(type=types.MessageType.Error, message=f"reweave: {error}"))
            return _Start(None, configuration)
        return _Start(self.folders.setdefault(folder.root, folder), configuration)

    def _editor_folders(self) -> list[Path]:
        """Return the folders that the editor works on."""
        uris = [*self.workspace.folders, *([self.workspace.root_uri] if self.workspace.root_uri else [])]
        return [file for uri in uris if (file := _file(uri)) is not None]


def _configuration(start: Path) -> object:
    """Return what changes when the configuration of a folder does."""
    try:
        return locate_config(str(start))
    except ReweaveError as error:
        return str(error)


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there: a note that is not saved may be in a new one."""
    return next(place for place in (folder, *folder.parents) if place.is_dir())


def _file(uri: str) -> Path | None:
    """Return the file at an address; `None` for one that is not a file's."""
    name = to_fs_path(uri) if uri.startswith("file:") else None
    return None if name is None or "\0" in name else Path(os.path.realpath(name))

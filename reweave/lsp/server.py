"""The language server: which vaults an editor has notes of, and what is shown about them."""

import asyncio
import os
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from reweave import __version__
from reweave.errors import ReweaveError
from reweave.lsp.diagnostics import diagnostics, proposal_diagnostics
from reweave.lsp.document import Document
from reweave.lsp.folder import Folder
from reweave.lsp.proposals import find_proposals

_QUIET = 1.0
"""Seconds after the last save before missing edges are looked for again."""


class Server(LanguageServer):
    """Serves the vaults that an editor has notes of."""

    def __init__(self) -> None:
        # Whole texts: pygls takes changes of a range apart by lines that end at more characters than the protocol's.
        super().__init__("reweave", __version__, types.TextDocumentSyncKind.Full)
        self.folders: dict[Path, Folder] = {}
        self._open: dict[Path, str] = {}
        self.proposes = True
        self._starts: dict[Path, Folder | None] = {}
        self._looking: dict[Path, asyncio.Task[None]] = {}

    @property
    def encoding(self) -> str:
        """How the client counts characters."""
        return self.workspace.position_encoding or types.PositionEncodingKind.Utf16

    def folder_of(self, uri: str) -> tuple[Folder, str] | None:
        """Return the vault and the path in it of a note; `None` for any other file."""
        file = _file(uri)
        if file is None:
            return None
        start = file.parent
        if start not in self._starts:
            self._starts[start] = self._find_folder(start)
        folder = self._starts[start]
        path = None if folder is None else folder.path_of(file)
        return None if folder is None or path is None else (folder, path)

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
        if file is not None:
            self._open[file] = uri
            self.show(uri)

    def close(self, uri: str) -> None:
        """Take a file's text from the disk from now on, and show nothing about it any more."""
        found, file = self.folder_of(uri), _file(uri)
        if file is not None:
            self._open.pop(file, None)
        if found is not None:
            found[0].close(found[1])
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=[]))

    def show(self, uri: str) -> None:
        """Lint a note, and send what was found."""
        found = self.document(uri)
        if found is None:
            return
        folder, document = found
        folder.open(document.path, document.source)
        result = folder.linter.lint_note(document.note).result
        items = list(diagnostics(document, result.findings))
        if self.proposes:
            items += proposal_diagnostics(document, folder)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=items))

    def show_all(self, folder: Folder | None = None) -> None:
        """Lint all open notes of a vault (by default: of all) again."""
        for uri in list(self._open.values()):
            found = self.folder_of(uri)
            if found is not None and folder in (None, found[0]):
                self.show(uri)

    def look_for_edges(self, folder: Folder) -> None:
        """Look for missing edges of a vault in the background, once nothing was saved for a moment."""
        if not self.proposes:
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

    def forget_folders(self) -> None:
        """Find all vaults again: a configuration changed."""
        self._starts.clear()
        self.folders.clear()
        self.show_all()

    def log(self, text: str) -> None:
        """Write a line into the editor's log."""
        self.window_log_message(types.LogMessageParams(type=types.MessageType.Warning, message=f"reweave: {text}"))

    def _find_folder(self, start: Path) -> Folder | None:
        try:
            folder = Folder(start)
        except ReweaveError as error:
            self.window_show_message(types.ShowMessageParams(type=types.MessageType.Error, message=f"reweave: {error}"))
            return None
        return self.folders.setdefault(folder.root, folder)


def _file(uri: str) -> Path | None:
    """Return the file at an address; `None` for one that is not a file's."""
    name = to_fs_path(uri) if uri.startswith("file:") else None
    return None if name is None else Path(os.path.realpath(name))

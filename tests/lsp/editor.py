"""An editor: the official client of the protocol, over stdio, on a vault of its own."""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

_SECONDS = 60


class Editor:
    """Opens notes, and carries out the edits that it is given, as an editor does."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.client = LanguageClient("editor", "1")
        self.shown: dict[str, asyncio.Queue[list[types.Diagnostic]]] = {}
        self.messages: list[str] = []
        self._texts: dict[str, str] = {}

        def publish(params: types.PublishDiagnosticsParams) -> None:
            self._queue(params.uri).put_nowait(list(params.diagnostics))

        def note(params: types.ShowMessageParams | types.LogMessageParams) -> None:
            self.messages.append(params.message)

        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(publish)
        self.client.feature(types.WINDOW_SHOW_MESSAGE)(note)
        self.client.feature(types.WINDOW_LOG_MESSAGE)(note)

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def document(self, path: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(path))

    async def open(self, path: str) -> list[types.Diagnostic]:
        """Open a note, and return what is shown about it first."""
        text = self._texts[path] = (self.root / path).read_bytes().decode()
        item = types.TextDocumentItem(self.uri(path), "markdown", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self.diagnostics(path)

    async def type(self, path: str, text: str) -> list[types.Diagnostic]:
        """Replace the text of an open note, and return what is shown about it."""
        self._texts[path] = text
        changes = [types.TextDocumentContentChangeWholeDocument(text)]
        document = types.VersionedTextDocumentIdentifier(version=2, uri=self.uri(path))
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))
        return await self.diagnostics(path)

    async def diagnostics(self, path: str) -> list[types.Diagnostic]:
        return await asyncio.wait_for(self._queue(self.uri(path)).get(), _SECONDS)

    async def actions(self, path: str, line: int) -> dict[str, types.CodeAction]:
        place = types.Range(types.Position(line, 0), types.Position(line, 0))
        params = types.CodeActionParams(self.document(path), place, types.CodeActionContext([]))
        found = await self.client.text_document_code_action_async(params)
        return {one.title: one for one in found or () if isinstance(one, types.CodeAction)}

    def carry_out(self, edit: types.WorkspaceEdit | None) -> None:
        """Change the files as an edit says."""
        assert edit is not None
        for uri, edits in (edit.changes or {}).items():
            self._edit(uri, [one for one in edits if isinstance(one, types.TextEdit)])
        for change in edit.document_changes or ():
            if isinstance(change, types.CreateFile):
                self._path(change.uri).parent.mkdir(exist_ok=True)
                self._path(change.uri).touch()
            elif isinstance(change, types.RenameFile):
                self._path(change.new_uri).parent.mkdir(exist_ok=True)
                self._path(change.old_uri).rename(self._path(change.new_uri))
            elif isinstance(change, types.TextDocumentEdit):
                self._edit(change.text_document.uri, [one for one in change.edits if isinstance(one, types.TextEdit)])

    def _edit(self, uri: str, edits: list[types.TextEdit]) -> None:
        path = self._path(uri)
        name = path.relative_to(self.root).as_posix()
        text = self._texts.get(name, path.read_bytes().decode())
        for one in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
            start, end = offset(text, one.range.start), offset(text, one.range.end)
            text = text[:start] + one.new_text + text[end:]
        path.write_bytes(text.encode())

    def _path(self, uri: str) -> Path:
        from pygls.uris import to_fs_path

        return Path(to_fs_path(uri) or "")

    def _queue(self, uri: str) -> asyncio.Queue[list[types.Diagnostic]]:
        return self.shown.setdefault(uri, asyncio.Queue())


def offset(text: str, position: types.Position) -> int:
    """Return the character of a position in UTF-16 code units, counted without the code of the server."""
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: position.line])
    line = (lines[position.line] if position.line < len(lines) else "").encode("utf-16-le")
    return min(start + len(line[: position.character * 2].decode("utf-16-le")), len(text))


def edit_vault(
    root: Path, notes: Mapping[str, str | bytes], work: Callable[[Editor], Awaitable[None]], *, proposals: bool = False
) -> None:
    """Make a vault of the notes, and work on it in an editor."""
    for path, text in notes.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    subprocess.run(["git", "init", "-q", str(root)], check=True)

    async def session() -> None:
        editor = Editor(root.resolve())
        await editor.client.start_io(sys.executable, "-m", "reweave", "lsp")
        params = types.InitializeParams(
            process_id=None,
            root_uri=root.as_uri(),
            capabilities=types.ClientCapabilities(),
            initialization_options={"proposals": proposals},
        )
        await editor.client.initialize_async(params)
        editor.client.initialized(types.InitializedParams())
        try:
            await work(editor)
        finally:
            await editor.client.shutdown_async(None)
            editor.client.exit(None)
            await editor.client.stop()  # type: ignore[no-untyped-call]

    asyncio.run(asyncio.wait_for(session(), _SECONDS))

"""Renaming notes, by a name that means them or as files: what names them follows."""

from collections.abc import Sequence

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from reweave.errors import ReweaveError
from reweave.lsp.features.documents import ALL_FILES
from reweave.lsp.folder import Folder
from reweave.lsp.names import name_at
from reweave.lsp.navigation import meant_notes
from reweave.lsp.renaming import Renames
from reweave.lsp.server import Server
from reweave.lsp.workspace_edits import FileChange, workspace_edit
from reweave.vault.record import stem_of


def register(server: Server) -> None:
    """Have the server rename notes."""

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare_rename(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        found = server.document(params.text_document.uri)
        if found is None:
            return None
        folder, document = found
        offset = document.map.offset(params.position)
        meant = meant_notes(document, folder.vault, offset)
        if len(meant) != 1:
            return None
        name = name_at(document, folder.vault, offset)
        start, end = (name.start, name.end) if name else document.map.line(document.map.line_at(offset))
        stem = stem_of(folder.vault.records[meant[0]].path)
        return types.PrepareRenamePlaceholder(range=document.map.range(start, end), placeholder=stem)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        found = server.document(params.text_document.uri)
        if found is None:
            return None
        folder, document = found
        meant = meant_notes(document, folder.vault, document.map.offset(params.position))
        if len(meant) != 1:
            raise _failed("no name here means one note alone")
        path = folder.vault.records[meant[0]].path
        if not (folder.root / path).is_file():
            raise _failed(f"{path} is not saved yet; save it first")
        try:
            renames = Renames(folder)
            renames.add(path, params.new_name)
            return workspace_edit(folder, renames.totals(), server.encoding)
        except ReweaveError as error:
            raise _failed(str(error)) from error

    @server.feature(types.WORKSPACE_WILL_RENAME_FILES, ALL_FILES)
    def will_rename(params: types.RenameFilesParams) -> types.WorkspaceEdit:
        moves: dict[Folder, list[tuple[str, str]]] = {}
        for file in params.files:
            folder, notes = server.moved_notes(file.old_uri, file.new_uri)
            if folder is not None:
                moves.setdefault(folder, []).extend(notes)
        changes: list[FileChange] = []
        for folder, notes in moves.items():
            changes.extend(_followed(server, folder, notes))
        return types.WorkspaceEdit(document_changes=changes)


def _followed(server: Server, folder: Folder, notes: list[tuple[str, str]]) -> Sequence[FileChange]:
    """Return what makes the names of notes that the editor renames follow; what cannot follow is logged."""
    try:
        renames = Renames(folder)
        for old, new in renames.move(notes):
            try:
                # With a slash, a path in the root is no name in the old folder.
                renames.add(old, new if "/" in new else f"./{new}", unportable=True)
            except ReweaveError as error:
                server.log(f"{old}: what names it does not follow: {error}")  # the file is renamed all the same
        return workspace_edit(folder, renames.totals(), server.encoding, moves=False).document_changes or ()
    except ReweaveError as error:
        server.log(f"what names the renamed notes does not follow: {error}")
        return ()


def _failed(text: str) -> JsonRpcException:
    return JsonRpcException(text, code=types.LSPErrorCodes.RequestFailed.value)

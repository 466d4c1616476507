"""Renaming notes, by a name that means them or as files: what names them follows."""

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from reweave.errors import ReweaveError
from reweave.lsp.names import name_at
from reweave.lsp.navigation import meant_notes
from reweave.lsp.renaming import renamed
from reweave.lsp.server import Server
from reweave.lsp.workspace_edits import FileChange, workspace_edit
from reweave.vault.record import stem_of

_FILES = types.FileOperationFilter(types.FileOperationPattern("**/*"), "file")


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
        try:
            return workspace_edit(folder, renamed(folder, path, params.new_name), server.encoding)
        except ReweaveError as error:
            raise _failed(str(error)) from error

    @server.feature(types.WORKSPACE_WILL_RENAME_FILES, types.FileOperationRegistrationOptions(filters=[_FILES]))
    def will_rename(params: types.RenameFilesParams) -> types.WorkspaceEdit:
        changes: list[FileChange] = []
        for file in params.files:
            old, new = server.folder_of(file.old_uri), server.folder_of(file.new_uri)
            if old is None or new is None or old[0] is not new[0]:
                continue
            try:
                # With a slash, a path in the root is no name in the old folder.
                totals = renamed(old[0], old[1], new[1] if "/" in new[1] else f"./{new[1]}")
                edit = workspace_edit(old[0], totals, server.encoding, moves=False)
            except ReweaveError as error:
                server.log(f"{old[1]}: what names it does not follow: {error}")  # the file is renamed all the same
            else:
                changes.extend(edit.document_changes or ())
        return types.WorkspaceEdit(document_changes=changes)


def _failed(text: str) -> JsonRpcException:
    return JsonRpcException(text, code=types.LSPErrorCodes.RequestFailed.value)

"""Notes that are opened, changed, saved and closed."""

from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from reweave.config.locate import FILE, PROJECT
from reweave.lsp.server import Server


def register(server: Server) -> None:
    """Have the server show what is wrong in the notes that are open."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        options = params.initialization_options
        if isinstance(options, dict):
            server.proposes = options.get("proposals", True) is not False

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.open(params.text_document.uri)
        found = server.folder_of(params.text_document.uri)
        if found is not None and found[0].proposals is None:
            found[0].proposals = []
            server.look_for_edges(found[0])

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        server.show(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(params: types.DidSaveTextDocumentParams) -> None:
        found = server.folder_of(params.text_document.uri)
        if found is not None:
            found[0].renew()
            server.show_all(found[0])
            server.look_for_edges(found[0])

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_files(params: types.DidChangeWatchedFilesParams) -> None:
        if any(Path(to_fs_path(one.uri) or "").name in (FILE, PROJECT) for one in params.changes):
            server.forget_folders()
            return
        for folder in list(server.folders.values()):
            folder.renew()
            server.show_all(folder)

"""Notes that are opened, changed, saved and closed."""

from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from reweave.config.locate import FILE, PROJECT
from reweave.lsp.server import Server

_WATCHED = ("**/*.{md,markdown,mdx,qmd,rmd}", f"**/{FILE}", f"**/{PROJECT}")
"""Files that the editor is asked to watch: configurations, and what most vaults take for notes."""
ALL_FILES = types.FileOperationRegistrationOptions(
    filters=[types.FileOperationFilter(types.FileOperationPattern("**/*"), "file")]
)


def register(server: Server) -> None:
    """Have the server show what is wrong in the notes that are open."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        options = params.initialization_options
        if isinstance(options, dict):
            server.proposes = options.get("proposals", True) is not False

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace is not None else None
        if watched is not None and watched.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(one) for one in _WATCHED])
            registration = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await server.client_register_capability_async(types.RegistrationParams([registration]))

    @server.feature(types.SHUTDOWN)
    def shutdown(params: None) -> None:
        server.was_shut_down = True

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def did_change_folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        server.forget_folders()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.reload_changed()
        server.open(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: types.DidChangeTextDocumentParams) -> None:
        server.change(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(params: types.DidSaveTextDocumentParams) -> None:
        found = None if server.reload_changed() else server.folder_of(params.text_document.uri)
        if found is not None:
            found[0].renew()
            server.show_all(found[0])
            server.look_for_edges(found[0])

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def did_change_files(params: types.DidChangeWatchedFilesParams) -> None:
        if any(Path(to_fs_path(one.uri) or "").name in (FILE, PROJECT) for one in params.changes):
            server.forget_folders()
            return
        server.renew_all()

    for event in (types.WORKSPACE_DID_CREATE_FILES, types.WORKSPACE_DID_RENAME_FILES, types.WORKSPACE_DID_DELETE_FILES):
        server.feature(event, ALL_FILES)(lambda params: server.renew_all())

"""Fixes: the whole note on a request to format it, single findings and proposed edges as code actions."""

from lsprotocol import types

from reweave.lsp.actions import code_actions
from reweave.lsp.quick_fixes import safe_fix
from reweave.lsp.server import Server
from reweave.lsp.text_edits import text_edits

_KINDS = (types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll)


def register(server: Server) -> None:
    """Have the server offer fixes."""

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    def formatting(params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        found = server.document(params.text_document.uri)
        if found is None:
            return None
        folder, document = found
        after = safe_fix(document, folder.linter)
        return [] if after is None else list(text_edits(document.map, document.source, after))

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=_KINDS))
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        found = server.document(params.text_document.uri)
        return None if found is None else list(code_actions(*found, params, server.encoding))

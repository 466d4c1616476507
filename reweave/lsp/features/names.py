"""Names of notes: what they mean, where they lead, where else they are written, and what can be written."""

from collections.abc import Iterator

from lsprotocol import types

from reweave.lsp.completion import offers
from reweave.lsp.document import Document
from reweave.lsp.folder import Folder
from reweave.lsp.hover import hover_text
from reweave.lsp.names import name_at
from reweave.lsp.navigation import meant_notes, names_of, naming_places
from reweave.lsp.server import Server
from reweave.weave.item_names import ItemNames

_TRIGGERS = types.CompletionOptions(trigger_characters=["-", " ", "[", '"', "|"])
_TOP = types.Range(types.Position(0, 0), types.Position(0, 0))


def register(server: Server) -> None:
    """Have the server answer what is asked about names."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        found = server.document(params.text_document.uri)
        if found is None:
            return None
        folder, document = found
        name = name_at(document, folder.vault, document.map.offset(params.position))
        if name is None:
            return None
        text = types.MarkupContent(types.MarkupKind.Markdown, hover_text(document, folder.vault, name))
        return types.Hover(text, document.map.range(name.start, name.end))

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, _TRIGGERS)
    def completion(params: types.CompletionParams) -> list[types.CompletionItem] | None:
        found = server.document(params.text_document.uri)
        return None if found is None else list(_completions(*found, params.position))

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> list[types.Location] | None:
        found = server.document(params.text_document.uri)
        if found is None:
            return None
        folder, document = found
        name = name_at(document, folder.vault, document.map.offset(params.position))
        records = folder.vault.records
        return [types.Location(folder.uri_of(records[at].path), _TOP) for at in (name.targets if name else ())]

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def references(params: types.ReferenceParams) -> list[types.Location] | None:
        found = server.document(params.text_document.uri)
        if found is None:
            return None
        folder, document = found
        meant = meant_notes(document, folder.vault, document.map.offset(params.position))
        return [one for target in meant for one in _references(server, folder, target)]


def _references(server: Server, folder: Folder, target: int) -> Iterator[types.Location]:
    vault = folder.vault
    for place in naming_places(vault, target):
        holder = server.document(folder.uri_of(vault.records[place].path))
        if holder is not None:
            document = holder[1]
            for one in names_of(document, vault, target):
                yield types.Location(document.uri, document.map.range(one.start, one.end))


def _completions(folder: Folder, document: Document, position: types.Position) -> Iterator[types.CompletionItem]:
    vault = folder.vault
    for one in offers(document, vault, ItemNames(vault), document.map.offset(position)):
        yield types.CompletionItem(
            label=one.label,
            detail=one.detail or None,
            filter_text=one.words or None,
            kind=types.CompletionItemKind.Reference,
            text_edit=types.TextEdit(document.map.range(one.start, one.end), one.text),
        )

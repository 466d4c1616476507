"""Changes of notes as an edit that an editor carries out, so that undo is the editor's own."""

from collections.abc import Iterable, Iterator

from lsprotocol.types import (
    CreateFile,
    CreateFileOptions,
    DeleteFile,
    OptionalVersionedTextDocumentIdentifier,
    RenameFile,
    TextDocumentEdit,
    WorkspaceEdit,
)

from reweave.errors import ReweaveError
from reweave.lsp.folder import Folder
from reweave.lsp.text_edits import text_edits
from reweave.lsp.text_map import TextMap
from reweave.note.changeset import Total

FileChange = TextDocumentEdit | CreateFile | RenameFile | DeleteFile


def workspace_edit(folder: Folder, totals: Iterable[Total], encoding: str, *, moves: bool = True) -> WorkspaceEdit:
    """Return the edit that makes the changes; without `moves` files are not renamed, since the editor does that.

    Raises:
        ReweaveError: a file to change is not UTF-8, so that no editor could show it as it is.
    """
    texts: list[FileChange] = []
    files: list[FileChange] = []
    for total in totals:
        uri = folder.uri_of(total.path)
        if total.made:
            texts.append(CreateFile(uri=uri, options=CreateFileOptions(ignore_if_exists=True)))
        texts.extend(_texts(uri, total, encoding))
        if total.to and moves:
            files.append(RenameFile(old_uri=uri, new_uri=folder.uri_of(total.to)))
    return WorkspaceEdit(document_changes=[*texts, *files])


def _texts(uri: str, total: Total, encoding: str) -> Iterator[TextDocumentEdit]:
    if total.before == total.after:
        return
    try:
        text = total.before.decode()
    except UnicodeDecodeError as error:
        raise ReweaveError("not UTF-8", code="not-utf-8", path=total.path) from error
    # An editor takes a byte-order mark away when it opens a file.
    text, before, after = text.removeprefix("\ufeff"), total.before, total.after
    if len(text.encode()) != len(before):
        before, after = before[3:], after[3:]
    edits = list(text_edits(TextMap(text, encoding), before, after))
    yield TextDocumentEdit(text_document=OptionalVersionedTextDocumentIdentifier(uri=uri), edits=edits)

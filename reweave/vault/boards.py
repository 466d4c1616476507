"""Names of notes in files that are no notes: canvases and Obsidian's bases."""

import re
from collections.abc import Iterator

from reweave.note.note import Note
from reweave.note.tree import Scalar, walk
from reweave.vault.board_files import CANVAS
from reweave.vault.canvas import BadCanvasError, CanvasText, replace_in_canvas
from reweave.vault.renaming import Renaming, Replacement, UnnamedError, apply_replacements
from reweave.vault.rewrite import RewriteError, write_names

_FENCE = b"---\n"
_CALL = re.compile(r"""\b(?:link|file|hasLink)\(\s*(?:"(?P<double>[^"\\]*)"|'(?P<single>[^'\\]*)')""")
_STEM = re.compile(r"""\bfile\.(?:base)?name\s*[=!]=\s*(?:"(?P<double>[^"\\]*)"|'(?P<single>[^'\\]*)')""")
_LITERAL = re.compile(r""""(?P<double>[^"\\]*)"|'(?P<single>[^'\\]*)'""")


def rewrite_board(path: str, source: bytes, renaming: Renaming, *, rule: str, message: str) -> tuple[bytes, int]:
    """Return a canvas or base with every name that changes rewritten, and their number; every other byte is kept.

    Raises:
        RewriteError: the file cannot be read, or a name cannot be rewritten in place.
        ProofError: the result is not what was expected.
    """
    folder = path.rpartition("/")[0]
    try:
        if path.casefold().endswith(CANVAS):
            text, count = replace_in_canvas(source.decode(), lambda one: _in_canvas(one, renaming, folder))
            return text.encode(), count
        return _rewrite_base(path, source, renaming, folder, rule, message)
    except UnicodeDecodeError as error:
        raise RewriteError("it is not UTF-8") from error
    except (UnnamedError, BadCanvasError) as error:
        raise RewriteError(str(error)) from error


def _in_canvas(one: CanvasText, renaming: Renaming, folder: str) -> list[Replacement]:
    if not one.is_path:
        return renaming.spans(one.text, folder, folder)
    new = renaming.path(one.text, "", "")
    return [] if new is None else [Replacement(0, len(one.text), new)]


def _rewrite_base(
    path: str, source: bytes, renaming: Renaming, folder: str, rule: str, message: str
) -> tuple[bytes, int]:
    end = b"" if source.endswith(b"\n") else b"\n"
    note = Note(path, _FENCE + source + end + _FENCE)  # a base is what a note has between its fences
    if note.problem is not None or note.block.body != len(note.source) or note.block.start != len(_FENCE):
        raise RewriteError("it is not YAML that can be read")
    new: dict[Scalar, str] = {}
    for node in walk(note.root) if note.root is not None else ():
        if not isinstance(node, Scalar):
            continue
        spans = list(_in_expression(node.value, renaming, folder))
        if spans:
            new[node] = apply_replacements(node.value, spans)
    if not new:
        return source, 0
    after = write_names(
        note, new, lambda text: list(_in_expression(text, renaming, folder)), rule=rule, message=message
    ).source
    return after[len(_FENCE) : len(after) - len(_FENCE) - len(end)], len(new)


def _in_expression(text: str, renaming: Renaming, folder: str) -> Iterator[Replacement]:
    """Yield the replacements in a value: wikilinks, arguments of `link`, `file` and `hasLink`, and paths in quotes."""
    taken: set[int] = set()
    for span in renaming.spans(text, folder, folder):
        taken.update(range(span.start, span.end))
        yield span
    for pattern in (_CALL, _STEM, _LITERAL):
        for found in pattern.finditer(text):
            group = "single" if found["double"] is None else "double"
            name, (start, end) = found[group], found.span(group)
            new = _new_name(name, renaming, folder, is_path=pattern is _LITERAL)
            if new is None or start in taken:
                continue
            if '"' in new or "'" in new or "\\" in new:
                raise RewriteError(f"{new} cannot be written in an expression")
            taken.update(range(start, end))
            yield Replacement(start, end, new)
    if not taken and (new := _new_name(text, renaming, folder, is_path=True)) is not None:
        yield Replacement(0, len(text), new)


def _new_name(name: str, renaming: Renaming, folder: str, *, is_path: bool) -> str | None:
    if is_path:
        return renaming.path(name, "", "") if "/" in name or "." in name else None
    return renaming.name(name, folder) if renaming.means_old(name, folder) else None

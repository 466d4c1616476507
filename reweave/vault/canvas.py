"""Canvases (`.canvas`): JSON whose cards show notes by their paths, or hold Markdown with links."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reweave.vault.renaming import Replacement, apply_replacements

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_CHARACTER = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|.", re.DOTALL)


class BadCanvasError(Exception):
    """A file that is no JSON object."""


class CanvasText(NamedTuple):
    """A string of a card: the characters [start, end) within its quotes, and the text that they are read to."""

    start: int
    end: int
    is_path: bool
    text: str


def canvas_texts(source: str) -> list[CanvasText]:
    """Return the paths (`file`) and the Markdown (`text`) of the cards of a canvas, in order.

    Raises:
        BadCanvasError: it is no JSON object.
    """
    try:
        if not isinstance(json.loads(source.removeprefix("\ufeff")), dict):
            raise BadCanvasError("not a JSON object")
    except (ValueError, RecursionError) as error:
        raise BadCanvasError("not JSON") from error
    return list(_texts(source))


def _texts(source: str) -> Iterator[CanvasText]:
    keys: list[str | None] = []  # the key at which each open object is; `None` for a list
    wants_key = False
    for token in _TOKEN.finditer(source):
        text = token[0]
        if text in "{[":
            keys.append("" if text == "{" else None)
            wants_key = text == "{"
        elif text in "}]":
            keys.pop()
            wants_key = False
        elif text == ",":
            wants_key = keys[-1] is not None
        elif text == ":":
            wants_key = False
        elif wants_key:
            keys[-1] = json.loads(text)
        elif text[0] == '"' and len(keys) == 3 and keys[:2] == ["nodes", None] and keys[2] in ("file", "text"):
            yield CanvasText(token.start() + 1, token.end() - 1, keys[2] == "file", json.loads(text))


def replace_in_canvas(source: str, change: Callable[[CanvasText], Sequence[Replacement]]) -> tuple[str, int]:
    """Return a canvas with the replacements that `change` wants in its texts, and their number.

    Every character outside them is kept.

    Raises:
        BadCanvasError: it is no JSON object.
    """
    edits: list[Replacement] = []
    wanted: list[str] = []
    for one in canvas_texts(source):
        spans = change(one)
        wanted.append(apply_replacements(one.text, spans))
        if spans:
            places = [one.start + found.start() for found in _CHARACTER.finditer(source[one.start : one.end])]
            places.append(one.end)
            written = source[one.start : one.end]
            edits += [Replacement(places[x.start], places[x.end], _escaped(x.text, written)) for x in spans]
    after = apply_replacements(source, edits)
    if [one.text for one in canvas_texts(after)] != wanted:
        raise BadCanvasError("the result would read to something else")
    return after, len(edits)


def _escaped(text: str, model: str) -> str:
    """Return a text as it is written within quotes, with the escapes that `model` has."""
    escaped = json.dumps(text, ensure_ascii=re.search(r"\\u(?![dD][89abAB]|00[01])", model) is not None)[1:-1]
    return escaped.replace("/", "\\/") if "\\/" in model else escaped

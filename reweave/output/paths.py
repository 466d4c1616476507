"""Paths in output that is text: what a program reads, and what it needs where a path is not UTF-8."""

import os
import re
from base64 import b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reweave.schemas import PathFields

_SURROGATES = re.compile("[\ud800-\udfff]")


def path_text(path: str) -> str:
    """Return a path as valid Unicode; each byte that is not UTF-8 is U+FFFD."""
    return os.fsencode(path).decode(errors="replace")


def path_fields(path: str) -> "PathFields":
    """Return the JSON fields of a path: `path`, and where that is not UTF-8 also its exact bytes as `path_base64`."""
    raw = os.fsencode(path)
    fields: PathFields = {"path": path_text(path)}
    if fields["path"].encode() != raw:
        fields["path_base64"] = b64encode(raw).decode()
    return fields


def valid(text: str) -> str:
    """Return `text` as valid Unicode: lone surrogates, which no encoding can carry, are U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)

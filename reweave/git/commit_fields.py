"""The author and the trailers of commits, as users give them."""

import re

from reweave.errors import ReweaveError
from reweave.text import printable, quoted

_AUTHOR = re.compile(r"\s*([^<>]*[^<>\s])\s*<([^<>\s]+)>\s*")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


def parse_author(text: str) -> tuple[str, str]:
    """Return name and e-mail of an author given as `Name <email>`.

    Raises:
        ReweaveError: it is not of that form (`author`).
    """
    match = _AUTHOR.fullmatch(text)
    if match is None or printable(text.strip()) != text.strip():
        raise ReweaveError(f"invalid author {quoted(text)}: expected 'Name <email>'", code="author")
    return match[1], match[2]


def parse_trailer(text: str) -> tuple[str, str]:
    """Return the key and the value of an extra trailer given as `Key: value`.

    Raises:
        ReweaveError: it is not of that form, spans lines, has control characters, or takes one of reweave's own keys
            (`trailer`).
    """
    key, colon, value = text.partition(":")
    value = value.strip(" ")
    why = ""
    if not colon or not _KEY.fullmatch(key):
        why = "expected 'Key: value' (a key has letters, digits and hyphens)"
    elif not value:
        why = "the value is empty"
    elif printable("-" + value) != "-" + value:
        why = "it has a line break or another control character"
    elif key.lower().startswith("reweave-"):
        why = "this key is reserved for reweave"
    if why:
        raise ReweaveError(f"invalid trailer {quoted(text)}: {why}", code="trailer")
    return key, value

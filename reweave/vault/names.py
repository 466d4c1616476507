"""Comparison of names: across Unicode forms, case, and hyphens for spaces."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s_\-\u2010-\u2015]+")
_NOT_WORD = re.compile(r"[\W_]+")
_SLUG = re.compile(r"[^\s]*\w[-_]+\w[^\s]*")


def normalize_name(name: str) -> str:
    """Return a name in one Unicode form (NFC), with single spaces: two spellings of the same characters are equal."""
    name = name if name.isascii() else unicodedata.normalize("NFC", name)
    return " ".join(name.split())


def fold_name(name: str) -> str:
    """Return a name without case, and with spaces for hyphens and underscores."""
    if name.isascii():
        name = name.lower()
    else:
        name = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return _SEPARATORS.sub(" ", name).strip()


def slug_key(name: str) -> str:
    """Return the letters and digits of a name: what a title and the slug made of it share."""
    if name.isascii():
        return _NOT_WORD.sub("", name.lower())
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()))


def is_slug(name: str) -> bool:
    """Return whether a name is words joined by hyphens or underscores."""
    return _SLUG.fullmatch(name) is not None


def slug_of(title: str) -> str:
    """Return a title in lower case, with a hyphen for each run of characters that are not letters or digits."""
    return _NOT_WORD.sub("-", normalize_name(title).lower()).strip("-")

"""Obsidian's rules for the name in a wikilink, written down again."""

import unicodedata
from collections.abc import Iterable


def resolve(link: str, paths: Iterable[str]) -> list[str]:
    """Return the notes that a name may lead to: the one at that path, else those whose path ends with it."""
    wanted = _plain(link.partition("|")[0].partition("#")[0].strip())
    known = list(paths)
    exact = [path for path in known if _plain(path) in (wanted.lstrip("/"), f"{wanted.lstrip('/')}.md")]
    if exact or wanted.startswith("/"):
        return exact
    return [path for path in known if f"/{_plain(path)}".endswith((f"/{wanted}.md", f"/{wanted}"))]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()

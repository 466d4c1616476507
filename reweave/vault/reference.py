"""The names in an entry of a frontmatter list: a title, a slug, a path, a wikilink, a Markdown link."""

import re
from itertools import pairwise

from reweave.vault.links import ParsedLink, find_links

_BETWEEN = re.compile(r"[\s,;&+]*(?:and[\s,;&+]*)?", re.IGNORECASE)
_LONGEST = 10_000


def entry_names(entry: str) -> tuple[str, ...]:
    """Return the names in an entry: of each link where it holds nothing else, of the link that it opens with, or all
    of it where it holds no link. An entry with links amid prose has no name.
    """
    links = entry_links(entry)
    if not links:
        text = " ".join(entry.split())
        return (text,) if text else ()
    if entry[: links[0].start].strip(" \t\n\"'"):
        return ()
    names = [links[0]]
    for before, link in pairwise(links):
        if not _BETWEEN.fullmatch(entry, before.end, link.start):
            return (names[0].name,)
        names.append(link)
    return tuple(link.name for link in names) if not entry[links[-1].end :].strip() else (names[0].name,)


def entry_links(entry: str) -> list[ParsedLink]:
    """Return the links in an entry, in order; overlong text holds none."""
    if len(entry) > _LONGEST or ("[[" not in entry and "](" not in entry):
        return []
    found: list[ParsedLink] = []
    for link in find_links(entry):
        if not found or link.start >= found[-1].end:
            found.append(link)
    return found

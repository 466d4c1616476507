r"""The entries of `reweave_edges`: `<title>|<type>|<YYYY-MM-DD>`, a `|` in a title written as `\|`."""

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
else:
    date = object  # `check` has no use for the module; in quotes, `typing` would compile it, which takes as long

PROVENANCE_FIELD = "reweave_edges"
"""The frontmatter list that says which edges reweave wrote, and when."""

_TO_ESCAPE = r"\\(?=[\\|]|\Z)|\|"
_ESCAPED = r"\\([\\|])"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


class Provenance(NamedTuple):
    """One edge that reweave wrote: the title that it names, its type, and the day it was written."""

    title: str
    type: str
    date: date


def format_provenance(entry: Provenance) -> str:
    """Return the text of an entry; `parse_provenance` gives the entry back.

    Raises:
        ValueError: the title is empty, has white space at an end or a line end in it, or the type holds a `|`.
    """
    if not entry.title or entry.title != entry.title.strip() or "\n" in entry.title:
        raise ValueError(f"no title for an entry: {entry.title!r}")
    if not entry.type or entry.type != entry.type.strip() or "|" in entry.type or "\n" in entry.type:
        raise ValueError(f"no edge type for an entry: {entry.type!r}")
    title = re.sub(_TO_ESCAPE, lambda found: "\\" + found[0], entry.title)
    return f"{title}|{entry.type}|{entry.date.isoformat()}"


def parse_provenance(text: str) -> Provenance | None:
    """Return the entry that a text represents, or `None` if it is not one. A `|` in a title need not be escaped."""
    parts = text.rsplit("|", 2)
    if len(parts) != 3:
        return None
    title, edge_type, day = (part.strip() for part in parts)
    if not title or not edge_type or not re.fullmatch(_DAY, day):
        return None
    from datetime import date  # `check` has no use for it

    try:
        return Provenance(re.sub(_ESCAPED, r"\1", title), edge_type, date.fromisoformat(day))
    except ValueError:
        return None

"""The entries of `reweave_edges`: which edges reweave wrote, and when."""

import re
from dataclasses import dataclass
from datetime import date

FIELD = "reweave_edges"
"""The frontmatter list that holds the entries."""

_BEFORE_ESCAPE = re.compile(r"\\(?=[\\|]|\Z)|\|")
_ESCAPED = re.compile(r"\\([\\|])")
_LAST_TWO = re.compile(r"(.*)\|([^|]*)\|(\d{4}-\d{2}-\d{2})", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Provenance:
    """One entry: the target's title as the typed list has it, the type's name, and the day."""

    title: str
    type: str
    day: date

    def __str__(self) -> str:
        r"""Return the entry as it is written: `title|type|YYYY-MM-DD`, a `|` in the title as `\|`."""
        title = _BEFORE_ESCAPE.sub(lambda found: "\\" + found[0], self.title)
        return f"{title}|{self.type}|{self.day.isoformat()}"


def parse_provenance(text: str) -> Provenance | None:
    """Return what an entry says, or `None` where it is none.

    It is read from the right, so that a title in which somebody left a `|` as it is can still be read.
    """
    found = _LAST_TWO.fullmatch(text)
    if found is None:
        return None
    title, name = _ESCAPED.sub(r"\1", found[1]), found[2]
    if not title or title.strip() != title or not name or name.strip() != name:
        return None
    try:
        return Provenance(title, name, date.fromisoformat(found[3]))
    except ValueError:
        return None

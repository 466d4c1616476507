"""The versions of a vault that the model learns from, which is what makes it fit other vaults.

It sees the vault as it is, with every source an orphan, without folders, dates and fields, and without the list lines
in which authors explain their links: a link that nobody has made yet has none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reweave.weave.rank.notes import LinkSpan, RankNote

_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


@dataclass(frozen=True, slots=True)
class Variant:
    """A vault to learn from, and whether its sources count as orphans."""

    name: str
    notes: Sequence[RankNote]
    orphan: bool


def make_variants(notes: Sequence[RankNote]) -> Iterator[Variant]:
    """Yield the versions of a vault."""
    yield Variant("leave_one_source_out", notes, orphan=False)
    yield Variant("strict", notes, orphan=True)
    yield Variant("bare", [without_metadata(note) for note in notes], orphan=True)
    yield Variant("without_glosses", [without_glosses(note) for note in notes], orphan=True)


def without_metadata(note: RankNote) -> RankNote:
    """Return a note without folder, date and frontmatter."""
    return replace(note, folder="", created=None, fields={})


def without_glosses(note: RankNote) -> RankNote:
    """Return a note with each link in a list widened to its line, so that the words beside it are hidden with it."""
    body = note.record.body
    widened = []
    for link in note.links:
        start = body.rfind("\n", 0, link.start) + 1
        end = body.find("\n", link.end)
        in_list = _LIST_ITEM.match(body, start, link.start) is not None
        widened.append(LinkSpan(start, end if end >= 0 else len(body), link.target) if in_list else link)
    return replace(note, links=tuple(sorted(widened, key=lambda link: (link.start, -link.end))))

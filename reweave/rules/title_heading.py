"""Titles that differ from the heading of their note."""

import re
from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.tree import Mapping, Scalar
from reweave.rules.base import Example, Proposal, Safety, VaultRule

_LINK = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|!?\[([^\[\]]*)\]\([^)]{0,2000}\)")
_MARK = re.compile(r"[*_`~\\]")


class TitleHeading(VaultRule):
    """Report titles unlike the heading.

    Compared are `title` and the heading that opens the body, without regard to case, white space, and marks such as
    `**` or those of a link. A note without one of the two is left.
    """

    name = "title-heading"
    kind = ChangeKind.CONTENT
    safety = Safety.REPORT
    examples = (
        Example(
            "Two names for one note",
            "---\ntitle: solar is cheap\n---\n# Solar power is cheap\n",
            "---\ntitle: solar is cheap\n---\n# Solar power is cheap\n",
        ),
        Example(
            "The same words",
            "---\ntitle: solar is cheap\n---\n# **Solar** is cheap\n",
            "---\ntitle: solar is cheap\n---\n# **Solar** is cheap\n",
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield a report for a title that differs from the heading."""
        if not isinstance(note.root, Mapping):
            return
        titles = [value for key, value in note.root.pairs if isinstance(key, Scalar) and key.value == "title"]
        heading = self.view.heading(note)
        if heading is None or len(titles) != 1 or not isinstance(titles[0], Scalar) or not titles[0].value.strip():
            return
        if _plain(titles[0].value) != _plain(heading):
            yield Proposal(self.name, titles[0].start, f"the title differs from the heading `{heading}`")


def _plain(text: str) -> str:
    return " ".join(_MARK.sub("", _LINK.sub(lambda link: link[1] or link[2] or "", text)).casefold().split())

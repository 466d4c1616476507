"""The rule `merge-markers`."""

import re
from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.rules.base import Example, Proposal, Rule, Safety

_MARKER = re.compile(r"^(?:<{7}|>{7})(?: [^\r\n]*)?(?=\r?$)", re.MULTILINE)


class MergeMarkers(Rule):
    """Name the markers of an unresolved merge (`<<<<<<<`, `=======`, `>>>>>>>`) in a frontmatter.

    Readers only say that such a note is not YAML. Which side is right is for a person, or for a merge that knows
    notes, to say; nothing is written. The body is not looked at.
    """

    name = "merge-markers"
    kind = ChangeKind.CONTENT
    safety = Safety.REPORT
    default = True
    repairs = True
    examples = (
        Example(
            "A conflict that was committed",
            "---\nsupports:\n<<<<<<< HEAD\n- solar\n=======\n  - wind\n>>>>>>> edges\n---\n",
            "---\nsupports:\n<<<<<<< HEAD\n- solar\n=======\n  - wind\n>>>>>>> edges\n---\n",
        ),
        Example(
            "Indented, it is the text of a value",
            "---\nhow: |\n  <<<<<<< HEAD\ntype: claim\n---\n",
            "---\nhow: |\n  <<<<<<< HEAD\ntype: claim\n---\n",
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one report for each conflict, at the first marker that stands in the frontmatter."""
        if "<<<<<<<" not in note.text and ">>>>>>>" not in note.text:
            return
        opened: re.Match[str] | None = None
        for marker in _MARKER.finditer(note.text):
            if marker[0].startswith("<"):
                if opened is not None:
                    yield self._report(note, opened, None)
                opened = marker
            else:
                yield self._report(note, opened, marker)
                opened = None
        if opened is not None:
            yield self._report(note, opened, None)

    def _report(self, note: Note, opened: re.Match[str] | None, closed: re.Match[str] | None) -> Proposal:
        first = opened if opened is not None else closed
        assert first is not None
        message = f"an unresolved merge: `{first[0]}`"
        if opened is not None and closed is not None:
            message += f" to `{closed[0]}` on line {note.place(closed.start())[0]}"
        return Proposal(self.name, first.start(), message)

"""Merge conflicts in the frontmatter."""

import re
from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.rules.base import Example, Proposal, Rule, Safety

_MARKER = re.compile(r"^(?:<{7}|>{7})(?: [^\r\n]*)?(?=\r?$)", re.MULTILINE)


class MergeMarkers(Rule):
    """Report unresolved merge conflicts.

    Looked for are the markers `<<<<<<<` and `>>>>>>>` at the start of a line of the frontmatter; the body is not looked
    at. Nothing is changed: choose a side by hand, or use `reweave resolve --markers`.
    """

    name = "merge-markers"
    kind = ChangeKind.CONTENT
    safety = Safety.REPORT
    passes_simple = True
    repairs = True
    examples = (
        Example(
            "A committed conflict",
            "---\nsupports:\n<<<<<<< HEAD\n- solar\n=======\n  - wind\n>>>>>>> edges\n---\n",
            "---\nsupports:\n<<<<<<< HEAD\n- solar\n=======\n  - wind\n>>>>>>> edges\n---\n",
        ),
        Example(
            "An indented marker is text",
            "---\nhow: |\n  <<<<<<< HEAD\ntype: claim\n---\n",
            "---\nhow: |\n  <<<<<<< HEAD\ntype: claim\n---\n",
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one report for each conflict, at its first marker."""
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
        message = f"unresolved merge conflict: `{first[0]}`"
        if opened is not None and closed is not None:
            message += f" to `{closed[0]}` on line {note.place(closed.start())[0]}"
        return Proposal(self.name, first.start(), message)

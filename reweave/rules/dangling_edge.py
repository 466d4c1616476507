"""Edges to notes that do not exist."""

from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.rules.base import Example, Proposal, Safety, VaultRule
from reweave.rules.shared.edge_entries import entries, shortened

_NOTE = "---\nsupports:\n- solar power is cheap now\n---\n"


class DanglingEdge(VaultRule):
    """Report edges to missing notes.

    Renaming a note leaves such edges in other notes. If one note has a clearly similar name, the message suggests it. A
    name that several notes share is reported as ambiguous. Nothing is changed, since another note may be meant.
    """

    name = "dangling-edge"
    kind = ChangeKind.EDGES
    safety = Safety.REPORT
    examples = (
        Example("The target was renamed", _NOTE, _NOTE, others={"solar power is very cheap now.md": "# x\n"}),
        Example("The target exists", _NOTE, _NOTE, others={"solar power is cheap now.md": "# x\n"}),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each name of no note, or of several."""
        for field, item in entries(note, self.view.lists):
            for name, paths in self.view.names(note.path, item.value):
                if len(paths) > 1:
                    message = f"`{shortened(name)}` in `{field}` is ambiguous: {', '.join(paths)}"
                    yield Proposal(self.name, item.start, message)
                elif not paths:
                    nearest = self.view.nearest(name)
                    hint = "" if nearest is None else f"; did you mean `{nearest}`?"
                    message = f"`{shortened(name)}` in `{field}` not found{hint}"
                    yield Proposal(self.name, item.start, message)

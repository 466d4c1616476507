"""Edges from a note to itself."""

from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.rules.base import Example, Proposal, Safety, VaultRule
from reweave.rules.shared.edge_entries import entries

_ITSELF = "---\nsupports:\n- solar is cheap\n---\n# solar is cheap\n"
_OTHER = "---\nsupports:\n- solar is cheap\n---\n# batteries are cheap\n"


class SelfEdge(VaultRule):
    """Report edges from a note to itself.

    The edge may use any of the note's names: its file name, title, opening heading, an alias, or a slug of these.
    """

    name = "self-edge"
    kind = ChangeKind.EDGES
    safety = Safety.REPORT
    examples = (
        Example("A note that supports itself", _ITSELF, _ITSELF),
        Example("Another note has that name", _OTHER, _OTHER, others={"solar is cheap.md": "# solar is cheap\n"}),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each entry that means the note itself and no other."""
        for field, item in entries(note, self.view.lists):
            if any(paths == (note.path,) for _, paths in self.view.names(note.path, item.value)):
                yield Proposal(self.name, item.start, f"edge to the note itself in `{field}`")

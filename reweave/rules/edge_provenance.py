"""Entries of `reweave_edges` that disagree with the edges of the note."""

from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD
from reweave.rules.base import Example, Proposal, Safety, VaultRule
from reweave.rules.shared.edge_entries import entries

_NOTE = "---\nsupports:\n- solar is cheap\nreweave_edges:\n- {}|supports|2026-03-28\n---\n"


class EdgeProvenance(VaultRule):
    """Report edge entries without their edge.

    Entries are those of `reweave_edges`. The list lacks the edge or holds it under another type, the type is not
    configured, or two entries are the same. An edge that someone removed from its list is not added again; its entry
    can be removed, too.
    """

    name = "edge-provenance"
    kind = ChangeKind.EDGES
    safety = Safety.REPORT
    examples = (
        Example("The list lacks the edge", _NOTE.format("wind is cheap"), _NOTE.format("wind is cheap")),
        Example(
            "The list names the same note in another form",
            _NOTE.format("solar-is-cheap"),
            _NOTE.format("solar-is-cheap"),
            others={"solar is cheap.md": "# solar is cheap\n"},
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each such entry."""
        if PROVENANCE_FIELD not in note.text:
            return
        wrong = list(self.view.disagreements(note.path))
        for _, item in entries(note, (PROVENANCE_FIELD,)):
            for at, (entry, what) in enumerate(wrong):
                if entry == item.value:
                    del wrong[at]
                    yield Proposal(self.name, item.start, what)
                    break

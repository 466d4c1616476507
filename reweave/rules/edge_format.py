"""The rule `edge-format`."""

from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD, parse_provenance
from reweave.rules.base import Example, Proposal, Rule, Safety
from reweave.rules.shared.edge_entries import entries


class EdgeFormat(Rule):
    """Report entries of `reweave_edges` that are not `title|type|YYYY-MM-DD`.

    Such an entry says nothing: the edge that it was to stand for counts as a person's, and `reweave unweave` leaves
    it.
    """

    name = "edge-format"
    kind = ChangeKind.EDGES
    safety = Safety.REPORT
    default = True
    examples = (
        Example(
            "An entry without its date, and one with a day that no calendar has",
            "---\nsupports:\n- solar is cheap\n- wind is cheap\nreweave_edges:\n- solar is cheap|supports\n"
            "- wind is cheap|supports|2026-02-30\n---\n",
            "---\nsupports:\n- solar is cheap\n- wind is cheap\nreweave_edges:\n- solar is cheap|supports\n"
            "- wind is cheap|supports|2026-02-30\n---\n",
        ),
        Example(
            "Entries as they are written, one with a bar in its title",
            "---\nsupports:\n- solar|wind\nreweave_edges:\n- solar\\|wind|supports|2026-03-28\n---\n",
            "---\nsupports:\n- solar|wind\nreweave_edges:\n- solar\\|wind|supports|2026-03-28\n---\n",
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each entry that cannot be read."""
        if PROVENANCE_FIELD not in note.text:
            return
        for _, item in entries(note, (PROVENANCE_FIELD,)):
            if parse_provenance(item.value) is None:
                yield Proposal(self.name, item.start, "not an edge: it must be `title|type|YYYY-MM-DD`")

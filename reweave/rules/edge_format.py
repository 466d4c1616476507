"""Entries of `reweave_edges` that cannot be read."""

from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD, parse_provenance
from reweave.rules.base import Example, Proposal, Rule, Safety
from reweave.rules.shared.edge_entries import entries, shortened


class EdgeFormat(Rule):
    """Report malformed edge entries.

    An entry of `reweave_edges` is `title|type|YYYY-MM-DD`. An edge whose entry is malformed counts as written by hand,
    and `reweave unweave` leaves it.
    """

    name = "edge-format"
    kind = ChangeKind.EDGES
    safety = Safety.REPORT
    passes_simple = True
    examples = (
        Example(
            "An entry without its date, and one with an impossible date",
            "---\nsupports:\n- solar is cheap\n- wind is cheap\nreweave_edges:\n- solar is cheap|supports\n"
            "- wind is cheap|supports|2026-02-30\n---\n",
            "---\nsupports:\n- solar is cheap\n- wind is cheap\nreweave_edges:\n- solar is cheap|supports\n"
            "- wind is cheap|supports|2026-02-30\n---\n",
        ),
        Example(
            "A title with a bar",
            "---\nsupports:\n- solar|wind\nreweave_edges:\n- solar\\|wind|supports|2026-03-28\n---\n",
            "---\nsupports:\n- solar|wind\nreweave_edges:\n- solar\\|wind|supports|2026-03-28\n---\n",
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each malformed entry."""
        if PROVENANCE_FIELD not in note.text:
            return
        for _, item in entries(note, (PROVENANCE_FIELD,)):
            if parse_provenance(item.value) is None:
                yield Proposal(
                    self.name,
                    item.start,
                    f"malformed entry `{shortened(item.value)}`, expected `title|type|YYYY-MM-DD`",
                )

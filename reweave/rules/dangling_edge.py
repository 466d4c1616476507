"""The rule `dangling-edge`."""

from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.rules.base import Example, Proposal, Safety, VaultRule
from reweave.rules.shared.edge_entries import entries

_NOTE = "---\nsupports:\n- solar power is cheap now\n---\n"
_SHOWN = 60


class DanglingEdge(VaultRule):
    """Report an edge whose target is no note, with the note that it probably meant, or that is several notes.

    A note that was renamed leaves such edges behind. Where one note's name is clearly the most like it, that is named;
    nothing is changed, since another note could have been meant.
    """

    name = "dangling-edge"
    kind = ChangeKind.EDGES
    safety = Safety.REPORT
    examples = (
        Example("The target was renamed", _NOTE, _NOTE, others={"solar power is very cheap now.md": "# x\n"}),
        Example("The target is there", _NOTE, _NOTE, others={"solar power is cheap now.md": "# x\n"}),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each name that means no note, or several."""
        for field, item in entries(note, self.view.lists):
            for one in self.view.names(note.path, item.value):
                if len(one.paths) > 1:
                    yield Proposal(self.name, item.start, f"{field} may mean {', '.join(one.paths)}")
                elif not one.paths:
                    nearest = self.view.nearest(one.name)
                    probably = "" if nearest is None else f"; probably `{nearest}`"
                    yield Proposal(self.name, item.start, f"{field} names no note: `{_short(one.name)}`{probably}")


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."

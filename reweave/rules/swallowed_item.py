"""List items that are read as text of the item above."""

from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.tree import Mapping, Scalar, Sequence, replace
from reweave.rules.base import Example, Proposal, Rule, Safety
from reweave.rules.shared.expected import expected_data
from reweave.rules.shared.lines import has_indented_dash
from reweave.rules.shared.mixed_lists import MixedList, mixed_lists


class SwallowedItem(Rule):
    """Split list items joined by a merge.

    Merging two indentations can leave an item deeper than the one above; YAML then reads it as more of that item's
    text: `a - "b"`. Only lists with one scalar per line are fixed, and only if every joined line starts with a dash.
    Unsafe, since someone may have meant that text.
    """

    name = "swallowed-item"
    kind = ChangeKind.REPAIR
    safety = Safety.UNSAFE
    passes_simple = True
    examples = (
        Example(
            "Two items read as text of the first",
            '---\nsupports:\n- claim R\n  - "existing claim"\n  - "claim L"\n---\n',
            '---\nsupports:\n- claim R\n- "existing claim"\n- "claim L"\n---\n',
        ),
        Example(
            "Text over two lines, and a list in a list, are left",
            "---\nsupports:\n- a claim\n  over two lines\nrows:\n-\n  - 1\n---\n",
            "---\nsupports:\n- a claim\n  over two lines\nrows:\n-\n  - 1\n---\n",
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each list with swallowed items."""
        if not isinstance(note.root, Mapping) or note.root.flow or not has_indented_dash(note.text):
            return
        for mixed in mixed_lists(note):
            proposal = self._list(note, note.root, mixed)
            if proposal is not None:
                yield proposal

    def _list(self, note: Note, root: Mapping, mixed: MixedList) -> Proposal | None:
        found = [value for key, value in root.pairs if isinstance(key, Scalar) and key.start == mixed.start]
        value = found[0] if len(found) == 1 else None
        if not isinstance(value, Sequence) or any(not isinstance(item, Scalar) for item in value.items):
            return None
        deep = [line for line in mixed.lines if line.column != mixed.column]
        last = note.text.find("\n", mixed.lines[-1].start)
        if any(mixed.start < comment.start < last for comment in note.comments):
            return None
        if len(value.items) + len(deep) != len(mixed.lines):
            return None
        split = replace(value, items=[line.item for line in mixed.lines])
        message = f"list item of `{mixed.key}` is read as text of the item above"
        edits = tuple(
            note.edit(line.start, line.start + line.column, " " * mixed.column, self.name, message) for line in deep
        )
        return Proposal(self.name, deep[0].start, message, edits, expected_data(note, {value: split}))

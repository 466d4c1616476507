"""Lists whose items have no order of their own."""

from collections.abc import Iterator
from typing import NamedTuple

from reweave.note.changeset import ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.note.tree import Mapping, Scalar, Sequence, replace
from reweave.rules.base import Example, Proposal, Rule
from reweave.rules.shared.expected import expected_data


class SortedItemsOptions(NamedTuple):
    """`keys`: the keys whose lists are sorted."""

    keys: tuple[str, ...] = ("tags",)


class SortedItems(Rule):
    """Sort lists that are sets.

    Items are compared without regard to case, as text; each keeps its quotes, and the lines stay where they are. A list
    with a comment, an anchor, an alias, a block scalar or an item that is not a single value is reported and left.
    """

    name = "sorted-items"
    kind = ChangeKind.CONTENT
    options_type = SortedItemsOptions
    options: SortedItemsOptions
    examples = (
        Example(
            "Tags",
            '---\ntags:\n- wind\n- "energy"\n- Solar\n---\n',
            '---\ntags:\n- "energy"\n- Solar\n- wind\n---\n',
        ),
        Example(
            "A comment belongs to its item", "---\ntags:\n- b # two\n- a\n---\n", "---\ntags:\n- b # two\n- a\n---\n"
        ),
        Example("Other lists", "---\nauthors: [b, a]\n---\n", "---\nauthors: [a, b]\n---\n", {"keys": ("authors",)}),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each list that is not sorted."""
        root = note.root
        if not isinstance(root, Mapping) or root.flow:
            return
        for key, value in root.pairs:
            if not isinstance(key, Scalar) or key.value not in self.options.keys or not isinstance(value, Sequence):
                continue
            items = [item for item in value.items if isinstance(item, Scalar)]
            wanted = sorted(items, key=lambda item: (item.value.casefold(), item.value))
            if [item.value for item in items] == [item.value for item in wanted]:
                continue
            message = f"`{key.value}` is not sorted"
            if len(items) < len(value.items) or not all(map(_is_simple, items)) or _has_comment(note, value):
                yield Proposal(self.name, value.start, f"{message}; it cannot be sorted safely")
                continue
            expected = expected_data(note, {value: replace(value, items=list(wanted))})
            yield Proposal(self.name, value.start, message, tuple(self._edits(note, items, wanted, message)), expected)

    def _edits(self, note: Note, items: list[Scalar], wanted: list[Scalar], message: str) -> Iterator[Edit]:
        """Yield what writes each item in the place of the one that it follows now."""
        for old, new in zip(items, wanted, strict=True):
            if old is not new:
                yield note.edit(old.start, old.end, note.text[new.start : new.end], self.name, message)


def _is_simple(item: Scalar) -> bool:
    return item.anchor is None and item.tag is None and item.style not in ("|", ">") and item.start < item.end


def _has_comment(note: Note, value: Sequence) -> bool:
    first, last = value.start, value.items[-1].end
    line = note.text.find("\n", last)
    return any(first <= comment.start < (line if line != -1 else len(note.text)) for comment in note.comments)

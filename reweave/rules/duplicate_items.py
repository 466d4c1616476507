"""Items that a list holds twice."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reweave.note.changeset import ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.note.signature import signature
from reweave.note.tree import Mapping, Node, Scalar, Sequence, replace
from reweave.rules.base import Example, Proposal, Rule
from reweave.rules.shared.expected import expected_data
from reweave.rules.shared.lines import line_end, line_start

_DASH = re.compile(r"[ ]*-[ \t]+")
_BETWEEN = re.compile(r"\s*,\s*")


class DuplicateItemsOptions(NamedTuple):
    """`fields`: the keys whose lists are looked at; empty means every top-level key."""

    fields: tuple[str, ...] = ()


class DuplicateItems(Rule):
    """Remove duplicate items from lists.

    Looked at are the lists of top-level keys; the first of equal items stays. Items are equal if every reader takes
    them for the same value, whatever their quotes: `12` and `"12"` differ. An item with a comment or an anchor, a block
    scalar, and an item that is not a scalar are reported and left.
    """

    name = "duplicate-items"
    kind = ChangeKind.CONTENT
    loses_text = True
    options_type = DuplicateItemsOptions
    options: DuplicateItemsOptions
    examples = (
        Example(
            "The second item is removed, whatever its quotes",
            '---\nsupports:\n- solar is cheap\n- wind\n- "solar is cheap"\ntags: [a, b, a]\n---\n',
            "---\nsupports:\n- solar is cheap\n- wind\ntags: [a, b]\n---\n",
        ),
        Example(
            "An item with a comment is left; a number is not a string",
            '---\nsupports:\n- solar\n- solar # checked\nweights: [12, "12"]\n---\n',
            '---\nsupports:\n- solar\n- solar # checked\nweights: [12, "12"]\n---\n',
        ),
        Example(
            "Only in configured lists",
            "---\nsupports:\n- a\n- a\nscores: [1, 1]\n---\n",
            "---\nsupports:\n- a\nscores: [1, 1]\n---\n",
            {"fields": ("supports",)},
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each duplicate item; all are carried out together."""
        if not isinstance(note.root, Mapping) or note.root.flow:
            return
        commented = {id(comment.owner) for comment in note.comments}
        found: list[tuple[Node, str, Edit | None]] = []
        removed: dict[Node, Node | None] = {}
        for key, value in note.root.pairs:
            if not isinstance(value, Sequence) or not isinstance(key, Scalar):
                continue
            if self.options.fields and key.value not in self.options.fields:
                continue
            seen: set[object] = set()
            for place, item in enumerate(value.items):
                same = _identity(item)
                if same not in seen:
                    seen.add(same)
                    continue
                message = f"duplicate item in `{key.value}`"
                edit = None
                if isinstance(item, Scalar) and item.anchor is None and id(item) not in commented:
                    edit = self._removal(note, value, place, message)
                if edit is not None:
                    removed[item] = None
                found.append((item, message, edit))
        expected = expected_data(note, removed) if removed else None
        for item, message, edit in found:
            yield Proposal(self.name, item.start, message, (edit,) if edit else (), expected if edit else None)

    def _removal(self, note: Note, value: Sequence, place: int, message: str) -> Edit | None:
        """Return the edit that removes an item, or `None` if other text is on its lines."""
        text, item = note.text, value.items[place]
        if value.flow:
            before = value.items[place - 1].end
            if not _BETWEEN.fullmatch(text, before, item.start):
                return None
            return note.edit(before, item.end, "", self.name, message)
        start, end = line_start(text, item.start), line_end(text, item.end)
        assert isinstance(item, Scalar)
        if item.style in ("|", ">") or not _DASH.fullmatch(text, start, item.start) or text[item.end : end].strip():
            return None
        return note.edit(start, end, "", self.name, message)


def _identity(node: Node) -> object:
    """Return what makes two items the same: value and tags, not the quotes and not the anchor of a scalar."""
    return signature(replace(node, anchor=None) if isinstance(node, Scalar) else node)[0]

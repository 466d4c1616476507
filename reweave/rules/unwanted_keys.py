"""Keys that a note should not have."""

from collections.abc import Iterator
from typing import NamedTuple

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.tree import Alias, Mapping, Node, Scalar, walk
from reweave.rules.base import Example, Proposal, Rule
from reweave.rules.shared.expected import expected_data
from reweave.rules.shared.lines import line_end, line_start


class UnwantedKeysOptions(NamedTuple):
    """`keys`: the top-level keys to remove. `only_empty`: only where they have no value, an empty list or an empty
    text.
    """

    keys: tuple[str, ...] = ()
    only_empty: bool = False


class UnwantedKeys(Rule):
    """Remove keys with their values.

    A key with a comment in its lines, or with an anchor in its value, is reported and left, and so is the last key of a
    note.
    """

    name = "unwanted-keys"
    kind = ChangeKind.CONTENT
    loses_text = True
    options_type = UnwantedKeysOptions
    options: UnwantedKeysOptions
    examples = (
        Example(
            "A key with all of its value",
            "---\ntitle: a\nposition:\n  x: 1\n  y: 2\ntags: [b]\n---\n",
            "---\ntitle: a\ntags: [b]\n---\n",
            {"keys": ("position",)},
        ),
        Example(
            "Only where it is empty",
            "---\ntitle: a\nsource:\nrating: 5\n---\n",
            "---\ntitle: a\nrating: 5\n---\n",
            {"keys": ("source", "rating"), "only_empty": True},
        ),
        Example(
            "A comment",
            "---\ntitle: a\nsource: b # checked\n---\n",
            "---\ntitle: a\nsource: b # checked\n---\n",
            {"keys": ("source",)},
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each key; all are carried out together."""
        root = note.root
        if not isinstance(root, Mapping) or root.flow:
            return
        found = [
            (key, value)
            for key, value in root.pairs
            if isinstance(key, Scalar) and key.value in self.options.keys and self._is_meant(value)
        ]
        gone = [key for key, value in found if _is_free(note, key, value)]
        if len(gone) == len(root.pairs):
            gone = []
        expected = expected_data(note, dict.fromkeys(gone)) if gone else None
        for key, value in found:
            message = f"unwanted key `{key.value}`"
            if key not in gone:
                yield Proposal(self.name, key.start, message)
                continue
            start, end = _lines(note, key, value)
            yield Proposal(self.name, key.start, message, (note.edit(start, end, "", self.name, message),), expected)

    def _is_meant(self, value: Node) -> bool:
        if not self.options.only_empty:
            return True
        if isinstance(value, Scalar):
            return not value.value.strip()
        return not isinstance(value, Alias) and value.start < value.end and len(list(walk(value))) == 1


def _lines(note: Note, key: Node, value: Node) -> tuple[int, int]:
    """Return the span of the lines of a pair."""
    last = max(key.end, value.end)
    end = last if last and note.text[last - 1] == "\n" else line_end(note.text, last)
    return line_start(note.text, key.start), end


def _is_free(note: Note, key: Node, value: Node) -> bool:
    """Return whether a pair can go without anything else."""
    start, end = _lines(note, key, value)
    if any(isinstance(one, Alias) or one.anchor is not None for one in (*walk(key), *walk(value))):
        return False
    return not any(start <= comment.start < end or comment.owner in (key, value) for comment in note.comments)

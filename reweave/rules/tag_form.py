"""Tags that other programs do not read as tags."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from reweave.note.append import AppendError
from reweave.note.changeset import ChangeKind
from reweave.note.implicit_tags import resolve
from reweave.note.note import Note
from reweave.note.plain import Position, is_plain_safe
from reweave.note.replace import restyled, why_fixed
from reweave.note.set_list import set_list
from reweave.note.tree import Mapping, Node, Scalar, Sequence
from reweave.note.verify import ProofError
from reweave.rules.base import Example, Proposal, Rule
from reweave.rules.shared.difference import edit_to
from reweave.rules.shared.expected import expected_data

_COMMA = re.compile(r"\s*[,，、]\s*")
_HASHTAGS = re.compile(r"#[^\s#,，、]+(?:[\s,，、]+#[^\s#,，、]+)+")
"""Tags as they are written in text, one behind the other."""
_JOINS = {"hyphen": "-", "underscore": "_"}


class TagFormOptions(NamedTuple):
    """`keys`: the keys that hold tags. `spaces`: what becomes of the spaces in a tag: `report` leaves them, `hyphen`
    and `underscore` write that instead.
    """

    keys: tuple[str, ...] = ("tags",)
    spaces: Literal["report", "hyphen", "underscore"] = "report"


class TagForm(Rule):
    """Write tags as a list of words.

    A single value becomes a list, and is divided at its commas: `tags: work, home` is one tag to YAML, and no tag to
    Obsidian from version 1.9 on. So are tags that begin with a `#` each. A `#` in front goes: it belongs to tags in the
    text. A tag with a space in it is reported, unless `spaces` says what to write; so is a single value such as
    `work home`, which is one tag to some programs and two to Jekyll, and one with a comment. Values with
    an anchor or a tag of YAML, block scalars, and numbers are left.
    """

    name = "tag-form"
    kind = ChangeKind.CONTENT
    loses_text = True
    options_type = TagFormOptions
    options: TagFormOptions
    examples = (
        Example("A text with commas", "---\ntags: work, home\n---\n", "---\ntags:\n- work\n- home\n---\n"),
        Example(
            "A number sign, and a space",
            '---\ntags:\n- "#idea"\n- my tag\n---\n',
            "---\ntags:\n- idea\n- my tag\n---\n",
        ),
        Example("Hyphens", "---\ntags: [my tag]\n---\n", "---\ntags: [my-tag]\n---\n", {"spaces": "hyphen"}),
        Example("A list of words", "---\ntags: [work, home/garden]\n---\n", "---\ntags: [work, home/garden]\n---\n"),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each value that is no list, and for each tag that is no word."""
        root = note.root
        if not isinstance(root, Mapping) or root.flow:
            return
        for key, value in root.pairs:
            if not isinstance(key, Scalar) or key.value not in self.options.keys:
                continue
            if isinstance(value, Scalar):
                yield from self._value(note, key.value, value)
            elif isinstance(value, Sequence):
                yield from self._items(note, value)

    def _value(self, note: Note, key: str, value: Scalar) -> Iterator[Proposal]:
        text = value.value.strip()
        written = re.split(r"[\s,，、]+", text) if _HASHTAGS.fullmatch(text) else _COMMA.split(text)
        tags = [word for tag in written for word in [self._word(tag)] if word]
        if not tags or why_fixed(value) is not None or _is_no_text(value):
            return
        message = f"`{key}` is `{value.value}`, expected a list"
        has_spaces = len(tags) == 1 and len(tags[0].split()) > 1
        if has_spaces or any(comment.owner is value for comment in note.comments):
            yield Proposal(self.name, value.start, message)
            return
        made = [Scalar(0, 0, tag, "", None, None) for tag in tags]
        expected = expected_data(note, {value: Sequence(value.start, value.end, False, None, None, list(made))})
        try:
            after = set_list(note, key, tags, rule=self.name)
        except (AppendError, ProofError):
            yield Proposal(self.name, value.start, message)
            return
        yield Proposal(self.name, value.start, message, (edit_to(note, after, self.name, message),), expected)

    def _items(self, note: Note, value: Sequence) -> Iterator[Proposal]:
        position = Position.FLOW if value.flow else Position.ITEM
        found: list[tuple[Scalar, str, str]] = []
        changed: dict[Node, Node | None] = {}
        for item in value.items:
            if not isinstance(item, Scalar) or _is_no_text(item) or not item.value.strip():
                continue
            word = self._word(item.value)
            if word != item.value and word and why_fixed(item) is None and not _HASHTAGS.fullmatch(item.value.strip()):
                written, changed[item] = restyled(item, word, position)
                if item.value.startswith("#") and item.style and is_plain_safe(word, position):
                    written, changed[item] = word, Scalar(item.start, item.end, word, "", None, None)
                found.append((item, f"tag `{item.value}`, expected `{word}`", written))
            elif any(char.isspace() for char in word.strip()):
                found.append((item, f"tag `{item.value}` has a space in it", ""))
        expected = expected_data(note, changed) if changed else None
        for item, message, written in found:
            if item in changed:
                edit = note.edit(item.start, item.end, written, self.name, message)
                yield Proposal(self.name, item.start, message, (edit,), expected)
            else:
                yield Proposal(self.name, item.start, message)

    def _word(self, tag: str) -> str:
        word = tag.strip().lstrip("# \t").strip()
        join = _JOINS.get(self.options.spaces)
        return word if join is None else join.join(word.split())


def _is_no_text(node: Scalar) -> bool:
    """Return whether a value is a number, a truth value or nothing to some reader."""
    return not node.style and resolve(node.value) != ("str", "str")

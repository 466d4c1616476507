"""Tags that YAML reads as comments."""

import re
from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.tree import Scalar, walk
from reweave.rules.base import Example, Proposal, Rule, Safety
from reweave.rules.shared.lines import line_start

_NO_TAG = r"(?:true|false|null|yes|no|on|off|TODO|FIXME)\b"
_TAG = re.compile(rf"#(?!{_NO_TAG})(?:[^\W\d]|[0-9a-fA-F]{{6}}\Z)[\w/-]*(?:[ ,]+#[\w/-]+)*[ ]*\Z")
"""One tag or several, or a color. No commented-out value: a path, a number, a truth value."""


class TagComment(Rule):
    """Report tags that are read as comments.

    In `tags: #energy` and `- #energy` the value is empty and the tag is a comment; quoted or without the `#` it is a
    value. Left alone are a comment after a value, one with a space after its `#`, one that holds more than tags
    (`#energy and more`), and what looks like a value that was commented out (`#true`, `#42`, `#/path`).
    """

    name = "tag-comment"
    kind = ChangeKind.CONTENT
    safety = Safety.REPORT
    passes_simple = True
    examples = (
        Example("A tag as an item", "---\ntags:\n- #energy\n---\n", "---\ntags:\n- #energy\n---\n"),
        Example("Quoted", '---\ntags: "#energy" # draft\n---\n', '---\ntags: "#energy" # draft\n---\n'),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one report for each empty value with a comment that looks like a tag."""
        if note.root is None or "#" not in note.text:
            return
        empty = {line_start(note.text, node.start) for node in walk(note.root) if _is_empty(node)}
        for comment in note.comments:
            start = line_start(note.text, comment.start)
            before = note.text[start : comment.start].rstrip()
            if start in empty and before.endswith((":", "-")) and _TAG.match(comment.text.rstrip("\r")):
                yield Proposal(self.name, comment.start, f"`{comment.text}` is a comment, the value is empty; quote it")


def _is_empty(node: object) -> bool:
    return isinstance(node, Scalar) and node.start == node.end

"""Links that YAML reads as nested lists."""

from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.tree import Mapping, Scalar, Sequence, walk
from reweave.rules.base import Example, Proposal, Rule, Safety


class BareLink(Rule):
    """Report links without quotes.

    `up: [[wind]]` is a list in a list to YAML. Quoted (`up: "[[wind]]"`) it is a link to every reader. reweave counts
    both as links, so this changes no edge. A list with more than one item on either level is left alone.
    """

    name = "bare-link"
    kind = ChangeKind.CONTENT
    safety = Safety.REPORT
    examples = (
        Example("A value", "---\nup: [[wind]]\n---\n", "---\nup: [[wind]]\n---\n"),
        Example("Quoted", '---\nup: "[[wind]]"\n---\n', '---\nup: "[[wind]]"\n---\n'),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one report for each value or item that is written as a link."""
        if note.root is None or "[[" not in note.text:
            return
        for node in walk(note.root):
            values = [value for _, value in node.pairs] if isinstance(node, Mapping) else ()
            items = node.items if isinstance(node, Sequence) and not node.flow else ()
            for value in (*values, *items):
                link = note.text[value.start : value.end]
                if _is_nested(value) and link.startswith("[[") and link.endswith("]]") and "\n" not in link:
                    yield Proposal(self.name, value.start, f"unquoted link `{link}` is a nested list; quote it")


def _is_nested(node: object) -> bool:
    inner = node.items[0] if isinstance(node, Sequence) and node.flow and len(node.items) == 1 else None
    return isinstance(inner, Sequence) and len(inner.items) == 1 and isinstance(inner.items[0], Scalar)

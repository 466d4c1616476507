"""Writing other text into scalars of a note, each in the style that it has."""

from collections.abc import Mapping as Table

from reweave.note.apply import Edited
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.note.plain import Position, is_plain_safe
from reweave.note.quoting import double_quoted, single_quoted
from reweave.note.signature import signature
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence, replace


def restyled(node: Scalar, text: str, position: Position) -> tuple[str, Scalar]:
    """Return how a string is written in the style of `node`, and the node that it is read to.

    A plain scalar stays plain where every reader gives the string back, and single quotes stay where they can hold it;
    else it has double quotes.
    """
    if not node.style and is_plain_safe(text, position):
        return text, Scalar(node.start, node.end, text, "", None, None)
    single = single_quoted(text) if node.style == "'" else None
    return single or double_quoted(text), Scalar(node.start, node.end, text, "'" if single else '"', None, None)


def why_fixed(node: Scalar) -> str | None:
    """Return why a scalar cannot be replaced by another text, or `None`."""
    if node.anchor is not None or node.tag is not None:
        return "it has an anchor or a tag"
    return "it is a block scalar" if node.style in ("|", ">") else None


def replace_scalars(
    note: Note, new: Table[Scalar, str], *, rule: str, message: str, source: Table[Scalar, str] | None = None
) -> Edited:
    """Return the edits that write other strings for scalars of a note.

    Each of them is not fixed (see `why_fixed`), or `source` has what is written for it, as for a block scalar.
    Quotes that a scalar had because it needed them go where they are not needed any more; all others stay, and so do
    those of a list that has quotes without need.
    """
    work = _Replacement(note, new, rule, message, source or {})
    root = None if note.root is None else work.made(note.root, Position.VALUE)
    comments = [
        one._replace(owner=work.nodes[id(one.owner)]) if id(one.owner) in work.nodes else one for one in note.comments
    ]
    return Edited(tuple(work.edits), signature(root, comments))


class _Replacement:
    """The nodes of a frontmatter, made anew where a scalar in them is another one."""

    def __init__(
        self, note: Note, new: Table[Scalar, str], rule: str, message: str, source: Table[Scalar, str]
    ) -> None:
        self.note = note
        self.new = {id(node): text for node, text in new.items()}
        self.source = {id(node): text for node, text in source.items()}
        self.rule = rule
        self.message = message
        self.edits: list[Edit] = []
        self.nodes: dict[int, Scalar] = {}

    def made(self, node: Node, position: Position, *, keep_quotes: bool = False) -> Node:
        if isinstance(node, Scalar):
            return self._scalar(node, position, keep_quotes) if id(node) in self.new else node
        if isinstance(node, Alias):
            return node
        if isinstance(node, Sequence):
            inner = Position.FLOW if node.flow else Position.ITEM
            quoted = any(_is_quoted_for_style(item, inner) for item in node.items)
            return replace(node, items=[self.made(item, inner, keep_quotes=quoted) for item in node.items])
        inner = Position.FLOW if node.flow else Position.VALUE
        return Mapping(
            node.start,
            node.end,
            node.flow,
            node.anchor,
            node.tag,
            [(key, self.made(value, inner)) for key, value in node.pairs],
        )

    def _scalar(self, node: Scalar, position: Position, keep_quotes: bool) -> Scalar:
        text = self.new[id(node)]
        no_style = not keep_quotes and not is_plain_safe(node.value, position)
        model = replace(node, style="") if no_style and is_plain_safe(text, position) else node
        written, made = restyled(model, text, position)
        if id(node) in self.source:
            written, made = self.source[id(node)], replace(node, value=text)
        self.edits.append(self.note.edit(node.start, node.end, written, self.rule, self.message))
        self.nodes[id(node)] = made
        return made


def _is_quoted_for_style(node: Node, position: Position) -> bool:
    """Return whether an item has quotes that it does not need."""
    return isinstance(node, Scalar) and node.style in ("'", '"') and is_plain_safe(node.value, position)

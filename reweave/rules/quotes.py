"""The quotes of strings."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from reweave.note.changeset import ChangeKind
from reweave.note.plain import Position, is_plain_safe
from reweave.note.quoting import double_quoted, single_quoted
from reweave.note.tree import Mapping, Node, Scalar, Sequence
from reweave.rules.base import Example, Proposal, Rule

if TYPE_CHECKING:
    from reweave.note.note import Note

Style = Literal["minimal", "double", "single", "keep"]
_CHANGED_BY: dict[Style, tuple[str, ...]] = {
    "minimal": ("'", '"'),
    "double": ("", "'"),
    "single": ("", '"'),
    "keep": (),
}
"""The marks of the scalars that each style rewrites."""


class QuotesOptions(NamedTuple):
    """`items`, `values` and `keys`: the style of list items, of values, and of keys.

    `minimal` removes quotes if every YAML reader then still reads the same string; `double` and `single` give every
    string those quotes, or the others where these need fewer escapes; `keep` changes nothing.
    """

    items: Style = "minimal"
    values: Style = "keep"
    keys: Style = "keep"


class Quotes(Rule):
    """Use one quoting style for strings.

    List items, values and keys have a style each. Quotes are removed only if YAML 1.1 and YAML 1.2 readers of every
    language then read the same string: `"[[x]]"`, `"x: y"`, `"2026-01-01"`, `"yes"` and `"12"` keep theirs. A plain
    scalar that some reader takes for anything but a string (a date, a number, a boolean) is never quoted, since that
    would change it. Block scalars and scalars with an explicit tag are left.
    """

    name = "quotes"
    kind = ChangeKind.LAYOUT
    passes_simple = True
    options_type = QuotesOptions
    options: QuotesOptions
    examples = (
        Example(
            "Items without unnecessary quotes",
            '---\nsupports:\n- "solar is cheap"\n- \'it\'\'s the grid\'\n- "wind: a survey"\n- "2026-01-01"\n---\n',
            '---\nsupports:\n- solar is cheap\n- it\'s the grid\n- "wind: a survey"\n- "2026-01-01"\n---\n',
        ),
        Example(
            "Values keep theirs; flow items need more quotes",
            '---\ndescription: "one sentence"\ntags: ["solar", "a, b", "why?"]\n---\n',
            '---\ndescription: "one sentence"\ntags: [solar, "a, b", "why?"]\n---\n',
        ),
        Example(
            "Double quotes for values; dates and numbers are not strings",
            "---\ntitle: it's here\ncreated: 2026-02-11\nn: 12\nnote: 'so \"they\" say'\nsource: 'a book'\n---\n",
            '---\ntitle: "it\'s here"\ncreated: 2026-02-11\nn: 12\nnote: \'so "they" say\'\nsource: "a book"\n---\n',
            {"values": "double"},
        ),
    )

    def propose(self, note: "Note") -> Iterator[Proposal]:
        """Yield one proposal for each scalar that is written in another style."""
        if note.root is None:
            return
        options = self.options
        items, values, keys = (_CHANGED_BY[style] for style in (options.items, options.values, options.keys))
        if "" not in items + values + keys and '"' not in note.text and "'" not in note.text:
            return
        if "" not in items and not values + keys and _has_no_quoted_item(note.text):
            return
        stack: list[tuple[Node, Position, Style]] = [(note.root, Position.VALUE, "keep")]
        while stack:
            node, position, style = stack.pop()
            if isinstance(node, Scalar):
                if style != "keep" and node.style not in ("|", ">") and node.tag is None:
                    proposal = self._scalar(note, node, position, style)
                    if proposal is not None:
                        yield proposal
            elif isinstance(node, Sequence):
                place, own = Position.FLOW if node.flow else Position.ITEM, options.items
                stack += [
                    (item, place, own)
                    for item in reversed(node.items)
                    if not isinstance(item, Scalar) or item.style in items
                ]
            elif isinstance(node, Mapping):
                flow = node.flow
                for key, value in reversed(node.pairs):
                    if not isinstance(value, Scalar) or value.style in values:
                        stack.append((value, Position.FLOW if flow else Position.VALUE, options.values))
                    if not isinstance(key, Scalar) or key.style in keys:
                        stack.append((key, Position.FLOW_KEY if flow else Position.KEY, options.keys))

    def _scalar(self, note: "Note", node: Scalar, position: Position, style: Style) -> Proposal | None:
        text = note.text
        is_key = position in (Position.KEY, Position.FLOW_KEY)
        scalar = text[node.start : node.end]
        if not scalar.isprintable() and (  # no line ends in it: there is nothing to fold
            re.search(_LINE_ENDS, scalar) or (node.style and _FOLDED_SPACE.search(scalar))
        ):
            return None
        if style == "minimal":
            if not node.style or not is_plain_safe(node.value, position):
                return None
            new, message = node.value, f"unnecessary {_NAMES[node.style]} quotes"
        else:
            if not (node.style or is_plain_safe(node.value, Position.KEY if is_key else Position.VALUE)):
                return None
            written = _quoted(node.value, style)
            if written is None or written[0] == node.style:
                return None
            new, message = written, f"{_WRITTEN[node.style]} string, expected {style} quotes"
        start = node.start
        if node.anchor is not None:
            anchor = _ANCHOR.match(text, start, node.end)
            if anchor is None:  # `&a?b`: where it ends, readers do not agree
                return None
            start = anchor.end()
        if _touches_its_colon(text, start, node.end, position):
            return None
        if ("\t" in text or not text.isascii()) and _is_beside_mark(text, start, node.end, position):
            return None
        return Proposal(self.name, start, message, (note.edit(start, node.end, new, self.name, message),))


_NAMES = {'"': "double", "'": "single"}
_WRITTEN = {'"': "double-quoted", "'": "single-quoted", "": "plain"}
_LINE_ENDS = r"\\\r?\n|[\x85\u2028\u2029]"
"""What readers fold in different ways, and a line that its author ended with a backslash."""
_FOLDED_SPACE = re.compile(r"[^ \t\r\n][ \t]+\r?\n")
"""White space that ends a line in quotes: js-yaml 3, and so gray-matter, keeps it."""

_ANCHOR = re.compile(r"&\S+\s+")
_TAB = re.compile(r"[ ]*\t")
_MARK = r"[\t\x85\u2028\u2029]"
_LINE_END = r"[ \t]*[\x85\u2028\u2029]"


_QUOTED_ITEM = re.compile(r"[-\[,]\s*+[\"']")


def _has_no_quoted_item(text: str) -> bool:
    """Return whether it is certain that no item is in quotes: in front of it is a dash, a bracket or a comma.

    Only comments and properties can be in between.
    """
    return not _QUOTED_ITEM.search(text) and not any(mark in text for mark in "#&!?")


def _quoted(value: str, style: Style) -> str | None:
    """Return a string in the quotes of a style, or in the others where these need fewer escapes (`None`: neither)."""
    double, single = double_quoted(value), single_quoted(value)
    if single is None:
        return double if style == "double" else None
    fewer = min(single, double, key=len) if len(single) != len(double) else None
    return fewer or (double if style == "double" else single)


def _touches_its_colon(text: str, start: int, end: int, position: Position) -> bool:
    """Return whether the scalar is read as it is only because its quotes touch a colon, as in `{"a":"b"}`.

    Or a question mark, as in `{?"a": b}`: to js-yaml 3 both are one text.
    """
    if text[start - 1 : start] == "?":
        return True
    if position is Position.FLOW:
        return text[start - 1 : start] == ":"
    return position is Position.FLOW_KEY and text[end : end + 1] == ":" and not text[end + 1 : end + 2].isspace()


def _is_beside_mark(text: str, start: int, end: int, position: Position) -> bool:
    """Return whether a tab or U+0085, U+2028 or U+2029 separates the scalar from what is around it.

    Behind a tab, py-yaml12 and yaml-rs read nothing without quotes; next to one in a flow collection, js-yaml 5 reads
    nothing in quotes. The others end a line in YAML 1.1 only: to js-yaml 3 they are part of a scalar without quotes.
    """
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if not before.isprintable() and re.search(_MARK, before[len(before.rstrip()) :]):
        return True
    after = text[end : end + 1]
    if after in ("\x85", "\u2028", "\u2029") or (after in (" ", "\t") and re.compile(_LINE_END).match(text, end)):
        return True
    return position in (Position.FLOW, Position.FLOW_KEY) and _TAB.match(text, end) is not None

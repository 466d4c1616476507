"""Values that no YAML reader can start or finish."""

import re
from typing import NamedTuple

from reweave.note.lines import eol_at
from reweave.note.quoting import double_quoted, single_quoted
from reweave.note.reader import read_partly
from reweave.note.surrogates import SURROGATE, SURROGATE_PAIR, paired
from reweave.rules.base import Example
from reweave.rules.shared.lines import is_blank, line_end, lines
from reweave.rules.shared.value_repairs import Place, ValueRepair, quoting

_KEY = r"""(?:"[^"\\\n]++"[ ]*+|'[^'\n]++'[ ]*+|(?:[^\s\-?:,\[\]{}#&*!|>'"%@`]|-[^\s:#])[^:#\n]*+)"""
_LINE = rf"([ ]*+)(-[ ]++)?(?:({_KEY}):[ ]++)?(?=[`@%*&\"'\[{{>|,\]}}?!])"
_NEXT = rf"[ ]*(?:-(?:[ ]|\Z)|(?:-[ ]+)?{_KEY}:(?:\s|\Z))"
_COMMENT = r"[ \t]+#(?P<glued>[^\s#])?"
_ALIAS = re.compile(r"\*[\w-]+")
_ANCHOR = re.compile(r"(?:^|[:\-,\[{])[ ]*&\w", re.MULTILINE)
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);")
_LINK = r"""!?\[\[[^\[\]\n"\\]+\]\]"""
_ONE_LINK = rf"{_LINK}(?=[ ]*(?:[ ]#|\Z))"
_ENTRY = rf"""(?:{_LINK}|"{_LINK}"|'{_LINK}')"""
_LINKS = rf"{_ENTRY}(?:[ ]*+[,;，、；]?+[ ]*+{_ENTRY})+(?:[ ]*+[,;，、；])?(?=[ ]*(?:[ ]#|\Z))"
_BACKSLASHES = r"""\"(?:[^"\\\n]|\\[^"\\\n])+\"(?=[ ]*(?:[ ]#[ ]|\Z))"""
"""A text in double quotes whose backslashes, if it has any, escape neither a quote nor a backslash."""
_CLOSED_KEY = r"""(?:"[^"]*"|'[^']*'|\[[^\]]*\]+|\{[^}]*\}+):(?:\s|\Z)"""
_FLOW_LIST = r"(?m)^[ ]*(?:-[ ]+)?[^\s#:][^:\n]*:[ ]+\[(?!\[)"
_BLOCK_LIST = r"(?m)^([ ]*)[^\s#:\-][^:\n]*:[ ]*\r?\n(?:[ ]*\r?\n)*([ ]*)-[ ]"
_CLOSING = r"[\]},\s]*"


class _Line(NamedTuple):
    """The line `key: value` or `- value`: the columns of its dash (or its key) and of its content, key, and value."""

    indent: int
    column: int
    key: str | None
    place: int
    rest: str


class QuoteWholeValue(ValueRepair):
    """Quote values that YAML cannot read.

    No reader reads `@home`, `%done`, `!größer`, a backtick, `> x`, `, x`, `"x" and y`, `'it's'`, `[x] y`, `*.conf`
    or `*Source: x*` as a value. The text becomes the value exactly as it is, its own quotes included; a comment
    after it remains a comment. A text in double quotes with a backslash that is no escape (`"C:\\data"`) gets
    single ones; JSON's two escapes for one character (`"\\ud83d\\ude00"`) become that character. Links side by side
    (`[[a]], [[b]]` or `[[a]] ![[b|c]]`) become a list of quoted links, in the style of the note's other lists, and
    those in a list item become an item each.

    Only values on one line are changed, followed by a key, a list item or the end. Left are text with a template
    placeholder, a quote or bracket that is unclosed or closes nothing, what may be a list (`"a", "b"`, `[a], [b]`), a
    key (`"a": b`) or an alias (`*a b` in a note with anchors), and a `#` that may be part of the text: `# x` starts a
    comment, `#x` is left.
    """

    name = "quote-whole-value"
    passes_simple = True
    examples = (
        Example(
            "A quoted word and more text, and a handle in a list",
            '---\ntitle: "Storage" and cost # draft\nby:\n- @ada\n---\n',
            '---\ntitle: \'"Storage" and cost\' # draft\nby:\n- "@ada"\n---\n',
        ),
        Example(
            "Links side by side",
            "---\nrelated: [[wind]], [[solar|sun]]\n---\n",
            '---\nrelated: ["[[wind]]", "[[solar|sun]]"]\n---\n',
        ),
        Example(
            "Left if a list may be meant",
            '---\ntags: "wind", "solar"\n---\n',
            '---\ntags: "wind", "solar"\n---\n',
        ),
    )

    def message(self, place: Place) -> str:
        """Return what is wrong with the value."""
        what = "a list item" if place.key is None else f"the value of `{place.key}`"
        if place.text[:1] == '"' and SURROGATE.search(place.text):
            return f"a character written as two escapes in {what}"
        if place.values == (place.text[1:-1],):
            return f"a backslash that is no escape in {what}"
        return f"links side by side in {what}" if len(place.values) > 1 else f"unquoted text in {what}"

    def on_line(self, text: str, start: int) -> Place | None:
        """Return the whole value on a line, where no reader reads it and nothing below continues it."""
        from reweave.note.placeholders import PLACEHOLDER

        line = _line(text, start)
        if line is None or PLACEHOLDER.search(line.rest) or "\ue000" in line.rest or _is_continued(text, start, line):
            return None
        backslashes = re.match(_BACKSLASHES, line.rest)
        if backslashes is not None:
            return _single_quoted(line, backslashes[0])
        links = re.match(_LINKS, line.rest)
        if links is not None:
            return _link_list(text, line, links[0])
        value = _without_comment(line.rest)
        if value is None or not _is_text(value, has_anchors=_ANCHOR.search(text) is not None):
            return None
        return quoting(line.place, value, line.key)


def _line(text: str, start: int) -> _Line | None:
    line = text[start : line_end(text, start)].rstrip()
    head = re.match(_LINE, line)
    if head is None or (head[2] is None and head[3] is None):
        return None
    key = head[3]
    if key is not None:
        key = key.rstrip()
        key = key[1:-1] if key[0] in "\"'" else key
    column = len(head[1]) + len(head[2] or "")
    return _Line(len(head[1]), column, key, start + head.end(), line[head.end() :])


def _is_continued(text: str, start: int, line: _Line) -> bool:
    """Return whether the lines below may belong to the value: only a key, an item or the end ends it for certain."""
    following = next(
        (
            other
            for _, other in lines(text, line_end(text, start))
            if not is_blank(other) and not other.lstrip(" ").startswith("#")
        ),
        None,
    )
    if following is None:
        return False
    deeper = len(following) - len(following.lstrip(" "))
    if re.match(_NEXT, following) is None or deeper > (line.indent if line.key is None else line.column):
        return True
    return line.key is not None and deeper == line.column and following.startswith("-", deeper)


def _without_comment(rest: str) -> str | None:
    """Return the value without the comment behind it; `None` where the `#` may be part of the text."""
    link = re.match(_ONE_LINK, rest)
    if link is not None:
        return link[0]
    comment = re.search(_COMMENT, rest)
    if comment is None:
        return rest
    if comment["glued"] is not None:
        return None
    value = rest[: comment.start()]
    mark = value.removeprefix("!")[0]
    closed = {"[": "]", "{": "}"}.get(mark)
    if closed is not None:
        return value if value.count(mark) == value.count(closed) else None
    if mark not in "`*\"'":
        return value
    complete = mark == "*" or value.count(mark) % 2 == 0 or value.endswith(mark)
    return value if complete and mark not in rest[comment.end() :] else None


def _is_text(value: str, *, has_anchors: bool) -> bool:
    """Return whether a value can only be text: no reader reads it, and it is no list, key or alias in the making.

    An alias may be meant only where the note `has_anchors`, or where there is nothing else.
    """
    reading = read_partly(f"k: {value}\n")
    if reading.problem is None or re.match(_CLOSED_KEY, value):
        return False
    if re.fullmatch(_ONE_LINK, value):
        return True
    if value[0] == "*":
        alias = _ALIAS.match(value)
        return alias is None or "*" in value[1:] or (not has_anchors and alias[0] != value)
    if value[0] == "&":
        return _ENTITY.match(value) is not None
    if value[0] == "?":
        return value[1:2] == " "
    if value[0] == "!" and not value.startswith("!["):
        return not any(mark in value for mark in "[]{}\"'")  # after a tag, they may be a list, a mapping or a string
    if value[0] in "`@%>|,]}!":
        return True
    rest = f"k: {value}"[reading.problem.offset :]
    return _is_closed(reading.events[4:]) and not re.fullmatch(_CLOSING, rest) and not _is_list(value) and _ends(value)


def _is_closed(events: tuple[tuple[str, str], ...]) -> bool:
    """Return whether the first node of the events is among them to its end."""
    depth = 0
    for kind, _ in events:
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        if depth == 0:
            return True
    return False


def _ends(value: str) -> bool:
    """Return whether the brackets that a value starts with are closed in it."""
    closed = {"[": "]", "{": "}"}.get(value[0])
    return closed is None or value.count(value[0]) <= value.count(closed)


def _is_list(value: str) -> bool:
    """Return whether a value reads as a list without its brackets: all its parts are quoted, or lists or mappings."""
    reading = read_partly(f"[{value}]\n")
    if reading.problem is not None:
        return False
    return value[0] in "[{" or all(scalar.style for scalar in reading.scalars.values())


def _single_quoted(line: _Line, rest: str) -> Place | None:
    """Return a text in double quotes for single ones, where a backslash in it is no escape (`"C:\\data"`)."""
    if SURROGATE.search(rest):
        return _with_characters(line, rest)
    written = single_quoted(rest[1:-1])
    if written is None or read_partly(f"k: {rest}\n").problem is None:
        return None
    return Place(line.place, rest, written, line.key, (rest[1:-1],))


def _with_characters(line: _Line, rest: str) -> Place | None:
    """Return a text with a character for each pair of escapes that JSON writes it with."""
    written = SURROGATE_PAIR.sub(paired, rest)
    reading = read_partly(written)
    if reading.problem is not None:
        return None
    (value,) = reading.scalars.values()
    return Place(line.place, rest, written, line.key, (value.value,))


def _link_list(text: str, line: _Line, links: str) -> Place:
    found = tuple(re.findall(_LINK, links))
    quoted = [double_quoted(link) for link in found]
    eol = eol_at(text, line.place)
    if line.key is None:
        items = f"{eol}{' ' * line.indent}- ".join(quoted)
        return Place(line.place, links, items, None, found)
    block = re.search(_BLOCK_LIST, text)
    commented = line.rest[len(links) :].strip()
    if block is None or commented or re.search(_FLOW_LIST, text):
        return Place(line.place, links, f"[{', '.join(quoted)}]", line.key, found, is_list=True)
    indent = " " * (line.column + len(block[2]) - len(block[1]))
    colon = text.rindex(":", 0, line.place) + 1
    written = "".join(f"{eol}{indent}- {link}" for link in quoted)
    return Place(colon, text[colon : line.place] + links, written, line.key, found, is_list=True)

"""List items without a space after the dash."""

import re
from collections.abc import Iterator

from reweave.note.edit import Edit
from reweave.note.lines import column
from reweave.note.note import Note
from reweave.note.quoting import double_quoted
from reweave.note.reader import read_partly
from reweave.note.tree import Mapping, Node, Scalar, Sequence, walk
from reweave.rules.base import Example, Proposal
from reweave.rules.shared.expected import expected_data
from reweave.rules.shared.lines import is_blank, line_end, line_start, lines
from reweave.rules.shared.value_repairs import Place, ValueRepair

_JOINED = re.compile(r"-[^\s-]")
_MAYBE = re.compile(r"^[ ]*-[^\s-]", re.MULTILINE)
_SURELY_ITEM = re.compile(r"-(?:[^\W\d_]|[\"'\[])")
"""How a single item starts that is neither a number nor a sign."""
_LIST_KEY = re.compile(r"(?:[ ]*-[ ]+)*[ ]*[^\s#\-][^\n]*:[ ]*(?:#[^\n]*)?")
_LINK = re.compile(r"\[\[[^\[\]\"\\]+\]\]")
_ITEM = ("StreamStartEvent", "DocumentStartEvent", "SequenceStartEvent", "ScalarEvent", "SequenceEndEvent")
_MESSAGE = "no space after the dash of a list item"


class DashSpace(ValueRepair):
    """Insert missing spaces after dashes.

    Without the space, `-solar` below `tags:` is text and no list item, and two such lines are one text (`-solar
    -wind`); beside real items the note cannot be read. An unquoted link (`-[[wind]]`) is quoted as well.

    Left alone are a value on the line of its key, a single number or sign (`-5`, `->`), and text with a line that does
    not start with a dash. What is not a single text after the dash (`-name: wind`) is only reported.
    """

    name = "dash-space"
    passes_simple = True
    only_repairs = False
    examples = (
        Example(
            "Two items that are read as one text",
            "---\ntype: claim\ntags:\n  -solar\n  -wind\n---\n",
            "---\ntype: claim\ntags:\n  - solar\n  - wind\n---\n",
        ),
        Example(
            "An item beside others",
            "---\nsupports:\n- solar\n-[[wind]]\n---\n",
            '---\nsupports:\n- solar\n- "[[wind]]"\n---\n',
        ),
        Example("A number is left", "---\noffset:\n  -5\n---\n", "---\noffset:\n  -5\n---\n"),
    )

    def message(self, place: Place) -> str:
        """Return what is wrong at a place."""
        return _MESSAGE

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each such text, or for each run of such lines in a note that cannot be read."""
        if _MAYBE.search(note.text) is None:
            return
        if note.root is None:
            yield from super().propose(note)
            return
        for node in walk(note.root):
            for key, value in node.pairs if isinstance(node, Mapping) and not node.flow else ():
                if isinstance(value, Scalar) and _is_list(note.text, key, value):
                    yield self._split(note, value)

    def _split(self, note: Note, value: Scalar) -> Proposal:
        places = [(start, _item(line)) for start, line in _dashes(note.text, value)]
        commented = any(comment.owner is value for comment in note.comments)
        items: list[Node] = []
        edits: list[Edit] = []
        for start, item in places:
            if item is None or commented:
                return Proposal(self.name, value.start, _MESSAGE)
            text, written, scalar = item
            items.append(scalar)
            if text != written:
                edits.append(note.edit(start, start + len(text), written, self.name, _MESSAGE))
        items_list = Sequence(value.start, value.end, False, None, None, items)
        return Proposal(self.name, value.start, _MESSAGE, tuple(edits), expected_data(note, {value: items_list}))

    def on_line(self, text: str, start: int) -> Place | None:
        """Return the first of the joined items that stop the reader at the line at `start`."""
        found = next((line for line in (start, _above(text, start)) if _is_joined(text, line)), None)
        if found is None:
            return None
        above = _above(text, found)
        while above < found and _is_joined(text, above):
            found, above = above, _above(text, above)
        dash = text.index("-", found)
        parent = text[above : line_end(text, above)].rstrip()
        if not (parent.startswith(text[found:dash] + "- ") or _LIST_KEY.fullmatch(parent)):
            return None
        return _run(text, dash, found)


def _is_list(text: str, key: Node, value: Scalar) -> bool:
    """Return whether a value is text below its key of which every line starts with a dash."""
    if value.style or value.anchor or value.tag or "\n" not in text[key.end : value.start]:
        return False
    found = _dashes(text, value)
    indent = column(text, value.start)
    if not found or any(column(text, start) != indent or not line.startswith("-") for start, line in found):
        return False
    if len(found) == 1:
        return _SURELY_ITEM.match(value.value) is not None
    return all(line.startswith("- ") or _JOINED.match(line) for _, line in found)


def _dashes(text: str, value: Scalar) -> list[tuple[int, str]]:
    """Return where each line of a text starts that is not blank, and the line from there on."""
    found = [(value.start, text[value.start : min(value.end, line_end(text, value.start))].rstrip())]
    for start, line in lines(text, line_end(text, value.start), value.end):
        if not is_blank(line):
            found.append((start + len(line) - len(line.lstrip()), line.strip()))
    return found


def _item(line: str) -> tuple[str, str, Scalar] | None:
    """Return the text of an item from its dash on, without its comment, how it has to be written, and what it holds.

    `None` where it would not be one scalar.
    """
    content = line[1:].lstrip(" ")
    if _LINK.fullmatch(content):
        return line, f"- {double_quoted(content)}", Scalar(0, 0, content, '"', None, None)
    written = line if line.startswith("- ") else f"- {line[1:]}"
    reading = read_partly(f"{written}\n")
    scalars = list(reading.scalars.values())
    if reading.problem is not None or tuple(kind for kind, _ in reading.events[:5]) != _ITEM or len(scalars) != 1:
        return None
    scalar = scalars[0]
    if not scalar.value or scalar.anchor or scalar.tag:
        return None
    end = scalar.end - (len(written) - len(line))
    return line[:end], written[: scalar.end], scalar


def _is_joined(text: str, start: int) -> bool:
    line = text[start : line_end(text, start)].lstrip(" ")
    return _JOINED.match(line) is not None


def _run(text: str, dash: int, first: int) -> Place | None:
    """Return the joined items at one column from the one at `dash` on, whose line starts at `first`, as one place.

    One place, since the reader may stop at the next one before it has told of the one above.
    """
    written: list[str] = []
    values: list[str] = []
    end = dash
    for start, line in lines(text, first):
        content = line.strip()
        if not content or content.startswith("#"):
            continue
        if not _JOINED.match(content):
            break
        item = _item(content)
        start += len(line) - len(line.lstrip(" "))
        if item is None or column(text, start) != column(text, dash):
            return None
        written += [text[end:start], item[1]]
        values.append(item[2].value)
        end = start + len(item[0])
    return Place(dash, text[dash:end], "".join(written), None, tuple(values), is_quoted=False)


def _above(text: str, start: int) -> int:
    """Return the start of the nearest line above that is neither blank nor a comment."""
    while start:
        start = line_start(text, start - 1)
        line = text[start : line_end(text, start)].strip()
        if line and not line.startswith("#"):
            break
    return start

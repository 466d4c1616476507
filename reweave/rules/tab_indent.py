"""Tabs in indentation, which YAML does not allow."""

import re
import sys
from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.reader import read_partly
from reweave.note.verify import ProofError, prove_block
from reweave.rules.base import Example, Proposal, Rule, Safety
from reweave.rules.shared.lines import is_blank, line_start, lines

_HEAD = r"[ \t]*(?:-[ \t]+)*"
_WIDTHS = (2, 4, 8)

Events = tuple[tuple[str, str], ...]


class TabIndent(Rule):
    """Replace tabs that indent with spaces.

    Replaced are tabs before the text of a line and after the dash of a list item; a blank line of tabs becomes empty.
    Tabs of two, four and eight columns are tried; if several of these can be read and lead to different data, nothing
    is changed. Tabs inside text are left.
    """

    name = "tab-indent"
    kind = ChangeKind.REPAIR
    safety = Safety.UNSAFE
    passes_simple = True
    repairs = True
    only_repairs = True
    examples = (
        Example(
            "Each tab becomes two spaces",
            "---\nsupports:\n\t- solar\n\t-\twind\nsource:\n\tname: a survey\n---\n",
            "---\nsupports:\n  - solar\n  - wind\nsource:\n  name: a survey\n---\n",
        ),
        Example(
            "Left if the width of the tab matters",
            "---\nsource:\n  name:\n\tpages: 4\n---\n",
            "---\nsource:\n  name:\n\tpages: 4\n---\n",
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each line that is indented with tabs; they are carried out together."""
        if note.problem is None or note.problem.code != "yaml-error" or "\t" not in note.text:
            return
        text = note.text
        stop = line_start(text, min(note.problem.offset, len(text) - 1))
        found = _tabbed(text, stop)
        if not found:
            return
        message = "tab in indentation"
        found, width, seen = _chosen_width(text, found)
        if not width:
            for start, _ in found:
                yield Proposal(self.name, start, message)
            return
        edits = [
            note.edit(start, start + len(head), _spaces(text, start, head, width), self.name, message)
            for start, head in found
        ]

        def proof(before: Note, after: Note) -> None:
            prove_block(before, after, edits)
            _prove(before, after, seen)

        for (start, _), edit in zip(found, edits, strict=True):
            yield Proposal(self.name, start, message, (edit,), proof=proof)


def _tabbed(text: str, stop: int) -> list[tuple[int, str]]:
    """Return start and head of the line at which the reader stops, and of those below it that are like it.

    These are the lines that start with a tab, which is nowhere part of a value, and the lines directly below that are
    indented alike. Further down, a tab after spaces may be the text of a block scalar: if it stops the reader, too,
    it has its turn once the reader comes there.
    """
    found: list[tuple[int, str]] = []
    indentation: str | None = None
    for start, line in lines(text, stop):
        head = _head(line)
        own = head[: len(head) - len(head.lstrip(" \t"))]
        if start == stop:
            indentation = own
        elif own != indentation:
            indentation = None
        if "\t" in head and (start == stop or head.startswith("\t") or indentation is not None):
            found.append((start, head))
        elif start == stop:
            return []
    return found


def _head(line: str) -> str:
    """Return the indentation of a line, with the dashes of items that start on it."""
    found = re.match(_HEAD, line)
    assert found is not None
    return found[0]


def _spaces(text: str, start: int, head: str, width: int) -> str:
    """Return the replacement of a line's head."""
    line = text[start : text.find("\n", start)]
    if is_blank(line):
        return ""
    indentation = head[: len(head) - len(head.lstrip(" \t"))]
    return indentation.replace("\t", " " * width) + head[len(indentation) :].replace("\t", " ")


def _spaced(text: str, found: list[tuple[int, str]], width: int) -> str:
    parts: list[str] = []
    place = 0
    for start, head in found:
        parts += [text[place:start], _spaces(text, start, head, width)]
        place = start + len(head)
    return "".join([*parts, text[place:]])


def _chosen_width(text: str, found: list[tuple[int, str]]) -> tuple[list[tuple[int, str]], int, Events]:
    """Return the lines to fix, the width of a tab, and the events that are read then.

    Another problem further down is left for another rule: only the lines that a reader gets past are fixed. The
    width is 0 where none gets a reader further, or where several get it equally far and lead to different data.
    """
    reached: dict[int, int] = {}
    for width in _WIDTHS:
        problem = read_partly(_spaced(text, found, width)).problem
        reached[width] = sys.maxsize if problem is None else _original(text, found, width, problem.offset)
    furthest = max(reached.values())
    passed = [(start, head) for start, head in found if start + len(head) <= furthest]
    widths = [width for width in _WIDTHS if reached[width] == furthest]
    seen = [read_partly(_spaced(text, passed, width)).events for width in widths]
    if not passed or any(events != seen[0] for events in seen):
        return found, 0, ()
    return passed, widths[0], seen[0]


def _original(text: str, found: list[tuple[int, str]], width: int, offset: int) -> int:
    """Return where an offset into the fixed text is in `text`; inside a fixed head, its start."""
    moved = 0
    for start, head in found:
        if start + moved > offset:
            break
        new = len(_spaces(text, start, head, width))
        if offset < start + moved + new:
            return start
        moved += new - len(head)
    return offset - moved


def _prove(before: Note, after: Note, seen: Events) -> None:
    """Show that only heads of lines changed, from tabs to spaces, and that a reader sees what was expected.

    Raises:
        ProofError: it is not so.
    """
    old, new = before.text.split("\n"), after.text.split("\n")
    if len(old) != len(new):
        raise ProofError("the number of lines would change")
    for line, fixed in zip(old, new, strict=True):
        if line != fixed and (line.lstrip(" \t-") != fixed.lstrip(" -") or "\t" in _head(fixed)):
            raise ProofError("more than a line's indentation would change")
    if read_partly(after.text).events != seen:
        raise ProofError("the width of a tab would change what is read")

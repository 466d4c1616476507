"""Comments in frontmatter that silence rules: `# reweave: ignore[quotes, list-indent]`, or `# reweave: ignore`."""

import re
from typing import NamedTuple

from reweave.note.note import Note

_COMMENT = re.compile(r"(?<!\S)#\s*reweave:\s*ignore(?![\w-])(?:[ \t]*\[([\w,\s-]*)\])?")
_NAME = re.compile(r"[^,\s]+")


class IgnoreComment(NamedTuple):
    """A comment that silences rules; offsets are into the text of its note.

    `names` are the rules that it names, each with its offset; `None` stands for all rules.
    """

    offset: int
    own_line: bool
    names: tuple[tuple[int, str], ...] | None


def ignore_comments(note: Note) -> list[IgnoreComment]:
    """Return the comments of a note that silence rules, in order."""
    if "reweave:" not in note.text or note.problem is not None:
        return []
    found = []
    for comment in note.comments:
        match = _COMMENT.search(note.text, comment.start, comment.end)
        if match is not None:
            inside = None if match[1] is None else _NAME.finditer(note.text, *match.span(1))
            names = None if inside is None else tuple((name.start(), name[0]) for name in inside)
            found.append(IgnoreComment(match.start(), comment.own_line, names))
    return found

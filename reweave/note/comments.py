"""The comments of a frontmatter, and the node that each belongs to."""

from typing import NamedTuple

from reweave.note.tree import Alias, Node, Scalar, walk


class Comment(NamedTuple):
    """A comment: its span (from `#` to the end of the line), and its owner.

    A comment after content belongs to the scalar or alias before it, a comment on a line of its own to the one that
    follows. `owner` is `None` where there is no such leaf (at the head, or at the end of the frontmatter). An empty
    value owns none: parsers disagree about its position.
    """

    start: int
    end: int
    text: str
    own_line: bool
    owner: Scalar | Alias | None


def find_comments(text: str, root: Node | None) -> list[Comment]:
    """Return the comments of `text` in order; `root` is what was read from the same text."""
    if "#" not in text:
        return []
    nodes = [] if root is None else walk(root)
    leaves = [node for node in nodes if isinstance(node, Scalar | Alias) and node.end > node.start]
    found: list[Comment] = []
    place = 0
    before: Scalar | Alias | None = None
    for leaf in leaves:
        _in_gap(text, place, leaf.start, before, leaf, found)
        place, before = leaf.end, leaf
        if isinstance(leaf, Scalar) and leaf.style in ("|", ">"):
            _in_block_header(text, leaf, found)
    _in_gap(text, place, len(text), before, None, found)
    return found


def _in_gap(
    text: str, start: int, end: int, before: Scalar | Alias | None, after: Scalar | Alias | None, found: list[Comment]
) -> None:
    """Find the comments between two leaves, where a `#` after white space can be nothing else."""
    place = text.find("#", start, end)
    while place != -1:
        if place and not text[place - 1].isspace():
            place = text.find("#", place + 1, end)
            continue
        stop = _line_end(text, place)
        own_line = not text[text.rfind("\n", 0, place) + 1 : place].strip()
        found.append(Comment(place, stop, text[place:stop], own_line, after if own_line else before))
        place = text.find("#", stop, end)


def _in_block_header(text: str, leaf: Scalar, found: list[Comment]) -> None:
    """Find the comment after a block scalar's indicator (`| # like this`)."""
    header = leaf.start
    if leaf.anchor is not None or leaf.tag is not None:
        header = _behind_properties(text, leaf.start)
    stop = _line_end(text, header)
    place = text.find("#", header, stop)
    if place != -1 and text[place - 1].isspace():
        found.append(Comment(place, stop, text[place:stop], False, leaf))


def _behind_properties(text: str, place: int) -> int:
    """Return the offset of what follows the anchor and tag at `place`."""
    while text[place] in "&!":
        while not text[place].isspace():
            place += 1
        while text[place].isspace():
            place += 1
    return place


def _line_end(text: str, place: int) -> int:
    """Return the offset after the last character of the line, without its line end and trailing white space."""
    stop = text.find("\n", place)
    stop = len(text) if stop == -1 else stop
    return place + len(text[place:stop].rstrip())

"""Reading a frontmatter whose placeholders keep it from being YAML, with masks in their places."""

from reweave.note.limits import Limits
from reweave.note.placeholders import (
    lines_in_blocks,
    lines_in_scalars,
    mask,
    mask_lines,
    placeholder_lines,
    unmask,
    without_statements,
)
from reweave.note.reader import read_partly, read_tree
from reweave.note.tree import Node
from reweave.note.unreadable import UnreadableError

Reading = tuple[str, Node | None]
"""A masked text, and its nodes."""


def read_masked(text: str, limits: Limits) -> tuple[str, Node] | None:
    """Return `text` with its placeholders masked, and its nodes with the placeholders put back into the values.

    `None` where there are none, or where they cannot be put back.

    Raises:
        UnreadableError: something else is wrong.
    """
    masked = mask(text)
    if masked is None:
        return None
    found, root = _read(text, masked, limits)
    if root is None or not unmask(root, text, found):
        return None
    return found, root


def furthest_mask(text: str) -> str:
    """Return `text` with the masks with which a reader gets furthest. For repairs of what cannot be read at all."""
    masked = mask(text)
    if masked is None:
        return text
    ways = (masked, mask_lines(text), mask_lines(without_statements(text)))
    return max(ways, key=lambda way: len(text) + 1 if (problem := read_partly(way).problem) is None else problem.offset)


def _read(text: str, masked: str, limits: Limits) -> Reading:
    problems: list[UnreadableError] = []
    try:
        return masked, read_tree(masked, limits)
    except UnreadableError as error:
        problems.append(error)
    for way in (_read_lines, _read_blank_lines, _read_without_statements):
        try:
            return way(text, limits)
        except UnreadableError as error:
            problems.append(error)
    raise max(problems, key=lambda problem: problem.offset)


def _read_lines(text: str, limits: Limits) -> Reading:
    """Read lines of placeholders as comments, but for those that continue a scalar."""
    masked = mask_lines(text)
    masked = mask_lines(text, lines_in_scalars(read_tree(masked, limits), masked))
    return masked, read_tree(masked, limits)


def _read_blank_lines(text: str, limits: Limits) -> Reading:
    """Read lines of placeholders as blank lines where they are in a block scalar."""
    lines = placeholder_lines(text)
    inside = lines_in_blocks(read_tree(mask_lines(text, blank=lines), limits), lines)
    masked = mask_lines(text, blank=inside)
    return masked, read_tree(masked, limits)


def _read_without_statements(text: str, limits: Limits) -> Reading:
    masked = mask_lines(without_statements(text))
    return masked, read_tree(masked, limits)

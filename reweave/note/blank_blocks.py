"""Block scalars that hold blank lines only, and the comments below them, which some readers take for their text.

    key: |
          (spaces)
      # a comment, or the text

libyaml takes the deepest of the blank lines for the indentation of the text, so that what is not as deep is a comment;
the npm package yaml takes that of the first line that is not blank.
"""

import re

from reweave.note.tree import Node, Scalar, walk

_BLANK_BLOCK = re.compile(
    r"""(?:[&!]\S*\s+)*
    [|>][-+]?[ \t]*(?:\#[^\n]*|\r)?\n
    (?=(?:[ \t]*\r?\n)*[ ]+\r?\n)
    (?:[ \t]*\r?\n)+
    [ ]+\#[^\n]*\n?
    (?:[ \t]*(?:\#[^\n]*|\r)?\n)*""",
    re.VERBOSE,
)


def blank_blocks(text: str, root: Node | None) -> list[tuple[int, int]]:
    """Return the spans of such scalars, each with all blank lines and comments below it, in order."""
    if "#" not in text or not ("|" in text or ">" in text):
        return []
    scalars = [node for node in walk(root) if isinstance(node, Scalar)] if root is not None else []
    found = [_BLANK_BLOCK.match(text, node.start) for node in scalars if node.style in ("|", ">")]
    return [block.span() for block in found if block is not None]

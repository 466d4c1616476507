"""Changed bytes as the text edits of an editor."""

import re
from collections.abc import Iterator

from lsprotocol.types import TextEdit

from reweave.lsp.text_map import TextMap
from reweave.output.line_diff import hunks

_LINE = re.compile("\n")


def text_edits(before: TextMap, source: bytes, after: bytes) -> Iterator[TextEdit]:
    """Yield what makes `after` of a text, whose bytes are `source`, by whole lines."""
    text = before.text
    starts = [0, *(found.end() for found in _LINE.finditer(text)), len(text)]
    for hunk in hunks(source, after, context=0):
        for block in hunk.blocks:
            first, last = hunk.old_line + block.old_start, hunk.old_line + block.old_end
            new = b"".join(hunk.new[block.new_start : block.new_end]).decode(errors="replace")
            yield TextEdit(before.range(starts[first], starts[last]), new)

"""Finding the frontmatter block: which bytes of a note are YAML, and where its fences are."""

import re
from enum import StrEnum
from typing import NamedTuple

BOM = b"\xef\xbb\xbf"

_OPEN = re.compile(rb"---[ \t]*(\r?\n)")
# With the end of the line above: a known character is looked for many times faster than the start of a line.
_CLOSE = re.compile(rb"\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
# Nothing here gives back what it took: a heading of thirty words after a thematic break must not take for ever.
_KEY = re.compile(rb"\s*+(?:#[^\n]*+\n\s*+)*+[^\s#:\[\]{}-][^\n:]*+:(?:\s|\Z)")


class Form(StrEnum):
    """The kind of frontmatter at the head of a note."""

    YAML = "yaml"
    UNCLOSED = "unclosed"
    TOML = "toml"
    JSON = "json"
    NONE = "none"


class FrontmatterBlock(NamedTuple):
    """Where the head of a note is; all figures are byte offsets into the file.

    For `Form.YAML`, `[start, end)` is the text between the fence lines and `body` the first byte after the closing
    fence line. For `Form.UNCLOSED`, `start` is known and `end` and `body` are the end of the file. For every other
    form the three are where the body starts. `eol` is the line end of the opening fence.
    """

    form: Form
    start: int
    end: int
    body: int
    eol: bytes = b"\n"


def find_block(data: bytes) -> FrontmatterBlock:
    """Find the frontmatter of a note: `---` as its first line (after an optional BOM), to the next `---` or `...`.

    A first `---` line without a closing one is an unclosed fence only where a `key:` follows it; otherwise it is a
    thematic break of the body. TOML (`+++`) and JSON (`{`) heads are told apart and never read further.
    """
    head = len(BOM) if data.startswith(BOM) else 0
    opening = _OPEN.match(data, head)
    if opening is None:
        if re.compile(rb"\+\+\+[ \t]*\r?\n").match(data, head):
            return FrontmatterBlock(Form.TOML, head, head, head)
        if re.compile(rb"(?:;;;[ \t]*\r?\n|\{\s*(?:\"|\}))").match(data, head):
            return FrontmatterBlock(Form.JSON, head, head, head)
        return FrontmatterBlock(Form.NONE, head, head, head)
    start = opening.end()
    closing = _CLOSE.search(data, start - 1)
    if closing is not None:
        return FrontmatterBlock(Form.YAML, start, closing.start() + 1, closing.end(), opening[1])
    if _KEY.match(data, start):
        return FrontmatterBlock(Form.UNCLOSED, start, len(data), len(data), opening[1])
    return FrontmatterBlock(Form.NONE, head, head, head)

"""Lines of a frontmatter's text, by offset. A line ends after its `\\n`; `\\r\\n` is one line end."""

import re
from collections.abc import Iterator

_BLANK = re.compile(r"[ \t\r]*")
_INDENTED_DASH = re.compile(r"\n +-")


def line_start(text: str, offset: int) -> int:
    """Return where the line that holds `offset` starts."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Return the offset after the line that holds `offset`, its line end included."""
    return text.find("\n", offset) + 1 or len(text)


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, str]]:
    """Yield start and content (without its line end) of each line that starts in [start, end)."""
    end = len(text) if end is None else end
    while start < end:
        stop = line_end(text, start)
        yield start, text[start:stop].removesuffix("\n").removesuffix("\r")
        start = stop


def is_blank(line: str) -> bool:
    """Return whether a line holds nothing but white space."""
    return _BLANK.fullmatch(line) is not None


def has_indented_dash(text: str) -> bool:
    """Return whether a line below the first is indented and starts with a dash: most notes' lists are not."""
    return _INDENTED_DASH.search(text) is not None

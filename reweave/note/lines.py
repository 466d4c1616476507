"""Lines and columns of a frontmatter's text."""

from reweave.note.tree import Sequence


def column(text: str, offset: int) -> int:
    """Return the number of characters before `offset` on its line."""
    return offset - text.rfind("\n", 0, offset) - 1


def indentation(text: str, start: int) -> int:
    """Return the number of spaces at `start`."""
    stop = start
    while text.startswith(" ", stop):
        stop += 1
    return stop - start


def behind_line(text: str, offset: int) -> int:
    """Return the start of the first line that begins at `offset` or after it."""
    if offset == 0 or text[offset - 1] == "\n":
        return offset
    return text.find("\n", offset) + 1 or len(text)


def first_dash(text: str, value: Sequence) -> int | None:
    """Return where a block list's first dash is: after an anchor or a tag, it is not where the list starts."""
    if text.startswith("-", value.start):
        return value.start
    start = text.find("\n", value.start) + 1
    while start:
        stop = start + indentation(text, start)
        if text.startswith("-", stop):
            return stop
        if text[stop : stop + 1] not in ("#", "\n", "\r"):
            return None
        start = text.find("\n", stop) + 1
    return None


def eol_at(text: str, offset: int) -> str:
    """Return the line end of the line of `offset`; a line feed where it has none."""
    end = text.find("\n", offset)
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"

"""Whether a stream is a terminal, and colour on it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TextIO


class Style(StrEnum):
    """The colours in use (SGR parameters)."""

    BOLD = "1"
    RED = "31"
    GREEN = "32"
    YELLOW = "33"
    CYAN = "36"


def is_terminal(stream: TextIO) -> bool:
    """Return whether `stream` is an open terminal."""
    return not stream.closed and stream.isatty()


def wants_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Return whether to colour what goes to `stream`.

    `NO_COLOR` says no, else `FORCE_COLOR` or `CLICOLOR_FORCE` (not 0) says yes, also in a pipe (none counts if empty);
    without them a terminal is coloured unless it is `TERM=dumb`.
    """
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR") or environ.get("CLICOLOR_FORCE", "0") not in {"", "0"}:
        return not stream.closed
    return is_terminal(stream) and environ.get("TERM") != "dumb"


def paint(text: str, style: Style, *, colour: bool = True) -> str:
    """Return `text` (already escaped) in a colour, or as it is."""
    return f"\x1b[{style}m{text}\x1b[0m" if colour and text else text

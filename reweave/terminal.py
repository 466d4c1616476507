"""Making file names and file content harmless on a terminal, and deciding about colour."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TextIO

_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
_INVISIBLE = (
    r"\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    r"\ud800-\udfff\U000e0000-\U000e007f"
)
# Compiled when first used: a command writes to a terminal or to a pipe, and each takes a good while.
_CONTROLS = f"[{_CONTROL}]"
_UNSAFE = f"[{_CONTROL}{_INVISIBLE}]"
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


class Style(StrEnum):
    """The colours in use (SGR parameters)."""

    BOLD = "1"
    RED = "31"
    GREEN = "32"
    YELLOW = "33"
    CYAN = "36"


def escape(text: str, *, keep: str = "") -> str:
    r"""Return `text` as a terminal may show it: what could steer it, reorder it or hide in it in a visible form.

    These are control characters (`\x1b`, `\u0085`), line and paragraph separators, everything that sets the writing
    direction, characters without width, tags, and bytes that are not UTF-8 (`\xff`). Kept are the joiners U+200C and
    U+200D, which Persian, Indic scripts and emoji need, and the characters of `keep`.
    """
    return re.sub(_UNSAFE, lambda found: found[0] if found[0] in keep else _visible(found[0]), text)


def one_line(text: str, *, keep: str = "") -> str:
    """Return `text` for a pipe: control characters and whatever may end a line in a visible form, all else as it is."""
    return re.sub(_CONTROLS, lambda found: found[0] if found[0] in keep else _visible(found[0]), text)


def _visible(character: str) -> str:
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if code < 0x80:
        return f"\\x{code:02x}"
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def is_terminal(stream: TextIO) -> bool:
    """Return whether a person looks at `stream`."""
    return not stream.closed and stream.isatty()


def wants_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Return whether to colour what goes to `stream`: a terminal, not `TERM=dumb`, and no `NO_COLOR` (if not empty)."""
    return is_terminal(stream) and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def paint(text: str, style: Style, *, colour: bool = True) -> str:
    """Return `text` (already escaped) in a colour, or as it is."""
    return f"\x1b[{style}m{text}\x1b[0m" if colour and text else text

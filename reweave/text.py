"""Escaping hostile text (file names, titles, what git said), quoting it, and counting in words."""

import re
from collections.abc import Sequence

_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
_INVISIBLE = (
    r"\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff"
    r"\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_ENDS_LINE = f"[{_CONTROL}]"
_UNSAFE = f"[{_CONTROL}{_INVISIBLE}]"
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def escape(text: str, *, keep: str = "") -> str:
    r"""Return `text` on one line, with everything that could steer a terminal or deceive a reader made visible.

    Escaped are control characters (`\x1b`, `\u009b`), line and paragraph separators, bidirectional controls, zero-width
    and tag characters, and bytes that are not UTF-8 (`\xff`). U+200C and U+200D stay, since Persian, Indic scripts and
    emoji need them, and so do the characters of `keep`.
    """
    return _escaped(_UNSAFE, text, keep)


def one_line(text: str, *, keep: str = "") -> str:
    """Escape only control characters and line separators, in the same form: for pipes, where names stay names."""
    return _escaped(_ENDS_LINE, text, keep)


def printable(text: str) -> str:
    """Return `text` as it is where nothing in it needs escaping, else escaped and in double quotes.

    Different texts give different results, so that a list of names can be told apart.
    """
    if not text or (text[0] != '"' and text.strip() == text and escape(text) == text):
        return text
    return '"' + escape(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def quoted(text: str, most: int = 200) -> str:
    """Return what a user or a file gave in single quotes and escaped, for a message; cut after `most` characters."""
    shown = text if len(text) <= most else text[:most] + "..."
    return f"'{escape(shown)}'"


def count_of(count: int, noun: str, plural: str | None = None) -> str:
    """Return `count` things in words: "1 note", "1,200 notes"; `plural` where it is not the noun with an s."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def few(names: Sequence[str], most: int) -> str:
    """Return names (at least two) as a list in words: "a and b", or "a, b and 7 more" from more than `most` on."""
    shown = [*names] if len(names) <= most else [*names[:most], f"{len(names) - most:,} more"]
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def _escaped(unsafe: str, text: str, keep: str) -> str:
    # All that is unsafe is unprintable, and most text is neither: then nothing needs to be compiled.
    if text.isprintable():
        return text
    return re.sub(unsafe, lambda match: match[0] if match[0] in keep else _visible(match[0]), text)


def _visible(character: str) -> str:
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if code < 0x80:
        return f"\\x{code:02x}"
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

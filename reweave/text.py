"""Hostile text (file names, subjects, what git said) made safe for one line of a message or a terminal."""

import unicodedata

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def printable(text: str) -> str:
    r"""Return `text` on one line, with nothing in it that a terminal obeys, a reader cannot see, or UTF-8 cannot hold.

    Plain text comes back as it is. Otherwise it is put in double quotes with `\n`-like escapes, so that no two
    texts look the same; a byte that was not UTF-8 (a surrogate escape) shows as `\xNN`.
    """
    if not text or (text.strip() == text and not any(map(_unsafe, text)) and text[0] != '"'):
        return text
    return '"' + "".join(map(_shown, text)) + '"'


def _unsafe(char: str) -> bool:
    return (char >= "\x7f" and unicodedata.category(char) in _UNSAFE) or char < " "


def _shown(char: str) -> str:
    if char in '\\"':
        return "\\" + char
    if not _unsafe(char):
        return char
    named = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char)
    if named is not None:
        return named
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def count_of(count: int, noun: str) -> str:
    """Return a number of things, in words."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"

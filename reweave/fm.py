"""Writing frontmatter from Python so that every YAML reader gives back what was written.

The functions need the standard library alone, and this file is a whole: `reweave code vendor FILE` copies it as it is.
Each takes values as Python has them and returns text; how that is styled is said by arguments.

    lines = ["---", f"title: {quoted(title)}", f"tags: {flow(tags)}", *list_lines("supports", claims), "---"]
    note = block({"title": title, "tags": tags}) + body

When a string can stand without quotes was derived from how eleven readers (YAML 1.1 and 1.2; Python, JavaScript, Rust,
libyaml) read 446 tricky strings; the rules are stricter than any one of them.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable, Mapping

__all__ = ["block", "dump", "flow", "list_item", "list_lines", "plain", "quoted"]

# Not printable, or not on one line. U+FEFF is a BOM to some readers.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# An indicator in front; `-`, `?` and `:` only where white space or nothing follows.
_INDICATOR = re.compile(r"[,\[\]{}#&*!|>'\"%@`]|[-?:](?:\s|\Z)")
_INSIDE = re.compile(r":(?:\s|\Z)|\s#|::\Z")
_NOT_A_STRING = re.compile(
    r"""(?:
        ~ | = | <<
      | null | true | false | yes | no | on | off | y | n
      | [-+]? \.(?:inf|nan)
      | [-+]? (?:\d+(?:\.\d*)? | \.\d*) (?:e[-+]?\d*)?
      | e\d+
      | [-+]? 0x[0-9a-f]* | [-+]? 0o?[0-9]* | [-+]? 0b[0-9]*
      | [-+]? \d+ (?::[0-9]{1,2})+ (?:\.\d*)?
      | \d{4}-\d{1,2}-\d{1,2} (?:(?:t|\s+) \d{1,2}:.*)?
    )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
# In flow style, the libyaml that ruamel.yaml brings along takes no colon at all (`[http://a.b]`).
_FLOW = re.compile(r"[,\[\]{}?:]|\s-\Z")
_LONGEST_KEY = 512
"""An implicit key ends within 1,024 characters (YAML 1.2, 7.4.2); half of that leaves room for any encoding."""

_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\0": "\\0",
    "\a": "\\a",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\v": "\\v",
    "\f": "\\f",
    "\r": "\\r",
    "\x1b": "\\e",
}
_TO_ESCAPE = r'[\\"]|' + _UNPRINTABLE.pattern  # compiled when first used: most programs quote little


def quoted(value: object, *, single: bool = False) -> str:
    """Return a value's text in quotes: double ones, or with `single` single ones wherever those can hold it.

    >>> quoted('say "when"')
    '"say \\\\"when\\\\""'
    """
    text = f"{value}"
    # A tab is read back everywhere, and stays as a program would have written it.
    parts = text.split("\t")
    if single and all(single_quoted(part) is not None for part in parts):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "\t".join(double_quoted(part)[1:-1] for part in parts) + '"'


def plain(value: object) -> str:
    """Return a value as it stands behind `key: ` or `- `: text has no quotes where every reader then reads that text.

    Numbers, dates, truth values and `None` stay what they are; a list is written in brackets, a mapping in braces.

    >>> plain("solar is cheap"), plain("wind: a survey"), plain(3), plain("3")
    ('solar is cheap', '"wind: a survey"', '3', '"3"')
    """
    return _inline(value, "value", False)


def flow(items: Iterable[object], *, quote: bool = False) -> str:
    """Return a list in brackets, its texts without quotes where that is safe; with `quote` each text has quotes.

    >>> flow(["solar", "a, b", "yes"])
    '[solar, "a, b", "yes"]'
    """
    if isinstance(items, Mapping):
        raise TypeError("flow() takes the items of a list, not a mapping")
    return "[" + ", ".join(_inline(item, "flow", quote) for item in items) + "]"


def list_item(value: object, *, indent: int = 0, quote: bool = False) -> str:
    """Return one line of a list, without its line end.

    >>> list_item("it's the grid"), list_item("a: b", indent=2)
    ("- it's the grid", '  - "a: b"')
    """
    return " " * indent + "- " + _inline(value, "item", quote)


def list_lines(key: str, items: Iterable[object], *, indent: int = 0, quote: bool = False) -> list[str]:
    """Return the lines of a key and its list, without line ends; a list without items is `key: []`.

    >>> list_lines("supports", ["solar is cheap", "12"])
    ['supports:', '- solar is cheap', '- "12"']
    """
    lines = [list_item(item, indent=indent, quote=quote) for item in items]
    return [_key(key) + ":", *lines] if lines else [_key(key) + ": []"]


def dump(mapping: Mapping[str, object], *, indent: int = 0, quote: bool = False) -> str:
    """Return a mapping as YAML lines in its own order, each ended by a line feed, without fences.

    `indent` is the number of columns between a key and the dashes of its list. With `quote` each text has quotes.
    Mappings and lists nest; text of several lines is written on one, with escapes.

    Raises:
        TypeError: a value is nothing that YAML has (a set, bytes, an object of your own).
    """
    return "".join(line + "\n" for line in _mapping_lines(mapping, indent, quote))


def block(mapping: Mapping[str, object], *, indent: int = 0, quote: bool = False) -> str:
    """Return a mapping as a whole frontmatter block, with its fences; arguments and errors are those of `dump`.

    >>> block({"title": "it's cheap", "created": datetime.date(2026, 2, 11), "tags": ["solar"]})
    "---\\ntitle: it's cheap\\ncreated: 2026-02-11\\ntags:\\n- solar\\n---\\n"
    """
    return "---\n" + dump(mapping, indent=indent, quote=quote) + "---\n"


def is_plain_safe(text: str, position: str = "value") -> bool:
    """Return whether every reader takes `text`, written plain at `position`, for the string `text`.

    `position` is `value`, `item`, `flow`, `key` or `flow-key`.
    """
    if not text or text.strip() != text or _UNPRINTABLE.search(text):
        return False
    if _INDICATOR.match(text) or _INSIDE.search(text):
        return False
    if text[0] in "0123456789+-._=~<eEnNtTfFyYoO" and _NOT_A_STRING.fullmatch(text.replace("_", "") or "0"):
        return False
    if position in ("flow", "flow-key") and _FLOW.search(text):
        return False
    if position in ("key", "flow-key"):
        return len(text) <= _LONGEST_KEY and not text.startswith(("---", "...", "?"))
    return True


def double_quoted(text: str) -> str:
    """Return `text` as a double-quoted scalar on one line; what is not printable is escaped."""
    return '"' + re.sub(_TO_ESCAPE, _escape, text) + '"'


def single_quoted(text: str) -> str | None:
    """Return `text` as a single-quoted scalar on one line, or `None` where it holds what only an escape can write."""
    if _UNPRINTABLE.search(text):
        return None
    return "'" + text.replace("'", "''") + "'"


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    return _ESCAPES.get(char) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _inline(value: object, position: str, quote: bool) -> str:
    """Return a value on one line."""
    if isinstance(value, Mapping):
        pairs = (f"{_key(key, 'flow-key')}: {_inline(one, 'flow', quote)}" for key, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return flow(value, quote=quote)
    known = _not_text(value)
    if known is not None:
        return known
    if isinstance(value, (bytes, bytearray, set, frozenset)):
        raise TypeError(f"frontmatter has no {type(value).__name__}")
    text = f"{value}"
    return text if not quote and is_plain_safe(text, position) else double_quoted(text)


def _not_text(value: object) -> str | None:
    """Return what YAML writes for a value that is no text, or `None` where it is."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, datetime.date)):
        return f"{value}"
    if isinstance(value, float):
        if not math.isfinite(value):
            return ".nan" if value != value else ".inf" if value > 0 else "-.inf"
        digits, exponent, power = repr(value).partition("e")
        # YAML 1.1 takes `1e+16` for text.
        return digits + (".0" if exponent and "." not in digits else "") + exponent + power
    return None


def _key(key: object, position: str = "key") -> str:
    known = _not_text(key)
    if known is not None:
        return known
    text = f"{key}"
    if len(text) > _LONGEST_KEY:
        raise ValueError(f"a key of more than {_LONGEST_KEY} characters")
    return text if is_plain_safe(text, position) else double_quoted(text)


def _mapping_lines(mapping: Mapping[str, object], indent: int, quote: bool) -> Iterable[str]:
    for key, value in mapping.items():
        name = _key(key) + ":"
        if isinstance(value, Mapping) and value:
            yield name
            yield from ("  " + line for line in _mapping_lines(value, indent, quote))
        elif isinstance(value, (list, tuple)) and value:
            yield name
            yield from (" " * indent + line for line in _sequence_lines(value, indent, quote))
        else:
            yield f"{name} {_inline(value, 'value', quote)}"


def _sequence_lines(items: Iterable[object], indent: int, quote: bool) -> Iterable[str]:
    for item in items:
        if isinstance(item, Mapping) and item:
            lines = _mapping_lines(item, indent, quote)
        elif isinstance(item, (list, tuple)) and item:
            lines = _sequence_lines(item, indent, quote)
        else:
            lines = (_inline(item, "item", quote),)
        mark = "- "
        for line in lines:
            yield mark + line
            mark = "  "

"""Write frontmatter that every YAML reader reads back as written.

This file needs only the standard library; `reweave code vendor FILE` copies it as it is. Each function takes Python
values and returns text; arguments choose the style.

    lines = ["---", f"title: {quoted(title)}", f"tags: {flow(tags)}", *list_lines("supports", claims), "---"]
    note = block({"title": title, "tags": tags}) + body

The rules for plain scalars were derived from how fourteen readers (YAML 1.1 and 1.2; Python, JavaScript, Rust, Ruby,
Go, libyaml) read 446 tricky strings; they are stricter than any one of the readers.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import (
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    Mapping,
    Sequence,
    ValuesView,
)

__all__ = ["block", "dump", "flow", "list_item", "list_lines", "plain", "quoted"]

# Not printable, or not on one line.
_CONTROL = r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
_UNPRINTABLE = rf"{_CONTROL}|[\u2028\u2029]"
# YAML 1.1 ends lines at U+2028 and U+2029: in a value between quotes they are then read as they are, but blanks beside
# them go, and a document marker on its own behind them is one.
_BETWEEN_QUOTES = rf"{_CONTROL}|(?<=[ \t])[\u2028\u2029]|[\u2028\u2029](?=[ \t]|(?:---|\.\.\.)[ \t\u2028\u2029])"
# Between brackets the same is so without quotes, but for the ends and a comment.
_BETWEEN_BRACKETS = rf"{_BETWEEN_QUOTES}|\A[\u2028\u2029]|[\u2028\u2029](?:#|(?:---|\.\.\.)?\Z)"
# An indicator in front; `-` and `?` only where white space or nothing follows. Ruby makes a symbol of what follows `:`.
_INDICATOR = re.compile(r"[,\[\]{}#&*!|>'\"%@`:]|[-?](?:[ \t\u2028\u2029]|\Z)")
_INSIDE = re.compile(r":(?:[ \t]|\Z)|[ \t]#|::\Z")
# What any of the readers takes for a number also with underscores or (Ruby) commas anywhere, an exponent alone or no
# digit at all; words in any case of letters and times before our era (as Ruby takes them).
_NOT_A_STRING = re.compile(
    r"""(?:
        ~ | = | <<
      | null | true | false | yes | no | on | off | y | n
      | [-+]? \.inf | \.nan
      | [-+]? [_,]* \d[\d_,]* (?:\.[\d_,]*)? (?:e[-+]?_*\d[\d_]*)?
      | [-+]? \.(?:[\d_][\d_,]*)? (?:e[-+]?\d+)? | [-+]? _* \._*\d[\d_]* (?:e[-+]?_*\d[\d_]*)?
      | [-+]? e[-+]?\d+ | [-+] _+
      | [-+]? 0x[\da-f_,]+ | [-+]? 0o[0-7_,]+ | [-+]? 0b[01_,]+
      | [-+]? \d[\d_,]* (?::[0-5]?\d)+ (?:\.[\d_]*)?
      | -? \d{4}-\d{1,2}-\d{1,2} (?:(?:t|[ \t]+) \d{1,2}:\d{1,2}:\d{1,2} (?:\.\d*)?
        [ \t]* (?:z|[-+]\d{1,2}(?::?\d{2})?:?)?)?
      | -? \d{4}-\d{2}-\d{2} [ t] \d{2}:\d{2} [ ]? (?:z|[-+]\d{1,2}(?::?\d{2})?)?
    )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
# In flow style, the libyaml of 2011, which readers still bring along, takes no colon at all (`[http://a.b]`).
_FLOW = re.compile(r"[,\[\]{}?:]|[ \t]-\Z")
_LONGEST_KEY = 512
"""An implicit key ends within 1,024 characters (YAML 1.2, 7.4.2); half of that leaves room for any encoding."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")

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
# Compiled by `re` when a text is first quoted.
_UNSEEN = rf"{_CONTROL}|[\u2028\u2029]|\ufeff"
_TO_ESCAPE = rf'[\\"]|{_UNSEEN}'
# A tab is read back everywhere, and stays as a program would have written it.
_VALUE_ESCAPE = rf'[\\"]|(?!\t)(?:{_BETWEEN_QUOTES})'
_NOT_SINGLE = rf"(?!\t)(?:{_BETWEEN_QUOTES})"


def quoted(value: object, *, single: bool = False) -> str:
    """Return a value as a double-quoted scalar, or with `single` as a single-quoted one where possible.

    >>> quoted('say "when"')
    '"say \\\\"when\\\\""'
    """
    text = _text(value)
    if single and not re.search(_NOT_SINGLE, text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + re.sub(_VALUE_ESCAPE, _escape, text) + '"'


def plain(value: object) -> str:
    """Return a value to write after `key: ` or `- `, with text unquoted where every reader reads it as that text.

    Numbers, dates, booleans and `None` keep their type; lists and mappings are written in flow style.

    >>> plain("solar is cheap"), plain("wind: a survey"), plain(3), plain("3")
    ('solar is cheap', '"wind: a survey"', '3', '"3"')
    """
    return _inline(value, "value", False)


def flow(items: Iterable[object], *, quote: bool = False) -> str:
    """Return a flow list, with text unquoted where that is safe; with `quote`, all text is quoted.

    Of a mapping, that is the list of its keys.

    >>> flow(["solar", "a, b", "yes"])
    '[solar, "a, b", "yes"]'
    """
    return "[" + ", ".join(_inline(item, "flow", quote) for item in items) + "]"


def list_item(value: object, *, indent: int = 0, quote: bool = False) -> str:
    """Return one line of a block list, without its line end.

    >>> list_item("it's the grid"), list_item("a: b", indent=2)
    ("- it's the grid", '  - "a: b"')
    """
    return " " * indent + "- " + _inline(value, "item", quote)


def list_lines(key: str, items: Iterable[object], *, indent: int = 0, quote: bool = False) -> list[str]:
    """Return the lines of a key and its block list, without line ends; an empty list is `key: []`.

    >>> list_lines("supports", ["solar is cheap", "12"])
    ['supports:', '- solar is cheap', '- "12"']
    """
    lines = [list_item(item, indent=indent, quote=quote) for item in items]
    return [_key(key) + ":", *lines] if lines else [_key(key) + ": []"]


def dump(mapping: Mapping[str, object], *, indent: int = 0, quote: bool = False) -> str:
    """Return a mapping as YAML lines in its own order, each with a line feed, without fences.

    `indent` is the number of spaces before the dashes of lists. With `quote`, all text is quoted.
    Mappings and lists may nest (tuples, ranges, views and iterators are lists, too); multi-line text is written on one
    line, with escapes.

    Raises:
        TypeError: a value has no equivalent in YAML: a set, bytes, an object without `__str__`, or text with half of a
            surrogate pair, which no file in UTF-8 can hold.
    """
    return "".join(line + "\n" for line in _mapping_lines(mapping, indent, quote))


def block(mapping: Mapping[str, object], *, indent: int = 0, quote: bool = False) -> str:
    """Return a mapping as a frontmatter block with fences; arguments and errors are those of `dump`.

    >>> block({"title": "it's cheap", "created": datetime.date(2026, 2, 11), "tags": ["solar"]})
    "---\\ntitle: it's cheap\\ncreated: 2026-02-11\\ntags:\\n- solar\\n---\\n"
    """
    return "---\n" + dump(mapping, indent=indent, quote=quote) + "---\n"


def is_plain_safe(text: str, position: str = "value") -> bool:
    """Return whether every reader reads `text`, unquoted at `position`, as that string.

    `position` is `value`, `item`, `flow`, `key` or `flow-key`.
    """
    # py-yaml12 takes spaces of any kind, if there is nothing else, for no value.
    if not text.strip() or text.strip(" ") != text:
        return False
    if not text.isprintable() and re.search(_BETWEEN_BRACKETS if position == "flow" else _UNPRINTABLE, text):
        return False
    if _INDICATOR.match(text) or _INSIDE.search(text):
        return False
    if text[0] in "0123456789+-._=~<eEnNtTfFyYoO" and _NOT_A_STRING.fullmatch(text):
        return False
    if position in ("flow", "flow-key") and _FLOW.search(text):
        return False
    if position in ("key", "flow-key"):
        # gray-matter takes a note whose lines all start with a space of any kind and `#` for one without frontmatter.
        return len(text) <= _LONGEST_KEY and not text.lstrip().startswith(("---", "...", "?", "#", "\ufeff"))
    return True


def double_quoted(text: str) -> str:
    """Return `text` as a double-quoted scalar on one line; unprintable and invisible characters are escaped."""
    return '"' + re.sub(_TO_ESCAPE, _escape, text) + '"'


def single_quoted(text: str) -> str | None:
    """Return `text` as a single-quoted scalar on one line, or `None` where it needs an escape."""
    if re.search(_UNSEEN, text):
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
    items = _items(value)
    if items is not None:
        return flow(items, quote=quote)
    known = _not_text(value)
    if known is not None:
        return known
    if not _has_text(value):
        raise TypeError(f"frontmatter has no {type(value).__name__}")
    text = _text(value)
    return text if not quote and is_plain_safe(text, position) else double_quoted(text)


def _not_text(value: object) -> str | None:
    """Return the YAML of a value that is not text, or `None` for text."""
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


def _items(value: object) -> list[object] | None:
    """Return the items of a value that is written as a list: anything with items in an order."""
    if isinstance(value, (str, bytes, bytearray, memoryview, Mapping)):
        return None
    return list(value) if isinstance(value, (Sequence, Iterator, KeysView, ValuesView, ItemsView)) else None


def _text(value: object) -> str:
    """Return a value as text.

    Raises:
        TypeError: half of a surrogate pair is in it, which no file in UTF-8 can hold.
    """
    text = f"{value}"
    if not _SURROGATE.search(text):
        return text
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise TypeError(f"half of a surrogate pair in {text!r}") from None


def _has_text(value: object) -> bool:
    """Return whether a value has a text of its own, not just the name of its class."""
    cls = type(value)
    if isinstance(value, (bytes, bytearray, memoryview, set, frozenset)):
        return False
    return cls.__str__ is not object.__str__ or cls.__format__ is not object.__format__


def _key(key: object, position: str = "key") -> str:
    known = _not_text(key)
    if known is not None:
        return known
    if not _has_text(key):
        raise TypeError(f"frontmatter has no {type(key).__name__}")
    text = _text(key)
    if len(text) > _LONGEST_KEY:
        raise ValueError(f"a key of more than {_LONGEST_KEY} characters")
    return text if is_plain_safe(text, position) else double_quoted(text)


def _mapping_lines(mapping: Mapping[str, object], indent: int, quote: bool) -> Iterable[str]:
    for key, value in mapping.items():
        name = _key(key) + ":"
        items = _items(value)
        if isinstance(value, Mapping) and value:
            yield name
            yield from ("  " + line for line in _mapping_lines(value, indent, quote))
        elif items:
            yield name
            yield from (" " * indent + line for line in _sequence_lines(items, indent, quote))
        else:
            yield f"{name} {_inline(value if items is None else items, 'value', quote)}"


def _sequence_lines(sequence: Iterable[object], indent: int, quote: bool) -> Iterable[str]:
    for item in sequence:
        items = _items(item)
        if isinstance(item, Mapping) and item:
            lines = _mapping_lines(item, indent, quote)
        elif items:
            lines = _sequence_lines(items, indent, quote)
        else:
            lines = (_inline(item if items is None else items, "item", quote),)
        mark = "- "
        for line in lines:
            yield mark + line
            mark = "  "

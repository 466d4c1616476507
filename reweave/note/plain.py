"""When a string can be written as a plain scalar: only where every YAML reader gives the same string back.

The rules are stricter than any one reader. They were derived from how eleven readers (YAML 1.1 and 1.2; Python,
JavaScript, Rust, libyaml) read 446 tricky strings; the table stands in the tests.
"""

import re
from enum import StrEnum


class Position(StrEnum):
    """Where a scalar stands; what is safe differs."""

    VALUE = "value"
    ITEM = "item"
    FLOW = "flow"
    KEY = "key"
    FLOW_KEY = "flow-key"


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


def is_plain_safe(text: str, position: Position) -> bool:
    """Return whether every reader takes `text`, written plain at `position`, for the string `text`."""
    if not text or text.strip() != text or _UNPRINTABLE.search(text):
        return False
    if _INDICATOR.match(text) or _INSIDE.search(text):
        return False
    if text[0] in "0123456789+-._=~<eEnNtTfFyYoO" and _NOT_A_STRING.fullmatch(text.replace("_", "") or "0"):
        return False
    if position in (Position.FLOW, Position.FLOW_KEY) and _FLOW.search(text):
        return False
    if position in (Position.KEY, Position.FLOW_KEY):
        return len(text) <= _LONGEST_KEY and not text.startswith(("---", "...", "?"))
    return True

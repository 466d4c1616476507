"""Characters that JSON writes as two escapes (`\\ud83d\\ude00`): JavaScript reads them in YAML, libyaml does not."""

import re

SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
"""The escape of one half of a character."""
SURROGATE_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def paired(pair: re.Match[str]) -> str:
    """Return the character that a match of `SURROGATE_PAIR` is written for."""
    high, low = (int(half, 16) for half in pair.groups())
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))

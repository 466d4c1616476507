"""Frontmatter that is told to be in the default style by one look at its text, without reading it as YAML.

Most notes of a vault that is normalized are like this: keys at the margin, each with one value on its line or a list
of plain items below it. Nothing is assumed about what is not recognized; it is read as any other note.
"""

import re
from collections.abc import Iterable

from reweave.note.block import Form, FrontmatterBlock, find_block
from reweave.note.limits import Limits
from reweave.note.provenance import PROVENANCE_FIELD
from reweave.rules.base import Rule

_CONTROL = r"\x00-\x1f\x7f"
_UNUSUAL = r"[\x80-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufe00-\uffff]"
"""Characters that are looked for once in the whole text: in each class below they would take longer to compile."""
_PLACEHOLDER = r"{}<>"
_CHARACTER = rf"[^{_CONTROL}{_PLACEHOLDER}\\ :#]"
_TEXT = rf"[A-Za-z](?:{_CHARACTER}++|[ :](?={_CHARACTER})|(?<=[^ ])#)*+"
"""A plain scalar on one line: in it, a colon has text after it and a hash has text before it."""
_NUMBER = r"(?:0|[1-9][0-9]{0,8})"
_DATE = r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
_TIME = r"[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_IN_QUOTES = rf"[^{_CONTROL}{_PLACEHOLDER}\\\"]*+"
_IN_SINGLE = rf"[^{_CONTROL}{_PLACEHOLDER}']*+"
_FLOW = r"\[(?:[A-Za-z][\w/-]*+(?:, [A-Za-z][\w/-]*+)*+)?\]"
_VALUE = rf"(?:{_TEXT}|{_DATE}(?:{_TIME})?|{_NUMBER}|\"{_IN_QUOTES}\"|'{_IN_SINGLE}'|(?a:{_FLOW}))"
_ITEM = rf"(?:{_TEXT}|\"\[\[{_IN_QUOTES}\"|'\[\[{_IN_SINGLE}')"
"""An item in quotes is one that needs them: a link."""
_KEY = r"[A-Za-z_](?a:[\w-])*+"
FRONTMATTER = rf"(?:(?!{PROVENANCE_FIELD}:){_KEY}:(?: {_VALUE}\n|\n(?:- {_ITEM}\n)*+))++"
_recognized = re.compile(FRONTMATTER).fullmatch
_has_unusual = re.compile(_UNUSUAL).search
_keys = re.compile(rf"^({_KEY}):", re.MULTILINE).findall


def pass_simple(rules: Iterable[Rule]) -> bool:
    """Return whether none of the rules finds anything in what `is_simple` recognizes."""
    return all(rule.passes_simple and rule.options == rule.options_type() for rule in rules)


def is_simple(source: bytes, limits: Limits, block: FrontmatterBlock | None = None) -> bool:
    """Return whether a note has frontmatter that is recognized, within the limits; `block` is where it is, if known."""
    block = block or find_block(source)
    if block.form is not Form.YAML or len(source) > limits.note_bytes:
        return False
    if block.end - block.start > limits.frontmatter_bytes:
        return False
    try:
        text = source[block.start : block.end].decode()
    except UnicodeDecodeError:
        return False
    if _recognized(text) is None or (not text.isascii() and _has_unusual(text)):
        return False
    keys = _keys(text)
    return len(keys) == len(set(keys)) <= limits.keys

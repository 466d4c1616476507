"""RW110: line ends that escapes leave as they are."""

import ast
from collections.abc import Iterator

from reweave.code.calls import argument
from reweave.code.escapes import escape_of
from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.rules.base import Safety

_NEXT_LINE = "\x85"


class RawLineEnds(CodeRule):
    """Text that is escaped may still hold line ends of YAML.

    Quotes and backslashes are escaped, but YAML 1.1 also ends lines at U+0085, U+2028 and U+2029. Between double quotes
    such a character is read as a blank or a line feed. `json.dumps` leaves it as it is with `ensure_ascii=False`.

    Few texts hold one, so the rule is opt-in. It is only reported: nothing is escaped twice.
    """

    code = "RW110"
    safety = Safety.REPORT
    default = False
    advice = "write the value with `fm.quoted`, which escapes them"
    invalid = (
        Invalid(
            r"""
def note(title):
    safe = title.replace('\\', '\\\\').replace('"', '\\"')
    return f'---\ntitle: "{safe}"\n---\n'
""",
        ),
        Invalid(
            r"""
import json

def note(title):
    return f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n"
""",
        ),
    )
    valid = (
        r"""
def note(title):
    safe = title.replace('\\', '\\\\').replace('"', '\\"').replace('\x85', '\\N')
    return f'---\ntitle: "{safe}"\n---\n'
""",
        r"""
from reweave import fm

def note(title):
    return f'---\ntitle: {fm.quoted(title)}\n---\n'
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for each place where text is escaped, in a file that writes frontmatter."""
        if not any(module.frontmatter(scope) for scope in module.scopes):
            return
        for node, _, dotted in module.calls:
            above = module.source.parents.get(node)
            is_inner = isinstance(above, ast.Attribute) and above.attr == "replace"
            if not is_inner and (_escapes(node) or (dotted == "json.dumps" and _keeps_unicode(node))):
                yield Report(self.code, module.start(node), "U+0085, U+2028 and U+2029 are not escaped")


def _escapes(node: ast.Call) -> bool:
    """Return whether a call is a chain of replacements that escapes quotes or backslashes, and no line end."""
    escape = escape_of(node)
    if escape is None or any(_NEXT_LINE in old for old, _ in escape.pairs):
        return False
    return any(old in ('"', "\\", "'") and old in new and old != new for old, new in escape.pairs)


def _keeps_unicode(node: ast.Call) -> bool:
    kept = argument(node, "ensure_ascii")
    return isinstance(kept, ast.Constant) and kept.value is False

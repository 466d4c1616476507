"""RW404: readers that a byte order mark stops."""

from collections.abc import Iterator

from reweave.code.module import Module
from reweave.code.patterns import patterns
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.rules.fragile_split import NOTE, fence_argument, frontmatter_pattern, has_front, is_elsewhere
from reweave.code.scope import called_name
from reweave.rules.base import Safety

_MESSAGE = "finds no frontmatter in a note with a byte order mark"
_SEEN = (b"utf-8-sig", b"utf_8_sig", b"ufeff", b"BOM_UTF8", b"\xef\xbb\xbf")


class ByteOrderMark(CodeRule):
    """A reader finds no frontmatter in a note that begins with a byte order mark.

    Some editors on Windows still write one, and `startswith("---")` is then false. Read with `encoding="utf-8-sig"`,
    which drops it. Off by default: in most vaults no note has one.
    """

    code = "RW404"
    safety = Safety.REPORT
    advice = 'read with `encoding="utf-8-sig"`'
    default = False
    invalid = (
        Invalid(
            r"""
def has_front(text):
    return text.startswith('---')
""",
        ),
        Invalid(
            r"""
import re

def front(text):
    return re.match(r'^---[ \t]*\r?\n(.*?)^---', text, re.DOTALL | re.M)
""",
        ),
    )
    valid = (
        r"""
def has_front(path):
    return path.read_text(encoding='utf-8-sig').startswith('---')
""",
        r"""
def removed(diff):
    return [line for line in diff.splitlines() if line.startswith('---')]
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for each test and pattern."""
        if any(mark in module.source.data for mark in _SEEN):
            return
        for node, scope, _ in module.calls:
            is_test = called_name(node) == "startswith" and fence_argument(node) is not None
            if is_test and not is_elsewhere(module, scope):
                yield Report(self.code, module.start(node), _MESSAGE)
        for pattern in patterns(module):
            compiled = frontmatter_pattern(pattern)
            if compiled is not None and not has_front(pattern.found(compiled, "\ufeff" + NOTE)):
                yield Report(self.code, module.start(pattern.call), _MESSAGE)

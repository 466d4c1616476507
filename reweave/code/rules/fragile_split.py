"""RW402: fragile ways to split off frontmatter."""

import ast
import re
from collections.abc import Iterator

from reweave.code.module import Module
from reweave.code.patterns import Pattern, patterns
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.scope import Scope
from reweave.rules.base import Safety

_CUTS = frozenset({"split", "partition", "find", "index"})
_CUTS_AND_TESTS = _CUTS | {"startswith"}
_CONTEXT = re.compile(rb"(?i)front|markdown|\.md\b|\bnote|\bpost|vault")
"""YAML and patches have `---` lines too; only files that handle notes are checked."""
_ELSEWHERE = re.compile(rb"(?i)diff|patch\b|hunk|pstree|process|\bpids?\b|\+\+\+")
_ROWS = frozenset({"split", "splitlines", "readlines"})
NOTE = "---\nk: v\n---\nbody\n"
UNCLOSED = "---\nk: v\n"


class FragileSplit(CodeRule):
    """A note is split into frontmatter and body in a way that breaks on some notes.

    `text.split("---")` also splits inside a title that contains `---`, and at a thematic break in the body;
    `startswith("---\\n")` finds no frontmatter in a file with CRLF that is read as bytes; a flag toggled at each `---`
    takes text between two thematic breaks for frontmatter. A fence is a whole line: match `^---[ \\t]*\\r?$`, and stop
    at the second one.

    Functions that speak of diffs or processes are left alone, and files that speak of no notes. RW404 looks for readers
    that a byte order mark stops.
    """

    code = "RW402"
    safety = Safety.REPORT
    advice = "match whole lines (`^---[ \\t]*\\r?$`), and stop at the second fence"
    invalid = (
        Invalid(
            r"""
def front(text):
    return text.split('---')[1]
""",
        ),
        Invalid(
            r"""
def has_front(path):
    return path.read_bytes().decode().startswith('---\n')
""",
        ),
        Invalid(
            r"""
def front(text):
    inside = False
    for line in text.splitlines():
        if line.strip() == '---':
            inside = not inside
        elif inside:
            yield line
""",
        ),
        Invalid(
            r"""
import re

def front(path):
    return re.match(r'^---\n(.*?)\n---\n', path.read_bytes().decode(), re.DOTALL)
""",
        ),
        Invalid(
            r"""
import re

FRONT = re.compile(r'\A\ufeff?---\r?\n(.*)\r?\n---', re.S)
""",
        ),
    )
    valid = (
        r"""
import re

FRONT = re.compile(r'\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$', re.S | re.M)
""",
        r"""
def front(text):
    inside = False
    for line in text.splitlines():
        if line.strip() == '---':
            if inside:
                break
            inside = not inside
        elif inside:
            yield line
""",
        r"""
import re

BEGIN = re.compile(r'^-{3}(\s.*)?')

def is_begin(line, notes):
    return BEGIN.match(line)
""",
        r"""
def table(line):
    return line.split('|')
""",
        r"""
def end(text):
    return text.find('\n---', 3)
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for each split, test and pattern."""
        if _CONTEXT.search(module.source.data) is None:
            return
        source = module.source.data
        # Read as text, lines end with a line feed alone.
        seen_crlf = not any(one in source for one in (b"rb", b"newline=", b"read_bytes", b".decode("))
        for node, scope, _ in module.calls:
            message = _cut(node, seen_crlf)
            if message is not None and not _is_lines(node.func, scope) and not is_elsewhere(module, scope):
                yield Report(self.code, module.start(node), message)
        for scope in module.scopes:
            for one in scope.nodes if module.has_fence(scope) else ():
                if isinstance(one, ast.If) and _toggles(one):
                    yield Report(self.code, module.start(one.test), "every `---` in the body reopens the frontmatter")
        for pattern in patterns(module):
            message = _pattern(pattern, seen_crlf)
            if message is not None:
                yield Report(self.code, module.start(pattern.call), message)


def is_elsewhere(module: Module, scope: Scope) -> bool:
    """Return whether a function speaks of something else that has lines of dashes: a diff, or processes."""
    if isinstance(scope.node, ast.Module):
        return False
    text = module.source.data[module.source.start(scope.node) : module.source.end(scope.node)]
    return _ELSEWHERE.search(text) is not None and _CONTEXT.search(text) is None


def _cut(node: ast.Call, seen_crlf: bool) -> str | None:
    text = fence_argument(node)
    if text is None or not isinstance(node.func, ast.Attribute):
        return None
    if node.func.attr in _CUTS and not text.startswith(("\n", "\r")):
        return "splits at every `---`, also inside a value and in the body"
    if node.func.attr == "startswith" and text == "---\n" and not seen_crlf:
        return "finds no frontmatter in a note with CRLF"
    return None


def fence_argument(node: ast.Call) -> str | None:
    """Return the fence that a text is cut at or tested for; `None` for all other calls."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in _CUTS_AND_TESTS:
        return None
    if not node.args or not isinstance(node.args[0], ast.Constant):
        return None
    text = node.args[0].value
    text = text.decode(errors="replace") if isinstance(text, bytes) else text
    return text if isinstance(text, str) and text.strip("\r\n") == "---" else None


def _pattern(pattern: Pattern, seen_crlf: bool) -> str | None:
    compiled = frontmatter_pattern(pattern)
    if compiled is None:
        return None
    causes = []
    if not seen_crlf and not has_front(pattern.found(compiled, NOTE.replace("\n", "\r\n"))):
        causes.append("CRLF")
    inside = pattern.found(compiled, "---\nk: a --- b\n---\nbody\n")
    if not any("a --- b" in one for one in inside):
        causes.append("`---` inside a value")
    broken = pattern.found(compiled, NOTE + "\n---\n\nmore\n")
    if any("k: v" in one and "body" in one for one in broken[:1]):
        causes.append("`---` in the body")
    return f"breaks on {', '.join(causes)}" if causes else None


def frontmatter_pattern(pattern: Pattern) -> re.Pattern[str] | None:
    """Return a pattern, compiled, that finds the frontmatter of a simple note; `None` for all others.

    One that finds it without a closing fence is matched against single lines.
    """
    compiled = pattern.compiled()
    if compiled is None or "-" not in pattern.text or pattern.use in ("split", "fullmatch"):
        return None
    needs_end = not has_front(pattern.found(compiled, UNCLOSED))
    return compiled if needs_end and has_front(pattern.found(compiled, NOTE)) else None


def _toggles(node: ast.If) -> bool:
    """Return whether every fence toggles a flag (`inside = not inside`)."""
    test = node.test
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.Eq):
        return False
    fence = test.comparators[0]
    if not isinstance(fence, ast.Constant) or fence.value not in ("---", "---\n"):
        return False
    turned = any(
        isinstance(one, ast.Assign)
        and isinstance(one.value, ast.UnaryOp)
        and isinstance(one.value.op, ast.Not)
        and ast.unparse(one.targets[0]) == ast.unparse(one.value.operand)
        for one in node.body
    )
    return turned and not any(isinstance(one, ast.Break | ast.Return) for part in node.body for one in ast.walk(part))


def _is_lines(node: ast.expr, scope: Scope) -> bool:
    """Return whether a method is called on a list of lines, where it compares whole lines."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
        return False
    found = scope.lookup(node.value.id)
    values = [one.value for one in found[1] if not one.element] if found is not None else []
    return any(
        isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr in _ROWS for one in values
    )


def has_front(found: list[str]) -> bool:
    """Return whether the frontmatter was found, without the body."""
    return any(one.strip() == "k: v" for one in found)

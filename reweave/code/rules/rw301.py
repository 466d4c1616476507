"""The rule RW301."""

import ast
import re
from collections.abc import Iterator

from reweave.code.base import CodeRule, Invalid, Report
from reweave.code.emit import literals, read
from reweave.code.module import Module, is_fence_text
from reweave.code.scope import Scope
from reweave.rules.base import Safety

_LINE = re.compile(r"\A\s*(?:---\s*\n\s*)?(?:- |[A-Za-z_][\w -]*:(?:\s|\Z))")
_PATTERN = re.compile(r"---|(?:\^|\\n|\n|\A)\(?[A-Za-z_][\w-]*\)?:")


class SplicedFrontmatter(CodeRule):
    """Lines are put into a note's frontmatter as text.

    A splice knows nothing of the style around it: a list item with two blanks under one without makes a note that no
    reader takes, and a second run adds it again. Let `reweave` write edges, or load the frontmatter, change the data
    and write all of it.
    """

    code = "RW301"
    safety = Safety.REPORT
    invalid = (
        Invalid(
            r"""
def link(text, title):
    end = text.index('---', 3)
    return text[:end] + f'  - "{title}"\n' + text[end:]
""",
        ),
        Invalid(
            r"""
def stamp(text, day):
    return text.replace('---\n', f'---\nreviewed: {day}\n', 1)
""",
        ),
        Invalid(
            r"""
import re

def stamp(text, status):
    if not text.startswith('---'):
        return text
    return re.sub(r'^status: .*$', f'status: {status}', text, flags=re.M)
""",
        ),
        Invalid(
            r"""
def link(text, title):
    lines = text.split('\n')
    end = lines.index('---', 1)
    lines.insert(end, f'- {title}')
    return '\n'.join(lines)
""",
        ),
    )
    valid = (
        r"""
def cut(text):
    end = text.index('---', 3)
    return text[:end] + text[end + 3:]
""",
        r"""
import re

def shout(text):
    return re.sub(r'^status: .*$', 'STATUS', text)
""",
        r"""
def note(lines):
    lines.insert(0, '# title')
    return ['---', 'a: b', '---', *lines]
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield one report for each splice in a function that knows of fences."""
        for scope in module.scopes:
            if not module.has_fence(scope):
                continue
            for node in scope.nodes:
                if isinstance(node, ast.expr) and self._splices(node, scope, module):
                    yield Report(self.code, module.start(node), "lines are put into frontmatter as text")

    def _splices(self, node: ast.expr, scope: Scope, module: Module) -> bool:
        if isinstance(node, ast.BinOp):
            return self._between_slices(node, scope, module)
        if not isinstance(node, ast.Call):
            return False
        if scope.dotted(node.func) in ("re.sub", "re.subn") and len(node.args) >= 3:
            pattern = _text(node.args[0], scope, module)
            return _PATTERN.search(pattern) is not None and _is_line(node.args[1], scope, module)
        if not isinstance(node.func, ast.Attribute) or len(node.args) < 2:
            return False
        if node.func.attr == "replace":
            old = _text(node.args[0], scope, module)
            return (is_fence_text(old) or (_LINE.match(old) is not None and ":" in old)) and _is_line(
                node.args[1], scope, module
            )
        at_start = isinstance(node.args[0], ast.Constant) and node.args[0].value == 0
        return node.func.attr == "insert" and not at_start and _is_line(node.args[1], scope, module)

    def _between_slices(self, node: ast.BinOp, scope: Scope, module: Module) -> bool:
        if isinstance(module.source.parents.get(node), ast.BinOp):
            return False
        operands: list[ast.expr] = []
        rest: ast.expr = node
        while isinstance(rest, ast.BinOp) and isinstance(rest.op, ast.Add):
            operands.append(rest.right)
            rest = rest.left
        operands.append(rest)
        sliced = [isinstance(one, ast.Subscript) and isinstance(one.slice, ast.Slice) for one in operands]
        return any(sliced) and any(
            _is_line(one, scope, module) for one, cut in zip(operands, sliced, strict=True) if not cut
        )


def _is_line(node: ast.expr, scope: Scope, module: Module) -> bool:
    """Return whether an expression makes a key or a list item."""
    return _LINE.match(_text(node, scope, module)) is not None


def _text(node: ast.expr, scope: Scope, module: Module) -> str:
    """Return what an expression's literals say."""
    emitter = read(scope, module.emitters)
    parts = None if emitter is None else emitter.flattener.text(node)
    return "" if parts is None else "".join(literals(parts))

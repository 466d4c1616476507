"""RW107: JSON whose escapes YAML readers refuse."""

import ast
from collections.abc import Iterator

from reweave.code.calls import argument
from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.scope import Scope
from reweave.code.values import Nature, value_of
from reweave.rules.base import Safety

_DEPTH = 4


class JsonEscapes(CodeRule):
    """A value is written by `json.dumps` with its default escapes.

    JSON is nearly YAML, but `json.dumps` writes an emoji as two escapes (`\\ud83d\\ude42`), which libyaml, Go and Ruby
    refuse and other readers take for two broken characters. Use `fm.quoted` for text, `fm.flow` for lists and
    `fm.plain` for anything; `ensure_ascii=False` helps, too, but leaves U+0085 as it is.

    It is only reported: what the value is, text or a list, is not known here.
    """

    code = "RW107"
    safety = Safety.REPORT
    advice = "use `fm.quoted` for text, `fm.flow` for a list"
    invalid = (
        Invalid(
            r"""
import json

def note(title):
    return f"---\ntitle: {json.dumps(title)}\n---\n"
""",
        ),
        Invalid(
            r"""
import json

def note(tags):
    shown = json.dumps(tags)
    return f"---\ntags: {shown}\n---\n"
""",
        ),
    )
    valid = (
        r"""
import json

def note(title):
    return f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n"
""",
        r"""
import json

def note(rows):
    return f"---\nrows: {json.dumps(len(rows))}\n---\n"
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for each value."""
        for slot in module.slots:
            if any(_is_escaped(one.value, one.scope) for one in slot.interpolations):
                yield Report(self.code, module.offset(slot), "`json.dumps` writes emoji as escapes that readers refuse")


def _is_escaped(node: ast.expr, scope: Scope, depth: int = 0) -> bool:
    if depth > _DEPTH:
        return False
    if isinstance(node, ast.Name):
        found = scope.lookup(node.id)
        values = [one.value for one in found[1] if one.value is not None] if found is not None else []
        return found is not None and any(_is_escaped(value, found[0], depth + 1) for value in values)
    if isinstance(node, ast.IfExp):
        return any(_is_escaped(branch, scope, depth + 1) for branch in (node.body, node.orelse))
    if isinstance(node, ast.ListComp | ast.GeneratorExp):
        return _is_escaped(node.elt, scope, depth + 1)
    if not isinstance(node, ast.Call):
        return False
    if scope.dotted(node.func) == "json.dumps" and node.args:
        escapes = argument(node, "ensure_ascii")
        is_default = escapes is None or (isinstance(escapes, ast.Constant) and escapes.value is True)
        return is_default and value_of(node.args[0], scope).nature is not Nature.SAFE
    function = scope.called(node.func)
    if function is None:
        return False
    returned = [one.value for one in function.nodes if isinstance(one, ast.Return) and one.value is not None]
    return any(_is_escaped(value, function, depth + 1) for value in returned)

"""The fix for a helper that escapes quotes and leaves backslashes: it is completed where it is defined."""

import ast

from reweave.code.escapes import Escape, escape_of
from reweave.code.literal_spans import span_of
from reweave.code.module import Module
from reweave.code.quoted_spans import QuotedSpan, quoted_spans
from reweave.code.scope import Scope, called_name
from reweave.code.values import value_of
from reweave.code.wrap_fix import Edits, Wrapper

_STRIPS = frozenset({"strip", "lstrip", "rstrip"})
_HALF = [('"', '\\"')]


def half_escaping_helper(module: Module, span: QuotedSpan) -> Scope | None:
    """Return the function of this file that half escapes a quoted value, if all its calls are such values."""
    call = span.interpolations[0].value
    if span.quote != '"' or len(span.interpolations) != 1 or not isinstance(call, ast.Call):
        return None
    helper = span.interpolations[0].scope.own_function(call.func)
    if helper is None or isinstance(helper.node, ast.Module) or not _escapes(helper):
        return None
    name = helper.node.name
    quoted = {
        id(one.value)
        for slot in module.slots
        for other in quoted_spans(slot)
        if other.quote == '"'
        for one in other.interpolations
    }
    calls = [node for scope in module.scopes for node in scope.calls if called_name(node) == name]
    uses = sum(scope.loads[name] for scope in module.scopes) + sum(
        isinstance(node, ast.Attribute) and node.attr == name for scope in module.scopes for node in scope.nodes
    )
    return helper if calls and uses == len(calls) and all(id(node) in quoted for node in calls) else None


def complete(wrapper: Wrapper, helper: Scope) -> Edits | None:
    """Return the edits that escape backslashes before the quotes."""
    edits = []
    for escape in _escapes(helper):
        inner: ast.expr = escape.node
        while isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
            old, inner = inner.args[0], inner.func.value
            if isinstance(old, ast.Constant) and old.value == '"':
                break
        span = span_of(wrapper.source, inner)
        if span is None:
            return None
        edits.append(wrapper.edit(span[1], span[1], '.replace("\\\\", "\\\\\\\\")'))
    return tuple(edits)


def _escapes(helper: Scope) -> list[Escape]:
    """Return the chains that a helper returns; none where it returns anything else than text half escaped, or none."""
    found: list[Escape] = []
    for node in helper.nodes:
        if not isinstance(node, ast.Return) or node.value is None:
            continue
        value = node.value
        while isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in _STRIPS:
            value = value.func.value
        escape = escape_of(value)
        if escape is None:
            if isinstance(value, ast.Constant) and value.value == "":
                continue
            return []
        own = [pair for pair in escape.pairs if set("".join(pair)) & set("\"'\\")]
        if own != _HALF or value_of(escape.start, helper).made or not isinstance(escape.start, ast.Name | ast.Call):
            return []
        found.append(escape)
    return found

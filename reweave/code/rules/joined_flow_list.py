"""RW103: flow lists joined without escaping."""

import ast
from collections.abc import Iterator
from functools import partial

from reweave.code.concatenation import join_of
from reweave.code.frontmatter_span import MARK, Slot
from reweave.code.module import Module
from reweave.code.quoted_spans import quoted_list
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.scope import Scope
from reweave.code.values import Nature, value_of
from reweave.code.wrap_fix import Wrapper
from reweave.rules.base import Safety

_MESSAGE = "items joined between brackets are not escaped"


class JoinedFlowList(CodeRule):
    """The items of a list in brackets are joined without being escaped.

    An item with a comma becomes two, and one with a colon or bracket breaks the note. Use `fm.flow`, which writes the
    brackets and quotes the items that need it.

    The fix is safe where the items come straight from a variable and are joined by `", "`, as `fm.flow` does. A list
    that is joined into a variable first is only reported.
    """

    code = "RW103"
    safety = Safety.SAFE
    invalid = (
        Invalid(
            r"""
def note(tags):
    return f"---\ntags: [{', '.join(tags)}]\n---\n"
""",
            r"""
from reweave import fm

def note(tags):
    return f"---\ntags: {fm.flow(tags)}\n---\n"
""",
        ),
        Invalid(
            r"""
def note(post):
    head = ['---']
    head.append('tags: [' + ', '.join(post.tags) + ']')
    head.append('---')
    return '\n'.join(head)
""",
            r"""
from reweave import fm

def note(post):
    head = ['---']
    head.append('tags: ' + fm.flow(post.tags))
    head.append('---')
    return '\n'.join(head)
""",
        ),
        Invalid(
            r"""
def note(tags):
    return '---\ntags: [{}]\n---\n'.format(','.join(str(tag) for tag in tags))
""",
            r"""
from reweave import fm

def note(tags):
    return '---\ntags: {}\n---\n'.format(fm.flow(str(tag) for tag in tags))
""",
        ),
        Invalid(
            r"""
def note(tags):
    separator = '", "'
    return f'---\ntags: ["{separator.join(tags)}"]\n---\n'
""",
            r"""
from reweave import fm

def note(tags):
    separator = '", "'
    return f'---\ntags: {fm.flow(tags, quote=True)}\n---\n'
""",
        ),
        Invalid(
            r"""
def note(tags):
    shown = ', '.join(tags) if tags else ''
    return f"---\ntags: [{shown}]\n---\n"
""",
        ),
    )
    valid = (
        r"""
import json
def note(tags):
    return f"---\ntags: [{', '.join(json.dumps(tag) for tag in tags)}]\n---\n"
""",
        r"""
import json
def note(tags):
    return f"---\ntags: {json.dumps(tags)}\n---\n"
""",
        r"""
def call(names):
    return f"f([{', '.join(names)}])"
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield one report for each list in brackets."""
        for slot in module.slots:
            quote = quoted_list(slot)
            if quote is not None:
                yield from self._list(module, slot, quote)
            elif slot.text == f"[{MARK}]":
                yield from self._list(module, slot, "")

    def _list(self, module: Module, slot: Slot, quote: str) -> Iterator[Report]:
        interpolation = slot.interpolations[0]
        if interpolation.joined is None:
            items = _joined_before(interpolation.value, interpolation.scope)
            if items is not None and value_of(items, interpolation.scope).nature is not Nature.SAFE:
                yield Report(self.code, module.offset(slot), _MESSAGE)
            return
        if interpolation.joined.replace(quote, "").strip() != ",":
            return
        value = value_of(interpolation.value, interpolation.scope)
        if value.nature is Nature.SAFE:
            return
        is_variable = isinstance(interpolation.value, ast.Name | ast.Attribute | ast.Subscript)
        same_bytes = interpolation.joined == ('", "' if quote else ", ")
        safe = is_variable and same_bytes and value.nature is Nature.TEXT and not interpolation.inlined
        wrapper, options = Wrapper(module, self.code, _MESSAGE), ", quote=True" if quote else ""
        fix = partial(wrapper.value, interpolation, "flow", quote, options=options, brackets=True)
        safety = Safety.SAFE if safe else Safety.UNSAFE
        yield Report(self.code, module.offset(slot), _MESSAGE, safety, None if value.prepared else fix)


def _joined_before(node: ast.expr, scope: Scope) -> ast.expr | None:
    """Return the items joined with commas into a variable, or joined only if there are any."""
    if isinstance(node, ast.Name):
        found = scope.lookup(node.id)
        only = found[1][0] if found is not None and len(found[1]) == 1 else None
        if found is None or only is None or only.value is None or only.element:
            return None
        node, scope = only.value, found[0]
    if isinstance(node, ast.IfExp) and isinstance(node.orelse, ast.Constant) and node.orelse.value == "":
        node = node.body
    joined = join_of(node, scope)
    return joined[1] if joined is not None and joined[0].strip() == "," else None

"""RW103: flow lists joined without escaping."""

import ast
import re
from collections.abc import Iterator
from functools import partial

from reweave.code.concatenation import join_of
from reweave.code.constant_text import constant_text
from reweave.code.frontmatter_span import MARK, Slot
from reweave.code.mapping_values import reads_yaml_by_hand
from reweave.code.module import Module
from reweave.code.quoted_spans import quoted_list
from reweave.code.rule import CodeRule, Invalid, MakeFix, Report
from reweave.code.rules.plain_value import is_typed
from reweave.code.scope import Scope, called_name
from reweave.code.template import Interpolation
from reweave.code.values import Nature, value_of
from reweave.code.wrap_fix import Wrapper, without_item_str
from reweave.rules.base import Safety

_ITEM = rf"(?:{MARK}|[\w][\w ./-]*)"
_ITEMS = re.compile(rf"\[(?=[^\]]*{MARK}) *{_ITEM}(?: *, *{_ITEM})* *\]")
_MESSAGE = "items joined between brackets are not escaped"


class JoinedFlowList(CodeRule):
    """The items of a list in brackets are joined without being escaped.

    An item with a comma becomes two, and one with a colon or bracket breaks the note. Use `fm.flow`, which writes the
    brackets and quotes the items that need it.

    The fix is safe where the items come straight from a variable and are joined by `", "`, as `fm.flow` does. It is
    unsafe for a list that is joined into a variable that nothing else reads, and for values among literal items.
    """

    code = "RW103"
    safety = Safety.SAFE
    advice = "write the list with `fm.flow`"
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
    return '---\ntags: {}\n---\n'.format(fm.flow(tags))
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
def note(tag):
    return f"---\ntags: [note, {tag}]\n---\n"
""",
            r"""
from reweave import fm


def note(tag):
    return f"---\ntags: {fm.flow(['note', tag])}\n---\n"
""",
        ),
        Invalid(
            r"""
def note(tags):
    shown = ', '.join(tags)
    return f"---\ntags: [{shown}]\n---\n"
""",
            r"""
from reweave import fm


def note(tags):
    shown = fm.flow(tags)
    return f"---\ntags: {shown}\n---\n"
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
            elif slot.text == f"[{MARK}]" and (one := slot.interpolations[0]) and _is_joined(one):
                yield from self._list(module, slot, "")
            elif _ITEMS.fullmatch(slot.text) and not is_typed(slot):
                yield from self._items(module, slot)

    def _items(self, module: Module, slot: Slot) -> Iterator[Report]:
        """Yield the report of a list with values among its items: `[note, {tag}]`."""
        values = [value_of(one.value, one.scope) for one in slot.interpolations]
        if all(value.nature in (Nature.SAFE, Nature.ESCAPED) for value in values):
            return
        if all(constant_text(one.value, one.scope) is not None for one in slot.interpolations):
            return
        exact = all(one.exact and one.fixable and one.joined is None for one in slot.interpolations)
        fix: MakeFix | None = None
        if exact and not any(value.prepared for value in values) and not _may_hold_items(slot):
            fix = partial(Wrapper(module, self.code, _MESSAGE).items, slot.interpolations, slot.text)
        yield Report(self.code, module.offset(slot), _MESSAGE, Safety.UNSAFE, fix)

    def _list(self, module: Module, slot: Slot, quote: str) -> Iterator[Report]:
        interpolation = slot.interpolations[0]
        if interpolation.joined is None:
            yield from self._before(module, slot)
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
        fix = partial(
            wrapper.value, interpolation, "flow", quote, options=options, brackets=True, rewrite=without_item_str
        )
        is_left = (
            value.prepared
            or (slot.dynamic_key and reads_yaml_by_hand(interpolation.scope))
            or not interpolation.fixable
            or _may_be_one_empty_item(interpolation)
        )
        safety = Safety.SAFE if safe else Safety.UNSAFE
        yield Report(self.code, module.offset(slot), _MESSAGE, safety, None if is_left else fix)

    def _before(self, module: Module, slot: Slot) -> Iterator[Report]:
        """Yield the report of items that are joined into a variable first; where only the list reads it, with a fix."""
        interpolation = slot.interpolations[0]
        items = _joined_before(interpolation.value, interpolation.scope)
        value = None if items is None else value_of(items, interpolation.scope)
        if items is None or value is None or value.nature is Nature.SAFE:
            return
        fix: MakeFix | None = None
        if isinstance(interpolation.value, ast.Name) and value.nature is Nature.TEXT and not value.prepared:
            found = interpolation.scope.lookup(interpolation.value.id)
            loads = sum(scope.loads[interpolation.value.id] for scope in module.scope.walk())
            joined = None if found is None else found[1][0].value
            is_free = interpolation.exact and interpolation.fixable
            if joined is not None and isinstance(joined, ast.Call) and loads == 1 and is_free:
                fix = partial(Wrapper(module, self.code, _MESSAGE).hoisted, interpolation, joined)
        yield Report(self.code, module.offset(slot), _MESSAGE, Safety.UNSAFE, fix)


def _may_be_one_empty_item(one: Interpolation) -> bool:
    """Return whether the items are those of `text.split(",")`: of an empty text, one that is empty."""
    found = one.scope.lookup(one.value.id) if isinstance(one.value, ast.Name) else None
    value = found[1][0].value if found is not None and len(found[1]) == 1 and not found[1][0].element else one.value
    is_split = isinstance(value, ast.Call) and called_name(value) in ("split", "rsplit")
    return is_split and isinstance(value, ast.Call) and bool(value.args or value.keywords)


def _is_joined(interpolation: Interpolation) -> bool:
    """Return whether a value is joined items, here or before."""
    return interpolation.joined is not None or _joined_before(interpolation.value, interpolation.scope) is not None


def _may_hold_items(slot: Slot) -> bool:
    """Return whether the only value of a list may be all its items, joined elsewhere: `[{tags}]`."""
    name = ast.unparse(slot.interpolations[0].value).rpartition(".")[2].strip("'\"])")
    return slot.text == f"[{MARK}]" and name.casefold().endswith(("s", "list", "str", "text"))


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

"""RW102: unquoted values."""

import ast
import re
from collections.abc import Iterator
from functools import partial

from reweave.code.branch_fix import branch_fix
from reweave.code.frontmatter_span import MARK, Slot
from reweave.code.mapping_values import reads_yaml_by_hand
from reweave.code.module import Module
from reweave.code.naming import sounds_typed
from reweave.code.narrowing import is_narrowed
from reweave.code.rule import CodeRule, Invalid, MakeFix, Report
from reweave.code.template import Shape
from reweave.code.values import Nature, has_structure, value_of
from reweave.code.wrap_fix import Wrapper, without_str
from reweave.rules.base import Safety

TYPED = re.compile(
    r"(?i)(?:.*[-_ ])?(?:date|time|datetime|created|updated|modified|published|year|month|day|id|count|number|order|"
    r"weight|version|draft|public|publish|score|rating|size|length|index|pages|priority|enabled|pinned|at|on|type|lang|"
    r"tokens|words|seconds|minutes|hours|bytes|duration|total|seen|of|until|since|expires|due|deadline|timestamp|slug|permalink|uuid|guid|sha|hash|checksum|digest|isbn|doi)"
)
_MESSAGE = "value is written without quotes"
_IN_MAPPING = "value in a mapping in braces is written without quotes"
_MAPPING = re.compile(rf"\{{(?=.*: *{MARK} *[,}}])[^{{}}]*\}}")
_REPR = "value is written as Python's `repr`, not as YAML"
_TEXT = re.compile(rf"[^\s\"'\[{{|>&*!%@`#-].*{MARK}|{MARK}.*[^\s]")
SAFE_AROUND = re.compile(rf"[/\\.@_=+:-]{MARK}|{MARK}[/\\.@_=+:-]|{MARK}{MARK}|[\"']|\[|\{{|[:#]")
"""Paths, addresses, identifiers and times; quotes and brackets inside are others' business."""
_TEMPLATES = frozenset({Shape.PERCENT, Shape.FORMAT})
_LINK = re.compile(rf"\[\[[^\[\]]*{MARK}[^\[\]]*\]\]")


class PlainValue(CodeRule):
    """A value is written without quotes, whatever it contains.

    A colon, `#`, `[[` or a leading quote in the value breaks the note, and `yes` or `12` is no longer read as text. Use
    `fm.plain`, which adds quotes where they are needed.

    The fix is unsafe: a date or number held as text, or a value that is YAML already, would be quoted. Values that may
    be YAML by sight (`title or "null"`), and those from functions that may quote them, are only reported. Keys that
    usually hold dates or numbers (`created`, `version`) are ignored.
    """

    code = "RW102"
    safety = Safety.UNSAFE
    advice = "write the value with `fm.plain`"
    invalid = (
        Invalid(
            r"""
def note(title):
    return f"---\ntitle: {title}\n---\n"
""",
            r"""
from reweave import fm


def note(title):
    return f"---\ntitle: {fm.plain(title)}\n---\n"
""",
        ),
        Invalid(
            r"""
import sys


def note(out, post):
    out.write('---\n')
    out.write('title: %s\n' % post['title'])
    out.write('---\n')
""",
            r"""
import sys

from reweave import fm


def note(out, post):
    out.write('---\n')
    out.write('title: %s\n' % fm.plain(post['title']))
    out.write('---\n')
""",
        ),
        Invalid(
            r"""
def note(parent):
    return f"---\nup: [[{parent}]]\n---\n"
""",
            r"""
from reweave import fm


def note(parent):
    return f"---\nup: {fm.plain(f'[[{parent}]]')}\n---\n"
""",
        ),
        Invalid(
            r"""
def head(title):
    return f"---\ntitle: {title or 'null'}\n---\n"
""",
        ),
        Invalid(
            r"""
def head(name):
    return f"---\nauthor: {{name: {name}, role: editor}}\n---\n"
""",
        ),
        Invalid(
            r"""
import json

def head(value):
    return f"---\nabout: {json.dumps(value) if isinstance(value, list) else value}\n---\n"
""",
            r"""
import json

from reweave import fm

def head(value):
    return f"---\nabout: {json.dumps(value) if isinstance(value, list) else fm.plain(value)}\n---\n"
""",
        ),
        Invalid(
            r"""
HEAD = '---\ntitle: @@TITLE@@\n---\n'

def note(title):
    text = HEAD
    for name, value in [('@@TITLE@@', title)]:
        text = text.replace(name, value)
    return text
""",
        ),
    )
    valid = (
        r"""
from enum import Enum

class Kind(Enum):
    NOTE = 'note'
    CLAIM = 'claim'

def head(kind: Kind):
    return f'---\nkind: {kind.value}\nfallback: {Kind.NOTE.value}\n---\n'
""",
        r"""
def head(draft, flag):
    shown = '~' if flag is None else str(flag).lower()
    return f"---\ndraft: {'true' if draft else 'false'}\nflag: {shown}\n---\n"
""",
        r"""
def note(day):
    return f"---\ncreated: {day.isoformat()}\nversion: {version}\n---\n"
""",
        r"""
def note(found, title):
    return f"---\nfirst_seen: {found}\nlink: {slugify(title)}\n---\n"
""",
        r"""
import re

def note(title):
    return f"---\nsource: {re.sub(r'[^a-z0-9]+', '-', title.lower())}\n---\n"
""",
        r"""
def note(rows: int):
    return f"---\nrows: {rows}\n---\n"
""",
        r"""
import yaml
def note(meta):
    return f"---\nmeta: {yaml.safe_dump(meta)}\n---\n"
""",
        r"""
def note(text):
    return f"---\nsummary: |\n  {text}\n---\n"
""",
        r"""
def prompt(items):
    return "Answer:\n- " + items[0]
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for each unquoted value."""
        for slot in module.slots:
            if slot.dynamic_key or not slot.interpolations:
                continue
            if slot.text == MARK:
                report = self._value(module, slot)
            elif _LINK.fullmatch(slot.text):
                report = self._text(module, slot, "unquoted wikilink is read as a nested list")
            elif _TEXT.match(slot.text) and SAFE_AROUND.search(slot.text) is None and not is_typed(slot):
                report = self._text(module, slot, _MESSAGE)
            elif _MAPPING.fullmatch(slot.text):
                report = self._text(module, slot, _IN_MAPPING, fixable=False)
            else:
                continue
            if report is not None:
                yield report

    def _value(self, module: Module, slot: Slot) -> Report | None:
        """Return the report of a value that is all the text."""
        interpolation = slot.interpolations[0]
        value = value_of(interpolation.value, interpolation.scope)
        is_looked_up = interpolation.value is interpolation.origin and interpolation.shape in _TEMPLATES
        if value.nature in (Nature.SAFE, Nature.ESCAPED) or is_typed(slot):
            return None
        if is_narrowed(interpolation.value, interpolation.origin, module.source.parents):
            return None
        if interpolation.conversion:
            return self._repr(module, slot)
        if not (interpolation.exact or is_looked_up):
            return None
        wrapper = Wrapper(module, self.code, _MESSAGE)
        fix: MakeFix | None = None
        if not (interpolation.exact and interpolation.fixable):
            pass
        elif isinstance(interpolation.value, ast.IfExp):
            fix = branch_fix(wrapper, interpolation)
        elif slot.is_item and slot.key is None and reads_yaml_by_hand(interpolation.scope):
            pass
        elif not value.prepared and not (interpolation.joined and has_structure(interpolation.joined)):
            fix = partial(wrapper.value, interpolation, "plain", rewrite=without_str(interpolation))
        return Report(self.code, module.offset(slot), _MESSAGE, Safety.UNSAFE, fix)

    def _repr(self, module: Module, slot: Slot) -> Report:
        """Return the report of `{title!r}`: Python's quotes and escapes are not those of YAML."""
        interpolation = slot.interpolations[0]
        wrapper = Wrapper(module, self.code, _REPR)
        fix = partial(wrapper.value, interpolation, "quoted", options=", single=True")
        is_fixable = interpolation.shape is Shape.FSTRING and interpolation.fixable
        return Report(self.code, module.offset(slot), _REPR, Safety.UNSAFE, fix if is_fixable else None)

    def _text(self, module: Module, slot: Slot, message: str, *, fixable: bool = True) -> Report | None:
        """Return the report of a value with text around it."""
        values = [value_of(one.value, one.scope) for one in slot.interpolations]
        if all(value.nature in (Nature.SAFE, Nature.ESCAPED) for value in values):
            return None
        if not all(one.exact for one in slot.interpolations):
            return None
        fix: MakeFix | None = None
        fixable = fixable and all(one.fixable and one.joined is None for one in slot.interpolations)
        if fixable and not any(value.made for value in values):
            wrapper = Wrapper(module, self.code, message)
            around = slot.text.split(MARK)
            fix = partial(wrapper.nested, slot.interpolations, "plain", "", around=(around[0], around[-1]))
        return Report(self.code, module.offset(slot), message, Safety.UNSAFE, fix)


def is_typed(slot: Slot) -> bool:
    """Return whether the key or the value says that it is a date, a number, a slug or the like."""
    if slot.key is not None and not slot.is_item and TYPED.fullmatch(slot.key):
        return True
    value = slot.interpolations[0].value
    if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Constant):
        return isinstance(value.slice.value, str) and sounds_typed(value.slice.value)
    name = value.func if isinstance(value, ast.Call) else value
    called = name.attr if isinstance(name, ast.Attribute) else name.id if isinstance(name, ast.Name) else ""
    return sounds_typed(called)

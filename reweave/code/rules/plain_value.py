"""RW102: unquoted values."""

import ast
import re
from collections.abc import Iterator
from functools import partial

from reweave.code.branch_fix import branch_fix
from reweave.code.frontmatter_span import MARK, Slot
from reweave.code.module import Module
from reweave.code.naming import sounds_typed
from reweave.code.narrowing import is_narrowed
from reweave.code.rule import CodeRule, Invalid, MakeFix, Report
from reweave.code.values import Nature, has_structure, value_of
from reweave.code.wrap_fix import Wrapper, without_str
from reweave.rules.base import Safety

_TYPED = re.compile(
    r"(?i)(?:.*[-_ ])?(?:date|time|datetime|created|updated|modified|published|year|month|day|id|count|number|order|"
    r"weight|version|draft|public|publish|score|rating|size|length|index|pages|priority|enabled|pinned|at|on|type|lang|"
    r"seen|of|until|since|expires|due|deadline|timestamp|slug|permalink|uuid|guid|sha|hash|checksum|digest|isbn|doi)"
)
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
    )
    valid = (
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
            link = _LINK.fullmatch(slot.text) is not None
            if slot.dynamic_key or not (slot.text == MARK or link):
                continue
            interpolation = slot.interpolations[0]
            typed = _is_typed(slot, interpolation.value)
            value = value_of(interpolation.value, interpolation.scope)
            if value.nature in (Nature.SAFE, Nature.ESCAPED) or (typed and not link) or not interpolation.exact:
                continue
            if is_narrowed(interpolation.value, interpolation.origin, module.source.parents):
                continue
            message = "unquoted wikilink is read as a nested list" if link else "value is written without quotes"
            wrapper = Wrapper(module, self.code, message)
            fix: MakeFix | None = None
            if link and not value.made:
                fix = partial(wrapper.nested, slot.interpolations, "plain", "")
            elif isinstance(interpolation.value, ast.IfExp):
                fix = branch_fix(wrapper, interpolation)
            elif not value.prepared and not (interpolation.joined and has_structure(interpolation.joined)):
                fix = partial(wrapper.value, interpolation, "plain", rewrite=without_str(interpolation))
            yield Report(self.code, module.offset(slot), message, Safety.UNSAFE, fix)


def _is_typed(slot: Slot, value: ast.expr) -> bool:
    """Return whether the key or the value says that it is a date, a number, a slug or the like."""
    if slot.key is not None and not slot.is_item and _TYPED.fullmatch(slot.key):
        return True
    if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Constant):
        return isinstance(value.slice.value, str) and sounds_typed(value.slice.value)
    name = value.func if isinstance(value, ast.Call) else value
    called = name.attr if isinstance(name, ast.Attribute) else name.id if isinstance(name, ast.Name) else ""
    return sounds_typed(called)

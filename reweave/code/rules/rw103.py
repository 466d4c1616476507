"""The rule RW103."""

import ast
from collections.abc import Iterator
from functools import partial

from reweave.code.base import CodeRule, Invalid, Report
from reweave.code.module import Module
from reweave.code.region import MARK
from reweave.code.values import Nature, value_of
from reweave.code.wrap import Wrapper
from reweave.rules.base import Safety


class JoinedFlowList(CodeRule):
    """The items of a list in brackets are joined as they are.

    An item with a comma becomes two, one with a colon or bracket breaks the note. `fm.flow` writes the brackets and
    gives quotes to the items that need them. The fix is safe where the items come straight from a variable and are
    joined by `", "`, as `fm.flow` does.
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
    )
    valid = (
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
            if slot.text != f"[{MARK}]" or slot.holes[0].joined is None:
                continue
            hole = slot.holes[0]
            if (hole.joined or "").strip() != ",":
                continue
            nature = value_of(hole.value, hole.scope).nature
            bare = isinstance(hole.value, ast.Name | ast.Attribute | ast.Subscript)
            safe = bare and hole.joined == ", " and nature is Nature.TEXT and not hole.borrowed
            message = "items joined between brackets as they are"
            mend = partial(Wrapper(module, self.code, message).value, hole, "flow", row=True)
            yield Report(self.code, module.offset(slot), message, Safety.SAFE if safe else Safety.UNSAFE, mend)

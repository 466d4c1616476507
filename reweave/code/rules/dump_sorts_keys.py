"""RW202: dumps that sort keys."""

import ast
from collections.abc import Iterator
from functools import partial

from reweave.code.calls import PYYAML_DUMPS, add_options, argument, is_text, lacks
from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.rules.base import Safety


class DumpSortsKeys(CodeRule):
    """`yaml.dump` writes frontmatter with its keys sorted.

    The keys of a note are in an order that somebody chose; sorting them makes every rewritten note one large diff. Pass
    `sort_keys=False`.

    The fix is unsafe: it changes the order in which keys are written.
    """

    code = "RW202"
    safety = Safety.UNSAFE
    advice = "pass `sort_keys=False`"
    invalid = (
        Invalid(
            r"""
import yaml

def note(meta):
    return '---\n' + yaml.dump(meta) + '---\n'
""",
            r"""
import yaml

def note(meta):
    return '---\n' + yaml.dump(meta, sort_keys=False) + '---\n'
""",
        ),
    )
    valid = (
        r"""
import yaml

def note(meta):
    return '---\n' + yaml.dump(meta, sort_keys=True) + '---\n'
""",
        r"""
import yaml

def settings(data):
    return yaml.dump(data)
""",
        r"""
import yaml

def note(title: str):
    return '---\ntitle: ' + yaml.safe_dump(title) + '---\n'
""",
        r"""
import yaml

def note(title):
    return '---\ntitle: ' + yaml.safe_dump(str(title)) + '---\n'
""",
        r"""
import yaml

def note(title):
    return f'---\ntitle: {yaml.safe_dump(title).strip()}\n---\n'
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield one report for each call."""
        for node, scope, dotted in module.calls:
            if dotted not in PYYAML_DUMPS or not lacks(node, "sort_keys") or is_text(argument(node, "data", 0), scope):
                continue
            if module.serves_fence(scope) and not _is_value(node, module):
                message = "keys are sorted"
                fix = partial(add_options, module, node, {"sort_keys": "False"}, self.code, message)
                yield Report(self.code, module.start(node), message, Safety.UNSAFE, fix)


def _is_value(node: ast.Call, module: Module) -> bool:
    """Return whether what a call returns is written after `key: `, where no block mapping can be."""
    written = (one.value for slot in module.slots if slot.key is not None for one in slot.interpolations)
    return any(part is node for value in written for part in ast.walk(value))

"""RW202: dumps that sort keys."""

from collections.abc import Iterator
from functools import partial

from reweave.code.calls import PYYAML_DUMPS, add_options, lacks
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
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield one report for each call."""
        for node, scope, dotted in module.calls:
            if dotted in PYYAML_DUMPS and lacks(node, "sort_keys") and module.serves_fence(scope):
                message = "keys are sorted"
                fix = partial(add_options, module, node, {"sort_keys": "False"}, self.code, message)
                yield Report(self.code, module.start(node), message, Safety.UNSAFE, fix)

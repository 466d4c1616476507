"""RW205: edited dumps and custom Dumpers."""

import ast
from collections.abc import Iterator

from reweave.code.calls import PYYAML_DUMPS, argument
from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.scope import Scope
from reweave.rules.base import Safety

_EDITS = frozenset({"replace", "translate"})
_PATTERNS = frozenset({"re.sub", "re.subn"})
_STANDARD = frozenset({"yaml.Dumper", "yaml.SafeDumper", "yaml.CDumper", "yaml.CSafeDumper"})


class DumpIsEdited(CodeRule):
    """The output of `yaml.dump` is edited as text, or written by a custom Dumper.

    A replacement in YAML text also hits values, and a custom Dumper or representer is a style that nothing else knows
    of. Change the data before dumping it, or use `fm.dump`.
    """

    code = "RW205"
    safety = Safety.REPORT
    advice = "change the data before it is dumped, or write it with `fm.dump`"
    invalid = (
        Invalid(
            r"""
import yaml

def note(meta):
    text = yaml.dump(meta).replace("'", '')
    return '---\n' + text + '---\n'
""",
        ),
        Invalid(
            r"""
import re
import yaml

def note(meta):
    text = yaml.dump(meta)
    text = re.sub(r'^- ', '  - ', text)
    return '---\n' + text + '---\n'
""",
        ),
        Invalid(
            r"""
import yaml

class Indented(yaml.Dumper):
    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)

def note(meta):
    return '---\n' + yaml.dump(meta, Dumper=Indented) + '---\n'
""",
        ),
        Invalid(
            r"""
import yaml

yaml.add_representer(str, lambda dumper, text: dumper.represent_scalar('tag', text, style='|'))

def note(meta):
    return '---\n' + yaml.dump(meta) + '---\n'
""",
        ),
    )
    valid = (
        r"""
import yaml

def note(meta):
    return '---\n' + yaml.dump(meta, Dumper=yaml.SafeDumper).strip() + '\n---\n'
""",
        r"""
import yaml

def settings(data):
    return yaml.dump(data).replace('a', 'b')
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for each edit, custom Dumper and representer."""
        if not any(dotted in PYYAML_DUMPS for _, _, dotted in module.calls):
            return
        has_dump = False
        for node, scope, dotted in module.calls:
            if dotted in PYYAML_DUMPS and module.serves_fence(scope):
                has_dump = True
                own = argument(node, "Dumper")
                if own is not None and scope.dotted(own) not in _STANDARD:
                    yield self._report(module, node, "frontmatter is written by a custom Dumper")
            elif self._edits(node, scope, dotted) and module.serves_fence(scope):
                yield self._report(module, node, "output of `yaml.dump` is edited as text")
        for node, _, dotted in module.calls:
            if has_dump and dotted in ("yaml.add_representer", "yaml.add_multi_representer"):
                yield self._report(module, node, "custom representer changes how frontmatter is written")

    def _report(self, module: Module, node: ast.Call, message: str) -> Report:
        return Report(self.code, module.start(node), message)

    def _edits(self, node: ast.Call, scope: Scope, dotted: str) -> bool:
        if dotted in _PATTERNS and len(node.args) >= 3:
            return _is_dumped(node.args[2], scope)
        return isinstance(node.func, ast.Attribute) and node.func.attr in _EDITS and _is_dumped(node.func.value, scope)


def _is_dumped(node: ast.expr, scope: Scope) -> bool:
    """Return whether an expression is a call of `yaml.dump`, or a variable with its result."""
    if isinstance(node, ast.Call):
        return scope.dotted(node.func) in PYYAML_DUMPS
    found = scope.lookup(node.id) if isinstance(node, ast.Name) else None
    return found is not None and any(
        isinstance(one.value, ast.Call) and found[0].dotted(one.value.func) in PYYAML_DUMPS for one in found[1]
    )

"""RW203: dumps that escape non-ASCII text."""

from collections.abc import Iterator
from functools import partial

from reweave.code.calls import PYYAML_DUMPS, add_options, lacks, writes_utf8
from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.rules.base import Safety


class DumpWithoutUnicode(CodeRule):
    """`yaml.dump` writes frontmatter without `allow_unicode`.

    An `ü` is then written as `\\xFC`, which nobody can search for or edit. Pass `allow_unicode=True`.

    The fix is safe where the same function writes UTF-8, and unsafe elsewhere: the output may have to be ASCII.
    """

    code = "RW203"
    safety = Safety.SAFE
    invalid = (
        Invalid(
            r"""
import yaml

def save(path, meta):
    text = '---\n' + yaml.dump(meta) + '---\n'
    path.write_text(text, encoding='utf-8')
""",
            r"""
import yaml

def save(path, meta):
    text = '---\n' + yaml.dump(meta, allow_unicode=True) + '---\n'
    path.write_text(text, encoding='utf-8')
""",
        ),
    )
    valid = (
        r"""
import yaml

def note(meta):
    return '---\n' + yaml.dump(meta, allow_unicode=True) + '---\n'
""",
        r"""
import yaml

def note(meta):
    return '---\n' + yaml.dump(meta, encoding='ascii').decode() + '---\n'
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield one report for each call."""
        for node, scope, dotted in module.calls:
            if dotted not in PYYAML_DUMPS or not lacks(node, "allow_unicode") or not lacks(node, "encoding"):
                continue
            if module.serves_fence(scope):
                message = "non-ASCII text is escaped; pass `allow_unicode=True`"
                safety = Safety.SAFE if writes_utf8(scope.nodes) else Safety.UNSAFE
                fix = partial(add_options, module, node, {"allow_unicode": "True"}, self.code, message)
                yield Report(self.code, module.start(node), message, safety, fix)

"""RW203: dumps that escape non-ASCII text."""

from collections.abc import Iterator

from reweave.code.calls import PYYAML_DUMPS, lacks
from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.rules.base import Safety


class DumpWithoutUnicode(CodeRule):
    """`yaml.dump` writes frontmatter without `allow_unicode`.

    An `ü` is then written as `\\xFC`, which nobody can search for or edit. Pass `allow_unicode=True`.

    It is only reported: the output may have to be ASCII, and PyYAML then writes the rare U+0085 as it is, which reads
    back as a line end.
    """

    code = "RW203"
    safety = Safety.REPORT
    advice = "pass `allow_unicode=True`"
    invalid = (
        Invalid(
            r"""
import yaml

def save(path, meta):
    text = '---\n' + yaml.dump(meta) + '---\n'
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
                yield Report(self.code, module.start(node), "non-ASCII text is escaped")

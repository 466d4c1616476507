"""RW201: dumps that fold long strings."""

from collections.abc import Iterator
from functools import partial

from reweave.code.calls import PYYAML_DUMPS, WIDTH, add_options, lacks
from reweave.code.module import Module
from reweave.code.ruamel_calls import attributes, dump_calls
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.rules.base import Safety

_MESSAGE = "long strings are folded"


class DumpWithoutWidth(CodeRule):
    """`yaml.dump`, or ruamel.yaml, writes frontmatter without `width`.

    Strings longer than 80 columns are folded over several lines, which line-based readers misread and which makes the
    diff of an edited title larger. Set `width`. Lines that were not folded stay the same byte for byte.
    """

    code = "RW201"
    safety = Safety.SAFE
    advice = "pass a large `width`"
    invalid = (
        Invalid(
            r"""
import yaml

def note(meta):
    return f"---\n{yaml.safe_dump(meta)}---\n"
""",
            r"""
import yaml

def note(meta):
    return f"---\n{yaml.safe_dump(meta, width=1_000_000)}---\n"
""",
        ),
        Invalid(
            r"""
from yaml import dump

def note(meta):
    text = dump(
        meta,
        sort_keys=False,  # as given
    )
    return '---\n' + text + '---\n'
""",
            r"""
from yaml import dump

def note(meta):
    text = dump(
        meta,
        sort_keys=False,  # as given
        width=1_000_000,
    )
    return '---\n' + text + '---\n'
""",
        ),
        Invalid(
            r"""
from ruamel.yaml import YAML

def save(path, meta):
    with open(path, 'w', encoding='utf-8') as out:
        out.write('---\n')
        YAML().dump(meta, out)
        out.write('---\n')
""",
        ),
    )
    valid = (
        r"""
from ruamel.yaml import YAML

yaml = YAML()
yaml.width = 1_000_000

def save(path, meta):
    with open(path, 'w', encoding='utf-8') as out:
        out.write('---\n')
        yaml.dump(meta, out)
        out.write('---\n')
""",
        r"""
import yaml

def attributes(path, data):
    path.write_text(yaml.dump(data))
""",
        r"""
import yaml

def note(meta):
    return '---\n' + yaml.dump(meta, width=200) + '---\n'
""",
        r"""
import yaml

def note(meta, **how):
    return '---\n' + yaml.dump(meta, **how) + '---\n'
""",
        r"""
class yaml:
    dump = str

def note(meta):
    return '---\n' + yaml.dump(meta) + '---\n'
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield one report for each call."""
        for node, scope, dotted in module.calls:
            if dotted in PYYAML_DUMPS and lacks(node, "width") and module.serves_fence(scope):
                fix = partial(add_options, module, node, {"width": WIDTH}, self.code, _MESSAGE)
                yield Report(self.code, module.start(node), _MESSAGE, Safety.SAFE, fix)
        for node, instance in dump_calls(module):
            if not attributes(module, instance, "width"):
                yield Report(self.code, module.start(node), _MESSAGE)

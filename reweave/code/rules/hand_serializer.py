"""RW105: mappings serialized by hand."""

import ast
from collections.abc import Iterator
from functools import partial

from reweave.code.branch_fix import branch_fix
from reweave.code.frontmatter_span import MARK
from reweave.code.mapping_values import holds_yaml
from reweave.code.module import Module
from reweave.code.narrowing import is_narrowed
from reweave.code.rule import CodeRule, Invalid, MakeFix, Report
from reweave.code.template import Interpolation, Shape
from reweave.code.values import Nature, value_of
from reweave.code.wrap_fix import Wrapper, without_str
from reweave.rules.base import Safety

_MESSAGE = "mapping value is written the way Python formats it"
_DOUBTFUL = "mapping value may not be escaped"


class HandSerializer(CodeRule):
    """The values of a mapping are written the way Python formats them.

    Text with a colon, a list, `None` or `True` is valid YAML only by luck. Use `fm.plain` to write any value on one
    line, or `fm.dump` to write the whole mapping.

    The fix is unsafe: values that are YAML already would be quoted. Mappings that are seen to hold dates as text, lists
    written out, or values as they were read from a note by hand are only reported.
    """

    code = "RW105"
    safety = Safety.UNSAFE
    advice = "write the value with `fm.plain`, or the mapping with `fm.dump`"
    invalid = (
        Invalid(
            r"""
def note(meta):
    lines = ["---"]
    for key, value in meta.items():
        lines.append(f"{key}: {value}")
    lines.append("---")
    return "\n".join(lines)
""",
            r"""
from reweave import fm


def note(meta):
    lines = ["---"]
    for key, value in meta.items():
        lines.append(f"{key}: {fm.plain(value)}")
    lines.append("---")
    return "\n".join(lines)
""",
        ),
        Invalid(
            r"""
def note(keys, values):
    head = "\n".join("%s: %s" % pair for pair in zip(keys, values))
    return "---\n" + head + "\n---\n"
""",
        ),
        Invalid(
            r"""
def note(meta):
    return "---\n" + "\n".join(map(": ".join, meta.items())) + "\n---\n"
""",
        ),
        Invalid(
            r"""
from datetime import date

def note(title):
    meta = {"title": title, "created": date.today().strftime("%Y-%m-%d")}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in meta.items()) + "---\n"
""",
        ),
        Invalid(
            r"""
def head(meta):
    lines = ["---"]
    for key in meta:
        lines.append(f"{key}: {meta[key]}")
    return "\n".join([*lines, "---"])

def note(title, tags):
    return head({"title": title, "tags": "[" + ", ".join(tags) + "]"})
""",
        ),
        Invalid(
            r"""
def read(text):
    meta = {}
    for line in text.split("---")[1].splitlines():
        key, _, value = line.partition(":")
        meta[key.strip()] = value.strip()
    return meta

def note(meta):
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in meta.items()) + "---\n"
""",
        ),
    )
    valid = (
        r"""
def note(rows):
    lines = ["---"]
    for row in rows:
        lines.append("%s: %d" % row)
    lines.append("---")
    return "\n".join(lines)
""",
        r"""
import json
def note(meta):
    lines = ["---"]
    for key, value in meta.items():
        lines.append(f"{key}: {json.dumps(value)}")
    lines.append("---")
    return lines
""",
        r"""
def note(meta):
    lines = ["---"]
    for key, value in meta.items():
        if isinstance(value, (int, float)):
            lines.append(f"{key}: {value}")
    lines.append("---")
    return lines
""",
        r"""
def show(meta):
    for key, value in meta.items():
        print(f"{key}: {value}")
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for each line whose key is a value too."""
        for slot in module.slots:
            if not slot.dynamic_key or slot.text != MARK:
                continue
            interpolation = slot.interpolations[0]
            if not interpolation.exact:
                if _is_row(interpolation):
                    yield Report(self.code, module.offset(slot), _MESSAGE)
                continue
            value = value_of(interpolation.value, interpolation.scope)
            if value.nature in (Nature.SAFE, Nature.ESCAPED):
                continue
            if is_narrowed(interpolation.value, interpolation.origin, module.source.parents):
                continue
            wrapper = Wrapper(module, self.code, _MESSAGE)
            fix: MakeFix | None = None
            if not interpolation.fixable:
                pass
            elif isinstance(interpolation.value, ast.IfExp):
                fix = branch_fix(wrapper, interpolation)
            elif not value.prepared and not holds_yaml(interpolation.value, interpolation.scope):
                fix = partial(wrapper.value, interpolation, "plain", rewrite=without_str(interpolation))
            message = _DOUBTFUL if value.made else _MESSAGE
            yield Report(self.code, module.offset(slot), message, Safety.UNSAFE, fix)


def _is_row(one: Interpolation) -> bool:
    """Return whether a value is an item of a tuple that is not written out: `"%s: %s" % pair`."""
    return one.value is one.origin or one.shape is Shape.WHOLE

"""RW108: values in block scalars that may hold a line end."""

import ast
from collections.abc import Iterator

from reweave.code.frontmatter_span import MARK
from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.scope import Scope
from reweave.code.values import Nature, value_of
from reweave.rules.base import Safety

_DEPTH = 4
_INDENTS = frozenset({"indent", "fill", "wrap", "splitlines", "shorten"})


class BlockScalar(CodeRule):
    """A value is written into a block scalar, and only its first line is indented.

    After `summary: |` every line has to be indented: the second line of such a value ends the scalar, and the note can
    no longer be read. Indent all of it (`textwrap.indent`), or write it with `fm.plain`, which puts it on one line.
    """

    code = "RW108"
    safety = Safety.REPORT
    advice = "indent all of it with `textwrap.indent`, or write it with `fm.plain`"
    invalid = (
        Invalid(
            r"""
def note(text):
    return f"---\nsummary: |\n  {text}\n---\n"
""",
        ),
    )
    valid = (
        r"""
import textwrap

def note(text):
    return f"---\nsummary: |\n{textwrap.indent(text, '  ')}\n---\n"
""",
        r"""
def note(text):
    text = text.replace("\n", "\n  ")
    return f"---\nsummary: |\n  {text}\n---\n"
""",
        r"""
def note(rows):
    return f"---\nsummary: |\n  {len(rows)} rows\n---\n"
""",
        r"""
def note(meta):
    lines = ["---"]
    for key, value in meta.items():
        if isinstance(value, str):
            lines.append(f"{key}: |")
            lines.extend("  " + line for line in value.splitlines())
        else:
            lines.append(f"{key}:")
            lines.append(f"  first: {value[0]!r}")
    lines.append("---")
    return "\n".join(lines)
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for each line."""
        seen: set[tuple[int, int]] = set()
        for scope in module.scopes:
            for span in module.frontmatter(scope):
                for line in span.block_scalars(module.source.parents):
                    for one in line.interpolations:
                        if one.key in seen or not line.text.startswith(" ") or _is_indented(one.value, one.scope):
                            continue
                        if one.joined is None and value_of(one.value, one.scope).nature is Nature.TEXT:
                            seen.add(one.key)
                            offset = module.find(one.template or one.origin, line.text.partition(MARK)[0])
                            yield Report(self.code, offset, "only the first line of the value is indented")


def _is_indented(node: ast.expr, scope: Scope, depth: int = 0) -> bool:
    """Return whether a text went through something that takes care of its line ends."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and "\n" in part.value:
            return True
        if isinstance(part, ast.Attribute) and part.attr in _INDENTS:
            return True
        if isinstance(part, ast.Name):
            if part.id in _INDENTS:
                return True
            found = scope.lookup(part.id) if depth < _DEPTH else None
            bindings = found[1] if found is not None else []
            values = [(one.element, one.value) for one in bindings if one.value is not None and one.value is not node]
            if any(element or _is_indented(value, scope, depth + 1) for element, value in values):
                return True
    return False

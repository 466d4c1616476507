"""RW104: list items indented otherwise than configured."""

import ast
from collections.abc import Iterator
from functools import partial

from reweave.code.calls import argument
from reweave.code.concatenation import operands
from reweave.code.frontmatter_span import FrontmatterSpan, Line, is_item, is_open_key
from reweave.code.literal_spans import StringSource, operand_ends, placeholder_span
from reweave.code.module import Module
from reweave.code.ruamel_calls import RuamelObject, attributes, dump_calls
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.template import Shape
from reweave.note.edit import Edit
from reweave.rules.base import Safety

_MESSAGE = "list items indented by {} spaces, expected {}"


class HandListStyle(CodeRule):
    """List items are not indented as configured.

    The next `reweave run` changes whatever such a program writes, and items of both styles under one key do not parse.
    Write items with the indentation that the rule `list-indent` is configured for; with `indent = "keep"` nothing is
    reported. A ruamel.yaml object that is set to another `offset` is reported too.

    The fix is safe where one loop writes all the items of a key, one line each.
    """

    code = "RW104"
    safety = Safety.SAFE
    advice = "indent items as the rule `list-indent` is configured"
    invalid = (
        Invalid(
            r"""
def note(tags):
    lines = ["---", "tags:"]
    for tag in tags:
        lines.append(f"  - {tag}")
    lines.append("---")
    return "\n".join(lines)
""",
            r"""
def note(tags):
    lines = ["---", "tags:"]
    for tag in tags:
        lines.append(f"- {tag}")
    lines.append("---")
    return "\n".join(lines)
""",
        ),
        Invalid(
            r"""
def note(tags):
    items = "\n".join("    - %s" % tag for tag in tags)
    return f"---\ntags:\n{items}\n---\n"
""",
            r"""
def note(tags):
    items = "\n".join("- %s" % tag for tag in tags)
    return f"---\ntags:\n{items}\n---\n"
""",
        ),
        Invalid(
            r"""
from ruamel.yaml import YAML

def save(path, meta):
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    with open(path, 'w', encoding='utf-8') as out:
        out.write('---\n')
        yaml.dump(meta, out)
        out.write('---\n')
""",
        ),
        Invalid(
            r"""
def note(first, tags):
    lines = ["---", "tags:", f"  - {first}"]
    for tag in tags:
        lines.append(f"  - {tag}")
    lines.append("---")
    return lines
""",
        ),
    )
    valid = (
        r"""
def note(tags):
    lines = ["---", "tags:"]
    for tag in tags:
        lines.append(f"- {tag}")
    lines.append("---")
    return lines
""",
        r"""
def prompt(tags):
    lines = ["Tags:"]
    for tag in tags:
        lines.append(f"  - {tag}")
    return lines
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for each line that writes items, and for each `indent` of ruamel.yaml."""
        wanted = module.settings.indent
        seen: set[tuple[int, int]] = set()
        if wanted is None:
            return
        for instance in {instance.call: instance for _, instance in dump_calls(module)}.values():
            for node, column in _set_up(module, instance):
                if column != wanted:
                    yield Report(self.code, module.start(node), _MESSAGE.format(column, wanted))
        for scope in module.scopes:
            for span in module.frontmatter(scope):
                for key, items, clean in _lists(span):
                    column = len(key.text) - len(key.text.lstrip(" ")) + wanted
                    for line in items:
                        width = len(line.text) - len(line.text.lstrip(" "))
                        if width == column or not line.interpolations or line.interpolations[0].key in seen:
                            continue
                        seen.add(line.interpolations[0].key)
                        sole = clean and len(items) == 1 and line.loops != key.loops
                        yield self._report(module, line, width, column, sole)

    def _report(self, module: Module, line: Line, width: int, column: int, sole: bool) -> Report:
        message = _MESSAGE.format(width, column)
        interpolation = line.interpolations[0]
        offset = module.find(
            interpolation.template or line.node or interpolation.origin, line.text.partition("- ")[0] + "- "
        )
        safety = Safety.UNSAFE if interpolation.inlined else Safety.SAFE
        if not sole:
            return Report(self.code, offset, message)
        return Report(self.code, offset, message, safety, partial(self._fix, module, line, width, column, message))

    def _fix(self, module: Module, line: Line, width: int, column: int, message: str) -> tuple[Edit, ...] | None:
        raw = _before(module, line)
        if raw is None:
            return None
        string, text = raw
        dash = text.rfind("- ")
        if dash < 0 or text[dash + 2 :].strip("\"'\\["):
            return None
        blanks = len(text[:dash]) - len(text[:dash].rstrip(" "))
        head = text[: dash - blanks]
        # Text that is dedented later is indented more in the source.
        if blanks < width or not (not head or head.endswith(("\\n", "\n"))):
            return None
        start = string.start + len(head.encode(errors="surrogatepass"))
        return (Edit(start, start + blanks, b" " * (blanks - width + column), self.code, message),)


def _set_up(module: Module, instance: RuamelObject) -> Iterator[tuple[ast.Call, int]]:
    """Yield the calls that set the offset of list items, with that offset."""
    for function in attributes(module, instance, "indent"):
        node = module.source.parents.get(function)
        if isinstance(node, ast.Call) and node.func is function:
            offset = argument(node, "offset", 2)
            if isinstance(offset, ast.Constant) and isinstance(offset.value, int):
                yield node, offset.value


def _before(module: Module, line: Line) -> tuple[StringSource, str] | None:
    """Return the string in which an item's line begins, and its source up to the value."""
    interpolation = line.interpolations[0]
    if interpolation.shape is Shape.PLUS:
        beside = operands(interpolation.origin)[interpolation.number - 1]
        ends = (
            operand_ends(module.source, beside) if interpolation.number and isinstance(beside, ast.Constant) else None
        )
        return None if ends is None else (ends[1], ends[1].raw)
    found = placeholder_span(module.source, interpolation)
    if found is None:
        return None
    length = found.start - found.string.start
    return found.string, found.string.raw.encode(errors="surrogatepass")[:length].decode(errors="surrogatepass")


def _lists(span: FrontmatterSpan) -> Iterator[tuple[Line, list[Line], bool]]:
    """Yield each key that may have a list, the lines of its items, and whether there are no others among them."""
    lines = span.lines
    for index, key in enumerate(lines):
        if not is_open_key(key):
            continue
        items: list[Line] = []
        clean = True
        for line in lines[index + 1 :]:
            if is_item(line):
                items.append(line)
            elif line.text.strip() and (line.text.startswith(" ") and items):
                clean = False
            elif line.text.strip():
                break
        if items:
            yield key, items, clean

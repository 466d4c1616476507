"""RW106: lossy or partial escapes."""

import ast
from collections.abc import Iterator
from functools import partial

from reweave.code.escapes import is_complete
from reweave.code.frontmatter_span import MARK, Slot
from reweave.code.literal_spans import span_of
from reweave.code.module import Module
from reweave.code.quoted_spans import quoted_spans
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.scope import Scope
from reweave.code.template import Interpolation
from reweave.code.values import Nature, Value, value_of
from reweave.code.wrap_fix import Wrapper, without_replacements
from reweave.note.edit import Edit
from reweave.rules.base import Safety

_SPECIAL = frozenset("\"'\\:#[]{}")


class LossyEscape(CodeRule):
    """A value is altered, or only partly escaped, before it is written.

    `title.replace('"', "'")` loses the original title; `.replace('"', '\\\\"')` alone leaves backslashes, so a title
    that ends with one breaks the note. Use `fm.quoted`, which needs neither.

    The fix is unsafe: it changes what is written, to the text that was meant.
    """

    code = "RW106"
    safety = Safety.UNSAFE
    advice = "write the value with `fm.quoted`, which needs no other escapes"
    invalid = (
        Invalid(
            r"""
def note(title):
    return '---\ntitle: "' + title.replace('"', "'") + '"\n---\n'
""",
            r"""
from reweave import fm


def note(title):
    return '---\ntitle: ' + fm.quoted(title) + '\n---\n'
""",
        ),
        Invalid(
            r"""
def note(title):
    safe = title.strip().replace('"', '\\"')
    return f'---\ntitle: "{safe}"\n---\n'
""",
            r"""
from reweave import fm


def note(title):
    safe = title.strip()
    return f'---\ntitle: {fm.quoted(safe)}\n---\n'
""",
        ),
        Invalid(
            r"""
def note(title):
    return f"---\ntitle: {title.replace(':', ' -')}\n---\n"
""",
            r"""
from reweave import fm


def note(title):
    return f"---\ntitle: {fm.plain(title)}\n---\n"
""",
        ),
        Invalid(
            r"""
def note(title):
    title = title.replace('"', '\\"')
    return f'---\ntitle: "{title}"\n---\n'
""",
            r"""
from reweave import fm


def note(title):
    return f'---\ntitle: {fm.quoted(title)}\n---\n'
""",
        ),
        Invalid(
            r"""
def note(post):
    safe_title = post.title.replace('"', '\\"')
    date = post.date.isoformat()
    return f'---\ntitle: "{safe_title}"\ndate: {date}\n---\n'
""",
            r"""
from reweave import fm


def note(post):
    date = post.date.isoformat()
    return f'---\ntitle: {fm.quoted(post.title)}\ndate: {date}\n---\n'
""",
        ),
        Invalid(
            r"""
def note(title):
    safe = title.replace('"', '')
    print(safe)
    return f'---\ntitle: "{safe}"\n---\n'
""",
        ),
    )
    valid = (
        r"""
def note(title):
    title = title.replace('\\', '\\\\').replace('"', '\\"')
    return f'---\ntitle: "{title}"\n---\n'
""",
        r"""
def note(title):
    title = title.replace("'", "''")
    return f"---\ntitle: '{title}'\n---\n"
""",
        r"""
def cell(title):
    return '| ' + title.replace('"', '') + ' |'
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for each value that is altered or partly escaped."""
        for slot in module.slots:
            for quote, interpolations, whole in _texts(slot):
                for interpolation in interpolations:
                    value = value_of(interpolation.value, interpolation.scope)
                    if value.nature is not Nature.ESCAPED:
                        continue
                    if quote and is_complete(value.pairs, quote):
                        continue
                    yield self._report(module, slot, interpolation, quote, value, whole)

    def _report(
        self, module: Module, slot: Slot, interpolation: Interpolation, quote: str, value: Value, whole: bool
    ) -> Report:
        message = "value is altered or only partly escaped"
        if (
            value.escape is None
            or _is_used_elsewhere(interpolation, value)
            or not whole
            or not (interpolation.exact and interpolation.fixable)
            or interpolation.joined is not None
        ):
            return Report(self.code, module.offset(slot), message)
        fix = partial(self._fix, module, interpolation, quote, value, message)
        return Report(self.code, module.offset(slot), message, Safety.UNSAFE, fix)

    def _fix(
        self, module: Module, interpolation: Interpolation, quote: str, value: Value, message: str
    ) -> tuple[Edit, ...] | None:
        wrapper = Wrapper(module, self.code, message)
        function, options = ("quoted" if quote else "plain"), (", single=True" if quote == "'" else "")
        assert value.escape is not None
        if value.name is None:
            return wrapper.value(interpolation, function, quote, options=options, rewrite=_unescaped)
        if not isinstance(interpolation.value, ast.Name) or interpolation.value.id != value.name:
            return None
        span = span_of(module.source, value.escape.node)
        bare = isinstance(module.source.parents.get(value.escape.node), ast.Assign | ast.AnnAssign)
        code = None if span is None else _unescaped(module.source.text(*span), bare=bare)
        if span is None or code is None:
            return None
        statement = _whole_statement(module, value)
        is_left_out = statement is not None and (code == value.name or _means_the_same(code, interpolation.scope))
        wrapped = wrapper.value(
            interpolation, function, quote, options=options, rewrite=(lambda _: code) if is_left_out else None
        )
        if wrapped is None:
            return None
        edit = wrapper.edit(*statement, "") if is_left_out and statement is not None else wrapper.edit(*span, code)
        return (edit, *wrapped)


def _is_used_elsewhere(interpolation: Interpolation, value: Value) -> bool:
    """Return whether the variable with the escaped text is used anywhere else."""
    if value.name is None or value.escape is None:
        return False
    own = sum(isinstance(node, ast.Name) and node.id == value.name for node in ast.walk(value.escape.node))
    return interpolation.scope.loads[value.name] - own != 1


def _whole_statement(module: Module, value: Value) -> tuple[int, int] | None:
    """Return the lines of the statement that binds the name to the escaped text, if it can be left out."""
    source = module.source
    assert value.escape is not None
    statement = source.parents.get(value.escape.node)
    body = getattr(source.parents.get(statement), "body", []) if statement is not None else []
    if not isinstance(statement, ast.Assign) or statement not in body or len(body) < 2 or len(statement.targets) > 1:
        return None
    start, end = source.start(statement), source.line_end(source.end(statement))
    begin = source.data.rfind(b"\n", 0, start) + 1
    is_alone = not source.data[begin:start].strip() and not source.data[source.end(statement) : end].strip()
    return (begin, end) if is_alone else None


def _means_the_same(code: str, scope: Scope) -> bool:
    """Return whether a variable or attribute is never set here, so that it can be read later as well."""
    names = code.split(".")
    if not all(name.isidentifier() for name in names):
        return False
    found = scope.lookup(names[0])
    return found is not None and len(found[1]) == 1 and scope.assigned.isdisjoint(names[1:])


def _unescaped(code: str, *, bare: bool = True) -> str | None:
    return without_replacements(code, lambda old: bool(set(old) & _SPECIAL), bare=bare)


def _texts(slot: Slot) -> Iterator[tuple[str, tuple[Interpolation, ...], bool]]:
    """Yield each text in a slot: its quote, its values, and whether it is a single value."""
    spans = list(quoted_spans(slot))
    for span in spans:
        yield span.quote, span.interpolations, span.is_whole
    if not spans and slot.text == MARK:
        yield "", slot.interpolations, True

"""RW101: values between quotes that are not escaped."""

from collections.abc import Iterator
from functools import partial

from reweave.code.frontmatter_span import Slot
from reweave.code.helper_fix import complete, half_escaping_helper
from reweave.code.module import Module
from reweave.code.quoted_spans import QuotedSpan, quoted_list, quoted_spans
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.rules.plain_value import is_typed
from reweave.code.values import Nature, has_structure, value_of
from reweave.code.wrap_fix import Wrapper
from reweave.rules.base import Safety


class UnescapedQuoted(CodeRule):
    """A value is put between quotes without being escaped.

    A quote or backslash in the value ends the string early or changes it. Use `fm.quoted`, which writes the quotes and
    escapes what is between them; output that was correct stays the same byte for byte.

    The fix is unsafe where the value comes from a function, or has a name, that suggests it is escaped already. A
    function of the same file that escapes only the quotes is completed, if all its calls are such values. Values
    that `%` or `format` takes from a mapping are only reported: escape them where the mapping is built.
    """

    code = "RW101"
    safety = Safety.SAFE
    advice = "write the value and its quotes with `fm.quoted`"
    invalid = (
        Invalid(
            r"""
def note(title, body):
    return f'---\ntitle: "{title}"\n---\n\n{body}'
""",
            r"""
from reweave import fm


def note(title, body):
    return f'---\ntitle: {fm.quoted(title)}\n---\n\n{body}'
""",
        ),
        Invalid(
            r"""
lines = ["---", "supports:"]
for claim in claims:
    lines.append(f'- "[[{claim}]]"')  # a link each
lines.append("---")
""",
            r"""
from reweave import fm

lines = ["---", "supports:"]
for claim in claims:
    lines.append(f'- {fm.quoted(f"[[{claim}]]")}')  # a link each
lines.append("---")
""",
        ),
        Invalid(
            r"""
def head(title):
    return '---\ntitle: \'%s\'\n---\n' % title
""",
            r"""
from reweave import fm


def head(title):
    return '---\ntitle: %s\n---\n' % fm.quoted(title, single=True)
""",
        ),
        Invalid(
            r"""
def head(title):
    return '---\n' + 'title: "' + title + '"\n' + '---\n'
""",
            r"""
from reweave import fm


def head(title):
    return '---\n' + 'title: ' + fm.quoted(title) + '\n' + '---\n'
""",
        ),
        Invalid(
            r"""
def _escape(text):
    return text.replace('"', '\\"').replace('\n', ' ')

def head(title):
    return f'---\ntitle: "{_escape(title)}"\n---\n'
""",
            r"""
def _escape(text):
    return text.replace("\\", "\\\\").replace('"', '\\"').replace('\n', ' ')

def head(title):
    return f'---\ntitle: "{_escape(title)}"\n---\n'
""",
        ),
        Invalid(
            r"""
def head(post):
    return '---\ntitle: "%(title)s"\n---\n' % post
""",
        ),
        Invalid(
            r"""
def head(post):
    return '---\ntitle: "{title}"\n---\n'.format(**post)
""",
        ),
        Invalid(
            r"""
class Note:
    HEAD = '---\ntitle: "{title}"\n---\n'

    def head(self):
        return self.HEAD.format(title=self.title)
""",
        ),
    )
    valid = (
        r"""
def escaped(text):
    return text.replace('\\', '\\\\').replace('"', '\\"') if text else ''

def head(title):
    return f'---\ntitle: "{escaped(title)}"\n---\n'
""",
        r"""
import json
def head(title):
    return f'---\ntitle: {json.dumps(title)}\n---\n'
""",
        r"""
def head(rows):
    return f'---\ncount: "{len(rows)}"\n---\n'
""",
        r"""
class Note:
    FENCE = '---\n'

    def open(self, fence):
        self.FENCE = fence

    def head(self, title):
        return self.FENCE + f'title: "{title}"\n---\n'
""",
        r"""
def prompt(title):
    return f'Rules:\n- "{title}"\n---\n'
""",
        r"""
def head(title):
    title = title.replace('\\', '\\\\').replace('"', '\\"')
    return f'---\ntitle: "{title}"\n---\n'
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for each quoted text."""
        for slot in module.slots:
            for span in quoted_spans(slot):
                report = self._report(module, slot, span)
                if report is not None:
                    yield report

    def _report(self, module: Module, slot: Slot, span: QuotedSpan) -> Report | None:
        message = "value between quotes is not escaped"
        if any(one.joined is not None and has_structure(one.joined) for one in span.interpolations):
            if quoted_list(slot) is not None:
                return None  # RW103
            return Report(self.code, module.offset(slot), "items joined with their quotes are not escaped")
        if any(
            interpolation.value is interpolation.origin and not interpolation.exact
            for interpolation in span.interpolations
        ):
            return Report(self.code, module.offset(slot), message)
        values = [value_of(one.value, one.scope) for one in span.interpolations]
        raw = [value for value in values if value.nature in (Nature.TEXT, Nature.UNKNOWN)]
        if not raw or not all(one.exact for one in span.interpolations):
            return None
        if any(value.made for value in values):
            if is_typed(slot):
                return None
            return self._doubtful(module, slot, span)
        if any(value.nature is Nature.ESCAPED for value in values) or not all(
            one.fixable for one in span.interpolations
        ):
            return Report(self.code, module.offset(slot), message)
        doubt = any(value.nature is Nature.UNKNOWN for value in raw) or any(one.inlined for one in span.interpolations)
        wrapper = Wrapper(module, self.code, message)
        options = ", single=True" if span.quote == "'" else ""
        fix = (
            partial(wrapper.value, span.interpolations[0], "quoted", span.quote, options=options)
            if span.is_whole
            else partial(wrapper.nested, span.interpolations, "quoted", span.quote, options)
        )
        return Report(self.code, module.offset(slot), message, Safety.UNSAFE if doubt else Safety.SAFE, fix)

    def _doubtful(self, module: Module, slot: Slot, span: QuotedSpan) -> Report:
        """Return the report of a value that a helper may have escaped; one that does so by half is completed."""
        message = "value between quotes may not be escaped"
        helper = half_escaping_helper(module, span)
        fix = None if helper is None else partial(complete, Wrapper(module, self.code, message), helper)
        return Report(self.code, module.offset(slot), message, Safety.UNSAFE if fix else Safety.REPORT, fix)

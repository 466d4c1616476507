"""RW602: values in the frontmatter of templates without a filter that quotes them."""

import ast
import re
from collections.abc import Iterator

from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.templates import check_template, may_be_template
from reweave.rules.base import Safety

_ENGINE = re.compile(rb"(?i)jinja|liquid|mustache|chevron|handlebars|mako|\.render\(|render_template|from_string")


class TemplateValue(CodeRule):
    """A template puts a value into frontmatter without a filter that quotes it.

    `title: "{{ title }}"` breaks at the first quote in a title. Use a filter that writes the quotes: `tojson` in Jinja,
    `jsonify` in Liquid and Hugo, a helper that calls `JSON.stringify` in Handlebars and EJS. Template files, templates
    in Python strings and the vault's own Markdown are looked at; Obsidian's `{{title}}` and `{{date}}` are left. It is
    only reported.
    """

    code = "RW602"
    safety = Safety.REPORT
    advice = "use a filter that quotes it, such as `tojson` or `jsonify`"
    invalid = (
        Invalid(
            r"""
from jinja2 import Template

NOTE = Template('---\ntitle: "{{ title }}"\n---\n')
""",
        ),
    )
    valid = (
        r"""
from jinja2 import Template

NOTE = Template('---\ntitle: {{ title | tojson }}\ncreated: {{ created }}\n---\n')
""",
        r"""
def note(title):
    return '---\ntitle: {{title}}\n---\n'.format()
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for each value in a string of a program that uses a template engine."""
        if b"{{" not in module.source.data or _ENGINE.search(module.source.data) is None:
            return
        for scope in module.scopes:
            for node in scope.nodes:
                if (
                    not isinstance(node, ast.Constant)
                    or not isinstance(node.value, str)
                    or not may_be_template(node.value)
                ):
                    continue
                for found in check_template(node.value):
                    line = node.value[node.value.rfind("\n", 0, found.offset) + 1 : found.offset]
                    yield Report(self.code, module.find(node, line), found.message)

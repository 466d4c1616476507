import pytest

from reweave.config.model import Config
from reweave.lint.linter import lint_notes
from reweave.note.finding import Severity
from tests.rules.run import problems


@pytest.mark.parametrize(
    "text",
    ["{{title}}", "{{date:YYYY-MM-DD}}", "{{title}} - x", "{% if a %}", "<% tp.d('x') %>", "[{{a}}, b]", "{{{raw}}}"],
)  # fmt: skip
def test_an_unquoted_placeholder_is_named_once(text: str) -> None:
    column = text.index("{{" if "{{" in text else "%" if text.startswith("{%") else "<")
    column = 4 + (column - 1 if text.startswith("{%") else column)
    assert problems("placeholder", f"a: {text}\nb: c\n") == [(2, column)]


def test_each_placeholder_has_its_place() -> None:
    assert problems("placeholder", "a: {{x}} - {{y}}\nb:\n- {{z}}\n{{k}}: v\n") == [(2, 4), (2, 12), (4, 3), (5, 1)]


@pytest.mark.parametrize(
    "text",
    ["'{{x}}'", '"{{x}}"', "|\n  {{x}}", ">\n  <% x %>", "b # {{x}}", "{b: {c: d}}", "100%", "[a, '{% x %}']"],
)
def test_text_and_mappings_are_no_placeholders(text: str) -> None:
    assert problems("placeholder", f"a: {text}\n") == []


def test_it_is_informational_and_the_rest_of_the_note_is_fixed() -> None:
    source = b'---\ncreated: {{date:YYYY}}\ntags:\n- "a"\n---\n'
    result = lint_notes([("n.md", source)], Config())
    assert [(one.rule, one.severity) for one in result.left] == [("placeholder", Severity.INFO)]
    assert result.changes.totals()[0].after == source.replace(b'"a"', b"a")

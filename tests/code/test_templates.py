"""Templates whose frontmatter holds values."""

import pytest

from reweave.code.engine import read_module, reports
from reweave.code.registry import code_rules
from reweave.code.settings import Settings
from reweave.code.templates import check_template


def _lines(text: str, *, core: bool = False) -> list[int]:
    return [text.count("\n", 0, one.offset) + 1 for one in check_template(text, core=core)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('---\ntitle: "{{ title }}"\n---\n', [2]),
        ("---\ntitle: {{ page.title }}\nsummary: '{{ summary | trim }}'\n---\n", [2, 3]),
        ("---\ntags: [{{ tags | join(', ') }}]\n---\n", [2]),
        ("---\ntags:\n{% for tag in tags %}\n- {{ tag }}\n{% endfor %}\n---\n", [4]),
        ("{# note #}\n{% set x = 1 %}\n---\ntitle: {{ title }}\n---\n", [4]),
        ('---\r\ntitle: "<%= title %>"\r\n---\r\n', [2]),
        ("---\nname: <% tp.system.prompt('Name') %>\n---\n", [2]),
        ("---\nauthor: {{{ author }}}\n---\n", [2]),
        ("---\ntitle: Notes on {{ topic }}\n---\n", [2]),
    ],
)
def test_values_without_a_filter_that_quotes_are_found(text: str, lines: list[int]) -> None:
    assert _lines(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: {{ title | tojson }}\n---\n",
        "---\ntitle: {{ page.title | jsonify }}\n---\n",
        "---\ntitle: {{ yamlQuote title }}\n---\n",
        "---\ndate: {{ .Date }}\ndraft: {{ draft }}\nid: {{ uuid }}\n---\n",
        "---\ncreated: <% tp.date.now('YYYY-MM-DD') %>\n---\n",
        "---\ntitle: plain\n---\n{{ body }}\n",
        "# {{ title }}\n---\nx: {{ y }}\n---\n",
        "---\npermalink: /posts/{{ slug }}/\n---\n",
        "{{ a }}\n" * 10,
    ],
)
def test_what_is_quoted_typed_or_elsewhere_is_left(text: str) -> None:
    assert _lines(text) == []


@pytest.mark.parametrize("part", ["<%", "{%", "{{", "{{!", "{#", "<% tp"])
def test_what_is_opened_again_and_again_ends_in_time(part: str) -> None:
    hostile = part * (900_000 // len(part))
    assert _lines(f"---\ntitle: {hostile}\nname: {{{{ name }}}}\n---\n") == [3]


def test_placeholders_of_obsidian_are_left_in_notes_alone() -> None:
    text = '---\ntitle: "{{title}}"\nseen: {{date:YYYY-MM-DD}}\n---\n'
    assert _lines(text, core=True) == []
    assert _lines(text) == [2]


def test_what_templater_writes_is_found_below_the_code_that_asks_for_it() -> None:
    code = '<%*\nconst name = await tp.system.prompt("Name");\n%>\n'
    assert _lines(f'{code}---\ntitle: <% name %>\naliases: ["<% name %>"]\n---\n', core=True) == [5, 6]
    assert _lines("---\n<% if (x) { %>\ntitle: y\n<% } %>\n---\n") == []


HEAD = '---\\ntitle: "{{ post.title }}"\\n---\\n'
LISTED = '---\ntitle: {{ title }}\ntags: [{{ tags | join(", ") }}]\n---\n'


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (f"from jinja2 import Template\n\nNOTE = Template('''{LISTED}''')\n", [4, 5]),
        (f"import jinja2\n\nHEAD = '{HEAD}'\nNOTE = jinja2.Environment().from_string(HEAD)\n", [3]),
        ("from jinja2 import Template\n\nNOTE = Template('---\\ntitle: {{ title | tojson }}\\n---\\n')\n", []),
    ],
)
def test_values_in_templates_of_a_program_are_found(source: str, lines: list[int]) -> None:
    module = read_module("x.py", source.encode(), Settings())
    assert [module.source.position(one.offset)[0] for one in reports(module, [code_rules()["RW602"]])] == lines

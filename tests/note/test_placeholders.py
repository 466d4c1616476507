import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reweave.lint.normalize import layers, normalize
from reweave.note.note import Note
from reweave.note.reader import LIBYAML
from reweave.note.tree import Mapping, Scalar
from reweave.rules.list_indent import ListIndent
from reweave.rules.quotes import Quotes, QuotesOptions, Style
from tests.strategies import frontmatters


def _note(text: str) -> Note:
    return Note("n.md", f"---\n{text}---\nBody\n".encode())


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: {{title}} - {{date}}", "{{title}} - {{date}}"),
        ("x: {% if a: b %}c{% endif %}", "{% if a: b %}c{% endif %}"),
        ("x: {{{raw}}} and\n  {{more}}", "{{{raw}}} and {{more}}"),
        ('x: <% tp.file.title ? "a: b" : "c" %>', '<% tp.file.title ? "a: b" : "c" %>'),
        ('title: "{{ replace .Name "-" " " | title }}"', '{{ replace .Name "-" " " | title }}'),
        ("created: '<% tp.date.now('YYYY') %>'", "<% tp.date.now('YYYY') %>"),
        ('день: "{% if a == "б" %}в{% endif %} г"', '{% if a == "б" %}в{% endif %} г'),
        ('x: "<% a("b") %>\n  c {{d}}"', '<% a("b") %> c {{d}}'),
        ('"x y": "{{ "z: #" }}"', '{{ "z: #" }}'),
    ],
)
def test_a_placeholder_is_text(line: str, value: str) -> None:
    note = _note(f"{line}\ntags:\n  - 'a'\n")
    assert note.problem is None
    assert isinstance(note.root, Mapping)
    found = note.root.pairs[0][1]
    assert isinstance(found, Scalar)
    assert found.value == value
    assert note.text[found.start : found.end] == line.partition(": ")[2]


@pytest.mark.parametrize(
    "block",
    [
        "a: |\n  text\n{{x}}\n  more\n",
        "a: |\n  text\n<%* if (x) { %>\n  more\n<%* } %>\n",
        "a: >-\n  x\n\n{{#if y}}\n  z\n{{/if}}\n",
        "a:\n  b: |2\n      x\n{{y}}\n{{z}}   \n\n    w\n",
        "a:\n- |\n  \u0442\u0435\u043a\u0441\u0442\n{{\u0438\u043c\u044f}}\n  \u0435\u0449\u0451\n- d\n",
        "t:\n{{#each tags}}\n- '{{this}}'\n{{/each}}\na: |\n  text\n{{x}}\n  more\n",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_placeholder_at_the_margin_of_a_block_scalar_stays(block: str, end: str) -> None:
    note = _note((block + "tags:\n  - 'a'\n").replace("\n", end))
    assert note.problem is None
    rules = (ListIndent(), Quotes())
    (change,) = normalize(note, rules, layers(rules, unsafe=False)).changes
    assert change.after == f"---\n{block}tags:\n- a\n".replace("\n", end).encode().replace(b"---\r\n", b"---\n", 1) + (
        b"---\nBody\n"
    )


@pytest.mark.parametrize(
    "line",
    ["a: {{b}} \ue000", 'x: "a\n  {{b\\"}} c"\ny: {{c}} d', "a: {{b}}: {{c}}: d", 'x: "{{ a \\"b" }}"',
     "x: '{{ a ''b' }}'", "<%*\n  let a = {{b}}: {{c}}: d\nx: {{y}}", "<%*\nx: [\n%> y"],
)  # fmt: skip
def test_what_cannot_be_told_from_text_is_unreadable(line: str) -> None:
    assert _note(f"{line}\n").problem is not None


@pytest.mark.parametrize(
    "kept",
    [
        "title: {{title}} - {{date}}\n",
        "date: {{date:YYYY-MM-DD}}\n",
        "? - 'a'\n  -   'b'\n: 'c'\n",
        "{'a': 'b'}: 'c'\n",
        "aliases:\n- ?\n",
        "m: {a, {'b'}, c: d}\n",
        "m: {['b'], c: d}\n",
        "up: [[{{'x'}}]]\n",
        "{{#each tags}}\n",
        "  <% tp.file.cursor() %> # here\n",
        "l:\n{{#each l}}\n  - '{{this}}'\n{{/each}}\n",
        "l:\n  - 'a'\n{% if b %}\n  - 'b'\n{% endif %}\n",
        "m:\n  'k': 'v'\n  {{{more}}} {{most}}\n  'l': 'w'\n",
        "m: 'v'\n  {{more}}\n{{z}}\n",
        "m: |\n  'v'\n  {{more}}\n{{z}}\n",
        'm: "v\n  {{more}}"\n\n{{z}}\n',
        'title: "{{ x "y" }}"\n',
        "title: '{{x}} <% y('z') %>' # c\n",
        'm: ["{{ x "y" }}", {{z}}]\n',
        "<%*\n  let t = 'a # b'  \n\n\tif (t) { tR += `c: ${t}` }\n-%>\n",
        "l:\n  - 'a'\n{%\n  if b\n%}\n  - 'b'\n",
        "m: {{b}}\n{{\n  c: 'd'\n}}  \n",
        'm: "{{ b "c" }}"\n{{#each l}}\nk: {{this}}\n{{/each}}\n',
        'm: <%*\n// e.g. ["a"]: b\n\n\tif (x) {  \n  tR += \'- "z"\' }\n%>\n',
        "m: {{a: b}} <%*\nlet n = 'c: d'\n_%> e # f\n",
        "l:\n  - <%*\n    for (const k of ['a: b']) tR += k\n-%>\n  - b\n",
        "m: '[[<%*\ntR += `${q} - '\\n' ''`\n%>]]'\n",
        'm: "<%*\nawait f(["a"], "b")\n%> c"\n',
        "m: {%\n  if b: c\n%}d{% endif %}\n",
        "{% if b == 'c' %}\nm: {{d}}{% endif %}\nk:\n- e{% for f in g %}\nj:{% endif %}\n- {{f}}{% endfor %}\n",
        'm: [{%- for a in b -%}"[[{{a.c}} d|{{a.e}}]]"{%- if not f %}, {% endif -%}{%- endfor -%}]\n',
        "l:\n{% for a in b %}  - '{{a}}': c\n{% endfor %}\n{#- 'd: e' -#}\n{{#if x}}m: {{/if}}\n",
        "<%* if (a) { %>l: <%* } %>\n{{#if a}}  - 'b'{{/if}}\n",
        "{# head: 'x' #}\n",
        "m: {# a #} 'b'\n",
        "l: [{#- a -#} 'b', c]\n",
        "l: {# 'a': b #}\n- 'c'\n",
        "{#\n  a: 'b'\n-#}\n",
        "m: {# a: 'b'\n  c #} d\n",
    ],
)
def test_what_is_untouchable_stays_and_the_rest_is_normalized(kept: str) -> None:
    note = _note(f"{kept}tags:\n  - 'a'\n  - b\nx: 'z'\n")
    assert note.problem is None
    rules = [ListIndent(), Quotes(QuotesOptions(values="minimal", keys="minimal"))]
    outcome = normalize(note, rules, layers(rules, unsafe=False))
    assert outcome.refusal is None
    assert outcome.changes[-1].after == f"---\n{kept}tags:\n- a\n- b\nx: z\n---\nBody\n".encode()


@pytest.mark.parametrize(("style", "mark"), [("double", '"'), ("single", "'"), ("minimal", "")])
@pytest.mark.parametrize(
    "value",
    ["{{date:YYYY-MM-DD}} {{time}}", "{% if a %}b{% endif %}", "{{ 'x' | filter: \"y\" }}", "<% tp.file.title %>",
     "{{VALUE:Titel, \"x\"}}", "[{{a:b}}, {{c}}]"],
)  # fmt: skip
def test_keys_in_quotes_with_a_placeholder_as_value(style: Style, mark: str, value: str) -> None:
    rules = [ListIndent(), Quotes(QuotesOptions(keys=style))]
    for before in ("", "'", '"'):
        note = _note(f"{before}日付{before}: {value}\nl:\n  - 'a'\n")
        outcome = normalize(note, rules, layers(rules, unsafe=False))
        assert outcome.refusal is None
        expected = f"---\n{mark}日付{mark}: {value}\n{mark}l{mark}:\n- a\n---\nBody\n"
        assert outcome.changes[-1].after.decode() == expected


@pytest.mark.parametrize("item", ['<%* x: "y" %>', "{{a: 'b'}}", "{% set a: 'b' %}"])
def test_an_item_that_is_a_placeholder_with_quotes(item: str) -> None:
    note = _note(f"l:\n- {item}\n- b\n")
    assert note.problem is None
    assert isinstance(note.root, Mapping)


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(frontmatters(), st.data())
def test_a_line_of_placeholders_between_pairs_makes_no_note_unreadable(text: str, data: st.DataObject) -> None:
    note = _note(text)
    if note.problem is not None or note.reader != LIBYAML or not isinstance(note.root, Mapping) or note.root.flow:
        return
    starts = [note.text.rfind("\n", 0, key.start) + 1 for key, _ in note.root.pairs]
    start = data.draw(st.sampled_from(starts))
    line = data.draw(st.sampled_from(["{{x}}", "{{#each x}}", "  {% if: x %}", "<% 'a' %> {{b}}"]))
    filled = _note(f"{note.text[:start]}{line}\n{note.text[start:]}")
    assert filled.problem is None


@pytest.mark.parametrize(
    ("text", "readable", "spans"),
    [
        ("{{a}}" * 20_000 + "x\n", True, 2),
        ("b: c\n" + "{{a}} " * 20_000 + "x\nd: e\n", False, 0),
        ("b: c\n" + "{{a}}\n" * 8_000 + "x: y\n", True, 8000),
        ("k: " + "|" * 50_000 + "\n" * 50_000 + "x: y\n", False, 0),
        ("k: |\n" + " \n" * 50_000 + "l: y\n", True, 0),
        ("<%\n" * 50_000 + "a: [\n", False, 0),
        ("b: " + "{%" * 60_000 + "\n", False, 0),
        ("b: " + "<%" * 60_000 + "\n", True, 0),
        ("b: " + "<%{%" * 30_000 + "%} {% c %}\n", True, 0),
        ("<%*\nx\n%>\n" * 15_000 + "a: {{b}} c\n", True, 15_002),
        ("b: <%\n" * 30_000 + "%>\n", False, 0),
        ("b: # " + "<%" * 60_000 + "\n%>\nc: [\n", False, 0),
        ("b: <%\n%>\n" * 5_000 + "c: {{d}} e\n", True, 10_002),
        ("b: {%\n" + "{{c}}" * 20_000 + "\n%}" + "{# d #}" * 10_000 + ": [\n", False, 0),
    ],
)
def test_hostile_text_takes_no_longer_than_it_is_long(text: str, readable: bool, spans: int) -> None:
    note = _note(text)
    assert (note.problem is None, len(note.untouchable)) == (readable, spans)

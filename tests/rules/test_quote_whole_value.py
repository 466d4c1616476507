import re

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from reweave.note.note import Note
from reweave.note.verify import ProofError
from tests.rules.run import fixed, outcome, rule

_TEXT = st.text(alphabet="ab `@%*\"'[]{},\\", max_size=12)


@pytest.mark.parametrize(
    "value",
    ["`x` y", "`x`", "@x", "@x y: z", "%x", "%", "*Source: x*", "*text*", "**b** c", '"x" and y', "'it's'", '"a "b" c"',
     "[x] y", "{x} y", '"say \\\\"hi\\\\" x"', '""x""', "'x'y'z'", '"Hello", she said', "[[x]] and [[y]]",
     "> x", "| x y", ", x", "] x", "} x", "? x", "*", "* x",
     "[WIP] Idee: Teil 2", "`код` и текст", '"Ёж" и "уж"', "[2024] 年度报告",
     "![[x.png]]", "![[x #y]]", "![a](b.png)", "!größer als", "!日本", "!a,b c", "!50%zz",
     "*.conf", "*Arr x", "*über alles", "*-1 y"],
)  # fmt: skip
def test_the_text_becomes_the_value_as_it_is(value: str) -> None:
    for text, read in (
        (f"k: {value}\n", {"k": value}),
        (f"k: {value}   # c\nl: m\n", {"k": value, "l": "m"}),
        (f"- k:  {value}\n  l: m\n", [{"k": value, "l": "m"}]),
        (f"k:\n- {value}\n- n\n", {"k": [value, "n"]}),
    ):
        if text.startswith(("k:\n- *Source:", "k:\n- @x y: z", "k:\n- ? x")):
            continue  # a mapping may be meant
        assert yaml.safe_load(fixed("quote-whole-value", text)) == read


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('k: "C:\\data\\new"\nl: m\n', "k: 'C:\\data\\new'\nl: m\n"),
        ('- k: "$\\sum_i x$ – l\'été" # c\n  l: m\n', "- k: '$\\sum_i x$ – l''été' # c\n  l: m\n"),
        ('k:\r\n- "\\дом"\r\n- n\r\n', "k:\r\n- '\\дом'\r\n- n\r\n"),
        ('k: "a: \\* b"\nl: @m\n', "k: 'a: \\* b'\nl: \"@m\"\n"),
        ('k: "a\\n"\nl: "^\\d+\\.$"\n', "k: \"a\\n\"\nl: '^\\d+\\.$'\n"),
    ],
)
def test_a_backslash_that_is_no_escape(before: str, after: str) -> None:
    assert fixed("quote-whole-value", before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('k: "\\ud83d\\ude00 a"\nl: m\n', 'k: "😀 a"\nl: m\n'),
        ('- k: "\\u00e9 \\uD83C\\uDDE9\\uD83C\\uDDEA\\n" # c\n', '- k: "\\u00e9 🇩🇪\\n" # c\n'),
        ('k:\r\n- "\\ud83d\\ude00"\r\n- n\r\n', 'k:\r\n- "😀"\r\n- n\r\n'),
        ('k: "\\ud83d"\n', 'k: "\\ud83d"\n'),
        ('k: "\\ude00\\ud83d a"\n', 'k: "\\ude00\\ud83d a"\n'),
        ('k: "\\ud83d\\ude00 \\d"\n', 'k: "\\ud83d\\ude00 \\d"\n'),
    ],
)
def test_a_character_that_json_writes_as_two_escapes(before: str, after: str) -> None:
    assert fixed("quote-whole-value", before) == after


def test_a_fault_below_statements_of_a_template() -> None:
    above = "k:{% for a in b %}\n- {{a}}{% endfor %}\n{% if c %}\n- 'd'\n{% endif %}\n"
    assert fixed("quote-whole-value", above + "l: [[x]], [[y]]\nm: @n\n") == (
        above + 'l:\n- "[[x]]"\n- "[[y]]"\nm: "@n"\n'
    )


def test_an_html_entity_is_text_where_no_reader_takes_it_for_an_anchor() -> None:
    assert fixed("quote-whole-value", "k: &#x5b;a&#x5d; b: c # d\n") == 'k: "&#x5b;a&#x5d; b: c" # d\n'
    assert fixed("quote-whole-value", "k: &quot;ж&quot; и: y\nl: z\n") == 'k: "&quot;ж&quot; и: y"\nl: z\n'


def test_a_link_with_a_space_before_its_heading() -> None:
    assert fixed("quote-whole-value", "k: [[x #y|z]] # c\nl: m\n") == 'k: "[[x #y|z]]" # c\nl: m\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: [[x]], [[y]]\n", 'a: ["[[x]]", "[[y]]"]\n'),
        ("a: [[x|y z]] , [[y]]\n", 'a: ["[[x|y z]]", "[[y]]"]\n'),
        ("a: [[x]] [[y]] [[z]]\n", 'a: ["[[x]]", "[[y]]", "[[z]]"]\n'),
        ("a: [[x|y]],[[y#h]] # c\n", 'a: ["[[x|y]]", "[[y#h]]"] # c\n'),
        ("t:\n- b\na: [[x]] [[y]]\n", 't:\n- b\na:\n- "[[x]]"\n- "[[y]]"\n'),
        ("t:\n  - b\na: [[x]] [[y]]\n", 't:\n  - b\na:\n  - "[[x]]"\n  - "[[y]]"\n'),
        ("a:\n- [[x]], [[y]]\n", 'a:\n- "[[x]]"\n- "[[y]]"\n'),
        ("a:\n  - z\n  - [[x|w]] [[y#h #i]] # c\n  - v\n", 'a:\n  - z\n  - "[[x|w]]"\n  - "[[y#h #i]]" # c\n  - v\n'),
        ("- k:\n  - ![[x]];[[y]],\n", '- k:\n  - "![[x]]"\n  - "[[y]]"\n'),
        ("a: ![[x.png]], ![[y^z]]\n", 'a: ["![[x.png]]", "![[y^z]]"]\n'),
        ("a: [[甲]]，[[乙]]、[[丙]]\n", 'a: ["[[甲]]", "[[乙]]", "[[丙]]"]\n'),
        ("a: \"[[x]]\", '[[y]]'\n", 'a: ["[[x]]", "[[y]]"]\n'),
        ("a:\r\n- [[x]], [[y]]\r\nb: c\r\n", 'a:\r\n- "[[x]]"\r\n- "[[y]]"\r\nb: c\r\n'),
        ("t: [b]\na: [[x]] [[y]]\nu:\n- c\n", 't: [b]\na: ["[[x]]", "[[y]]"]\nu:\n- c\n'),
    ],
)
def test_links_side_by_side_become_a_list(before: str, after: str) -> None:
    assert fixed("quote-whole-value", before) == after


@pytest.mark.parametrize(
    "text",
    ['a: "x\nb: y" z\n', "a: @x\n  more\n", "a: @x\n- b\n", "a: @x\nb\n", 'a: "x": y\n', "a: [b]: c\n", "a: [x], [y]\n",
     'a: "x", "y"\n', "a: `x # y`\n", 'a: "x\nb: c\n', "a: [x\nb: c\n", "a: {{x}} `\nb: [c\n",
     "a: *x y\nb: &x z\n", "a: *x\n",
     "- - [[a]], [[b]]\n", "a: [[x]], y\n", "a: 'it's # so'\n", "a: [b, c]]\n", "a: {b: c}}\n",
     "a: !ä [b]\n", "a: !ö {b: c}\n", "a: !ü 'b'\n", 'a: !a,b "c"\n',
     'a: ["b", "c]\n', "a: > b\n  c\n", "a: - b\n", "a: 'b\n",
     'a: "\\d\\"\n', 'a: "\\d \\" b"\n', 'a: "\\\\x\\d"\n', 'a: "\\d\n  b"\n', 'a: "\\d" #x\n', 'a: ["\\d"]\n',
     "a: @x #y\n", "a: `x` #1 z\n", "a: [x] y #z\n", "a: &x y z: b\n", "a: & x\n", "a: &x;y\n"],
)  # fmt: skip
def test_left_where_it_is_not_clear(text: str) -> None:
    found = outcome("quote-whole-value", text)
    assert (found.changes, found.refusal) == ((), None)


@pytest.mark.parametrize("text", ['a: "@x"\n', "q: |\n  a: @x\n", 'q: "b\n  a: @x"\n', "a: b @x\n", "a: {{x}} y\n"])
def test_a_readable_note_is_left(text: str) -> None:
    assert outcome("quote-whole-value", text).proposals == ()


@given(_TEXT, st.sampled_from(["k: {}\nl: m\n", "k:\n- {}\n- n\n", "k:\n  l: {}\nm: n\n"]))
def test_what_is_written_reads_as_the_text_or_as_its_links(value: str, form: str) -> None:
    value = value.strip()
    assume(value)
    found = outcome("quote-whole-value", form.format(value))
    if not found.changes:
        return
    read = yaml.safe_load(found.changes[-1].after.decode().split("---\n")[1])
    seen = read["k"]["l"] if isinstance(read["k"], dict) else read["k"]
    if "\\" in value and re.fullmatch(r'"[^"]*"', value):
        value = value[1:-1]  # a backslash that is no escape
    links = isinstance(seen, list) and all(link.startswith("[[") for link in seen) and "".join(seen)
    if links:
        assert links == value.replace(" ", "").replace("],[", "][")
    else:
        assert (seen[0] if isinstance(seen, list) else seen) == value


def test_the_proof_refuses_another_text_key_or_list() -> None:
    before = Note("n.md", b"---\nt: [[a]] [[b]]\n---\n")
    (proposal,) = rule("quote-whole-value").propose(before)
    assert proposal.proof is not None
    proposal.proof(before, Note("n.md", b'---\nt: ["[[a]]", "[[b]]"]\n---\n'))
    for wrong in (
        b'---\nt: ["[[a]]", "[[c]]"]\n---\n',
        b'---\nu: ["[[a]]", "[[b]]"]\n---\n',
        b'---\nt: {"[[a]]": "[[b]]"}\n---\n',
    ):
        with pytest.raises(ProofError):
            proposal.proof(before, Note("n.md", wrong))

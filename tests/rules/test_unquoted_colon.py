import pytest

from reweave.note.note import Note
from reweave.note.verify import ProofError
from tests.rules.run import fixed, outcome, problems, rule


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("t: a: b\n", 't: "a: b"\n'),
        ("t: a:\n", 't: "a:"\n'),
        ("t: {{a}}: {{b}} # c\n", 't: "{{a}}: {{b}}" # c\n'),
        ("t: {{ a | f('x') }} é: <% b %>\n", "t: \"{{ a | f('x') }} é: <% b %>\"\n"),
        ('t: <% d("Y") %>: x\nu: {{y}}\n', "t: '<% d(\"Y\") %>: x'\nu: {{y}}\n"),
        ("{{#if a}}\nt: b: c\n{{/if}}\n", '{{#if a}}\nt: "b: c"\n{{/if}}\n'),
        (
            "t: {{a}} b: c\nu: {{d}}: e\nv:\n- f\n- g: {{h}}: i\n",
            't: "{{a}} b: c"\nu: "{{d}}: e"\nv:\n- f\n- "g: {{h}}: i"\n',
        ),
        ("t:   a: b   # c\n", 't:   "a: b"   # c\n'),
        ("t: a: b#c\n", 't: "a: b#c"\n'),
        ("t: -a: b\n", 't: "-a: b"\n'),
        ("a b c: d: e\n", 'a b c: "d: e"\n'),
        ('t: say "x": y\n', "t: 'say \"x\": y'\n"),
        ("t: a\\b: y\n", "t: 'a\\b: y'\n"),
        ('t: it\'s "x": y\n', "t: 'it''s \"x\": y'\n"),
        ("t: a:\tb\n", 't: "a:\\tb"\n'),
        ("x:\n  t: a: b\n  u: 1\n", 'x:\n  t: "a: b"\n  u: 1\n'),
        ("t: a: b\n# c\n\nu: 1\n", 't: "a: b"\n# c\n\nu: 1\n'),
        ("x:\n- a b: c: d\n", 'x:\n- "a b: c: d"\n'),
        ("x:\n- e\n- a: b: c\n", 'x:\n- e\n- "a: b: c"\n'),
        ('x:\n- a: b: c\n- "e: f"\n', 'x:\n- "a: b: c"\n- "e: f"\n'),
        ("x:\n- a: b: c\n  d: e\n", 'x:\n- a: "b: c"\n  d: e\n'),
        ("x:\n- d: e\n  a: b: c\n", 'x:\n- d: e\n  a: "b: c"\n'),
    ],
)
def test_quoted(before: str, after: str) -> None:
    assert fixed("unquoted-colon", before) == after


@pytest.mark.parametrize(
    "text",
    [
        "t: a: b\n  c: d\n",
        "t: a: b\n  more\n",
        "t: a:\n- b\n",
        "x:\n- a: b: c\n",
        "x:\n- a: b: c\n- d: e\n",
        "x:\n- a: b: c\n    d: e\n",
        't: "a": b\n',
        "t: 'a': b\n",
        "t: [a]: b\n",
        "t: [[a]]: b\n",
        "t: {a}: b\n",
        "t: *a: b: c\n",
        "t: &a b: c\n",
        "t: !x b: c\n",
        "t: @a: b\n",
        "t: {{ a 'x' \"y\" }}: b\n",
        "t: <%*\n  a\n%>: b: c\n",
        "t: a: b #1 c\n",
        "x:\n- e\n- a: b: c #d\n",
        "- - a: b: c\n",
        "- a: b: c\n",
    ],
)
def test_left_where_it_is_not_clear(text: str) -> None:
    found = outcome("unquoted-colon", text)
    assert found.note.problem is not None
    assert (found.changes, found.refusal) == ((), None)


@pytest.mark.parametrize("text", ["t: a:b\n", "t: 'a: b'\n", "x:\n- a: b\n", "q: |\n  a: b: c\n", "t: a\n"])
def test_a_readable_note_is_left(text: str) -> None:
    assert problems("unquoted-colon", text) == []


def test_text_in_block_scalars_and_quotes_is_not_looked_at() -> None:
    before = 'q: |\n  t: a: b\nr: "x\n  t: a: b"\nt: a: b\n'
    assert fixed("unquoted-colon", before) == before.replace("\nt: a: b\n", '\nt: "a: b"\n')


def test_each_place_is_a_finding() -> None:
    assert problems("unquoted-colon", "t: a: b\nu: 1\nv: é: 🌞: c\n") == [(2, 4), (4, 4)]


def test_more_places_than_one_round_takes() -> None:
    before = "".join(f"k{number}: a: b\n" for number in range(150))
    assert fixed("unquoted-colon", before) == before.replace("a: b", '"a: b"')


def test_the_proof_refuses_another_text() -> None:
    before = Note("n.md", b"---\nt: a: b\n---\n")
    (proposal,) = rule("unquoted-colon").propose(before)
    assert proposal.proof is not None
    proposal.proof(before, Note("n.md", b'---\nt: "a: b"\n---\n'))
    for wrong in (
        b'---\nt: "a: c"\n---\n',
        b'---\nu: "a: b"\n---\n',
        b"---\nt: a: b\n---\n",
        b'---\nt: "a: b"\n---\nx',
    ):
        with pytest.raises(ProofError):
            proposal.proof(before, Note("n.md", wrong))

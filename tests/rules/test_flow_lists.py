import pytest

from reweave.lint.normalize import layers, normalize
from reweave.note.note import Note
from tests.rules.run import fixed, outcome, problems, rule


@pytest.mark.parametrize(
    ("text", "width", "places"),
    [
        ("a: [x, y]\n", 9, []),
        ("a: [x, y]\n", 8, [(2, 4)]),
        ("a: [x, y] \n", 9, []),
        ("a: [x,\n  y]\n", 80, [(2, 4)]),
        ("a: []\n", 1, []),
        ("a: [x] # c\n", 1, []),
        ("a: [x, # c\n  y]\n", 1, []),
        ("a: [[x]]\n", 1, []),
        ("a: [{x: y}]\n", 1, []),
        ("a: [x: y]\n", 1, []),
        ("a: &n [x]\nb: [*n]\n", 1, []),
        ("a: !!seq [x]\n", 1, []),
        ("a:\n  [x]\n", 1, []),
        ("[x, y]\n", 1, []),
        ("- [x, y]\n", 1, []),
        ("a: {b: [x]}\n", 1, []),
        ('a: ["x\n  y"]\n', 1, []),
        ("a: [x\x85y]\n", 1, []),
        ('a: ["x\u2028y", z]\n', 1, []),
        ("a: [x, y] \u2029\n", 1, []),
        ("a: [x]\nb: 'y\x85z'\n", 1, [(2, 4)]),
    ],
)
def test_problems(text: str, width: int, places: list[tuple[int, int]]) -> None:
    assert problems("flow-lists", text, width=width) == places


def test_items_keep_their_text() -> None:
    before = "a: [x, \"y: z\", 'it''s', &n 12, !!str 13, -1, ~, 2026-02-11 ,  yes, ]\n"
    after = "a:\n- x\n- \"y: z\"\n- 'it''s'\n- &n 12\n- !!str 13\n- -1\n- ~\n- 2026-02-11\n- yes\n"
    assert fixed("flow-lists", before, width=10) == after


def test_the_key_gives_the_column() -> None:
    assert fixed("flow-lists", "a:\n- b: 1\n  c: [x]\n", width=1) == "a:\n- b: 1\n  c:\n  - x\n"
    assert fixed("flow-lists", "a:\n- c: [x]\n", width=1, indent=4) == "a:\n- c:\n      - x\n"


def test_beside_the_rules_for_indentation_and_quotes() -> None:
    rules = [rule("flow-lists", width=1), rule("list-indent", indent=2), rule("quotes")]
    note = Note("n.md", b'---\na: ["x", "y, z"]\n---\n')
    found = normalize(note, rules, layers(rules, unsafe=False))
    assert found.refusal is None
    assert [change.after for change in found.changes] == [b"---\na:\n  - x\n  - y, z\n---\n"]


def test_a_dash_of_its_own_is_left() -> None:
    assert outcome("flow-lists", "a: [x, -]\n", width=1).refusal is None

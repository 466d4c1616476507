import pytest

from reweave.note.note import Note
from reweave.note.signature import signature
from reweave.note.verify import note_signature


def _signature(text: str) -> object:
    note = Note("n.md", f"---\n{text}---\n".encode())
    assert note.problem is None
    return note_signature(note)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a:\n  - b\n", "a:\n- b\n"),
        ("a: 'b c'\n", 'a: "b c"\n'),
        ("a: 'b c'\n", "a: b c\n"),
        ("a: [b, c]\n", "a:\n- b\n- c\n"),
        ("a: |\n  b\n", "a: |\n     b\n"),
        ("a: b   # c\n", "a: b # c\n"),
        ("a: b\n  c\n", "a: b c\n"),
        ("a:\n\n\nb: c\n", "a:\nb: c\n"),
        ("a: b\r\n", "a: b\n"),
        ("a: # c\n", "a:   # c\n"),
    ],
)
def test_style_and_place_do_not_count(one: str, other: str) -> None:
    assert _signature(one) == _signature(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a: yes\n", "a: 'yes'\n"),
        ("a: 12:30:45\n", "a: '12:30:45'\n"),
        ("a: 0o17\n", "a: '0o17'\n"),
        ("a:\n", "a: ''\n"),
        ("a: ~\n", "a:\n"),
        ("a: [b]\n", "a: {b: }\n"),
        ("a: [b, [c]]\n", "a: [[b], c]\n"),
        ("a: b\nc: d\n", "c: d\na: b\n"),
        ("a: b\na: c\n", "a: c\n"),
        ("a: &x b\n", "a: b\n"),
        ("a: &x b\n", "a: &y b\n"),
        ("a: &x b\nc: *x\n", "a: &x b\nc: b\n"),
        ("a: &x [b]\n", "a: [b]\n"),
        ("a: !t b\n", "a: b\n"),
        ("a: !t b\n", "a: !u b\n"),
        ("a: !t [b]\n", "a: [b]\n"),
        ("a: |\n  b\n", "a: |-\n  b\n"),
        ("a: b # c\n", "a: b\n"),
        ("a: b # c\n", "a: b # d\n"),
        ("a: b # c\n", "a: b\n# c\n"),
        ("# c\na: b\n", "a: b\n# c\n"),
        ("a: b # c\nd: e\n", "a: b\nd: e # c\n"),
        ("a:\n- b # c\n- d # e\n", "a:\n- b # e\n- d # c\n"),
        ("a:\n# c\n# d\n- b\n", "a:\n# d\n# c\n- b\n"),
    ],
)
def test_everything_else_does(one: str, other: str) -> None:
    assert _signature(one) != _signature(other)


def test_data_holds_each_node_and_each_end_once() -> None:
    root = Note("n.md", b"---\na:\n- b\n- [c, {d: e}]\nf:\n---\n").root
    text = ("str", "str")
    assert signature(root)[0] == (
        ("{", None, None),
        (None, text, "a"),
        ("[", None, None),
        (None, text, "b"),
        ("[", None, None),
        (None, text, "c"),
        ("{", None, None),
        (None, text, "d"),
        (None, text, "e"),
        "}",
        "]",
        "]",
        (None, text, "f"),
        (None, ("null", "null"), ""),
        "}",
    )
    assert signature(Note("n.md", b"---\nword\n---\n").root)[0] == ((None, text, "word"),)
    assert signature(None) == ((), ())

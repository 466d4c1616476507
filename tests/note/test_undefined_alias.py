import pytest

from reweave.note.note import Note


@pytest.mark.parametrize("text", ["a: *x\n", "*Source: a survey\n", "a: [*x]\n", "a: *x\nb: &x 1\n"])
def test_an_alias_without_an_anchor_above_cannot_be_read(text: str) -> None:
    note = Note("n.md", f"---\n{text}---\n".encode())
    assert note.problem is not None
    assert note.problem.code == "undefined-alias"
    assert text[note.problem.offset] == "*"
    assert note.root is None


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x\n", "a: &x [1]\nb: *x\n", "&x a: *x\n", "a: &x\nb: *x\n"])
def test_an_alias_behind_its_anchor_can(text: str) -> None:
    assert Note("n.md", f"---\n{text}---\n".encode()).problem is None

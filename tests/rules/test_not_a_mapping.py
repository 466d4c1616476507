import pytest

from reweave.note.note import Note
from tests.rules.run import problems, rule


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("- a\n", [(2, 1)]),
        ("[a]\n", [(2, 1)]),
        ("title:Foo\nurl:bar\n", [(2, 6)]),
        ("标题：风\n", [(2, 3)]),
        ("http://x.example\n", [(2, 1)]),
        ("\n# c\nsome words\n", [(4, 1)]),
        ("~\n", [(2, 1)]),
        ("|\n  text\n", [(2, 1)]),
        ("a: 1\n", []),
        ("{}\n", []),
        ("", []),
        ("# c\n\n", []),
        ("a: b: c\n", []),
    ],
)
def test_problems(text: str, places: list[tuple[int, int]]) -> None:
    assert problems("not-a-mapping", text) == places


def test_toml_between_the_fences_is_named() -> None:
    (found,) = rule("not-a-mapping").propose(Note("n.md", '---\ntitle = "é"\ndate = 2026-01-02\n---\n'.encode()))
    assert found.message.endswith(": `key = value` is TOML, which goes between `+++`; use `key: value`")

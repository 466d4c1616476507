import pytest

from tests.rules.run import problems


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

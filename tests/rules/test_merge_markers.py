import pytest

from tests.rules.run import outcome, problems


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n", [(2, 1)]),
        ("a: 1\n<<<<<<<\nb: 1\n=======\n>>>>>>>\n<<<<<<< x\n=======\n>>>>>>> y\n", [(3, 1), (7, 1)]),
        ("<<<<<<< a\n<<<<<<< b\n>>>>>>> c\n", [(2, 1), (3, 1)]),
        ("a: 1\n>>>>>>> b\n", [(3, 1)]),
        ("a: 1\r\n<<<<<<< b\r\n", [(3, 1)]),
        ('a: "b\n<<<<<<< c\nd"\n', [(3, 1)]),
        ("a: |\n  <<<<<<< b\n  >>>>>>> c\n", []),
        ("<<<<<<<< a: 1\n", []),
        ("<<<<<<<a: 1\n", []),
        ("a: 1\n=======\n", []),
        ("a: b <<<<<<< c\n", []),
    ],
)
def test_problems(text: str, places: list[tuple[int, int]]) -> None:
    assert problems("merge-markers", text) == places


def test_the_message_says_where_it_ends() -> None:
    (proposal,) = outcome("merge-markers", "a: 1\n<<<<<<< HEAD\n=======\n>>>>>>> theirs\n").proposals
    assert proposal.message == "unresolved merge conflict: `<<<<<<< HEAD` to `>>>>>>> theirs` on line 5"
    assert proposal.edits == ()

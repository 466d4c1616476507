import pytest

from tests.rules.run import fixed, outcome, problems


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a:\n- x\n- y\n", []),
        ("a:\n- x\n- x\n", [(4, 3)]),
        ("a: [x, 'x', \"x\"]\n", [(2, 8), (2, 13)]),
        ('a: [1, "1", 01, yes, "yes"]\n', []),
        ("a:\n- x\nb:\n- x\n", []),
        ("a:\n  b:\n  - x\n  - x\n", []),
        ("- x\n- x\n", []),
        ("a: [x, X, 'x ']\n", []),
        ("a:\n-\n-\n", [(4, 2)]),
    ],
)
def test_problems(text: str, places: list[tuple[int, int]]) -> None:
    assert problems("duplicate-items", text) == places


def test_only_the_lists_that_are_named() -> None:
    assert fixed("duplicate-items", "a:\n- x\n- x\nb:\n- x\n- x\n", fields=("b",)) == "a:\n- x\n- x\nb:\n- x\n"


@pytest.mark.parametrize(
    "text",
    [
        "a:\n- x\n- x # why\n",
        "a:\n- x\n# why\n- x\n",
        "a:\n- x\n- &n x\n",
        "a:\n- b: 1\n- b: 1\n",
        "a:\n- [x]\n- [x]\n",
        "a:\n- |\n  x\n- |\n  x\n",
        "a: &n 1\nb: [*n, *n]\n",
        "a: [x, # why\n  x]\n",
    ],
)
def test_reported_and_left(text: str) -> None:
    found = outcome("duplicate-items", text)
    assert [proposal.edits for proposal in found.proposals] == [()]
    assert (found.changes, found.refusal) == ((), None)


def test_the_first_stays_with_its_comment_and_anchor() -> None:
    assert fixed("duplicate-items", "a:\n- &n x # first\n- y\n- x\nb: *n\n") == "a:\n- &n x # first\n- y\nb: *n\n"


def test_many_at_once_beside_one_that_is_left() -> None:
    before = "a:\n" + "- x\n" * 3000 + "- x # left\n"
    assert fixed("duplicate-items", before) == "a:\n- x\n- x # left\n"

import pytest

from tests.rules.run import fixed, outcome, problems


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\na: 1\n", "a: 1\n"),
        ("a: x\nb: 2\n'a': \"x\"\nc: 3\n", "a: x\nb: 2\nc: 3\n"),
        ("a: [x, z]\na:\n- x\n- 'z'\n", "a: [x, z]\n"),
        ("a:\na:\n", "a:\n"),
        ("a: |\n  x\na: |\n  x\nb: 1\n", "a: |\n  x\nb: 1\n"),
        ("a: 1 # first\nb: 2\na: 1\n# of c\nc: 3\n", "a: 1 # first\nb: 2\n# of c\nc: 3\n"),
        ("a:\n- x\na:\n- y\n", "a:\n- x\n- y\n"),
        ("a:\n- x # c\n# of b\nb: 1\na:\n    - x\n    - y: z\n", "a:\n- x # c\n- y: z\n# of b\nb: 1\n"),
        ("a:\n  - x\na:\n- 'x'\n", "a:\n  - x\n"),
        ("a:\n- x\na:\n- y: 1\n  z: 2\n- |\n  t\n", "a:\n- x\n- y: 1\n  z: 2\n- |\n  t\n"),
        ("a:\n- 1\na:\n- 2\nb: 1\na:\n- 2\n- 3\n", "a:\n- 1\n- 2\n- 3\nb: 1\n"),
        ("x:\n  a: 1\n  a: 1\n", "x:\n  a: 1\n"),
        ("x:\n- a: 1\n  a: 1\n", "x:\n- a: 1\n"),
        ("x:\n  a: 1\n  a: 1\nx:\n  a: 1\n  a: 1\n", "x:\n  a: 1\n"),
    ],
)
def test_mended(before: str, after: str) -> None:
    assert fixed("duplicate-key", before) == after


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2\n",
        'a: 1\na: "1"\n',
        "a: []\na:\n- x\n",
        "a:\na:\n- x\n",
        "a:\n- x\na: [y]\n",
        "a: 1\na: 1 # c\n",
        "a: 1\n# c\na: 1\n",
        "a:\n- x\na:\n# c\n- y\n",
        "a:\n- x\na:\n  - y\n  # c\n",
        "a: 1\na: &n 1\nb: *n\n",
        "a: &n 1\nb: *n\nb: *n\n",
        "a: 1\n&n a: 1\nb: *n\n",
        "x: {a: 1, a: 1}\n",
        "a:\n- |\n  x\na:\n- y\n",
        "a:\n- x\na:\n  - y: 1\n    z: 2\n",
        "a:\n- x\na: !!set\n- y\n",
        "a:\n-\n  x\na:\n-\n  y\n",
        "b: |+\n  x\na: 1\nc: |+\n  y\na: 1\n\nd: 1\n",
    ],
)
def test_reported_and_left(text: str) -> None:
    found = outcome("duplicate-key", text)
    assert [proposal.edits for proposal in found.proposals] == [()]
    assert (found.changes, found.refusal) == ((), None)


@pytest.mark.parametrize(
    "text", ["a: 1\nb: 1\n", "x:\n- a: 1\n- a: 1\n", "1: a\n'1': a\n", "x: &x {}\ny:\n  <<: *x\n  <<: *x\n"]
)
def test_not_the_same_key(text: str) -> None:
    assert problems("duplicate-key", text) == []


def test_every_repeated_key_is_a_finding_and_all_are_mended_at_once() -> None:
    text = "".join(f"k{number}: 1\nk{number}: 1\n" for number in range(1000)) + "k0: 2\n"
    assert len(problems("duplicate-key", text)) == 1001
    assert fixed("duplicate-key", text) == "".join(f"k{number}: 1\n" for number in range(1000)) + "k0: 2\n"

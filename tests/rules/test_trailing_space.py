import pytest

from reweave.lint.normalize import layers, normalize
from reweave.note.note import Note
from tests.rules.run import fixed, problems, rule


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: b\n", []),
        ("a: b \n", [(2, 5)]),
        ("a: \n  b: 1\t\n", [(2, 3), (3, 7)]),
        ("a: |\n  x \n  \nb: 1 \n", [(5, 5)]),
        ('a: "x \n  y " \n', [(3, 6)]),
        ("a: 'x \n\n  y'\n", []),
        ("a: | \n  x\n", [(2, 5)]),
        ("a: &x !!str | # c \n  x\nb: *x \n", [(2, 18), (4, 6)]),
        ("# c \n \n", [(2, 4), (3, 1)]),
        ("", []),
    ],
)
def test_problems(text: str, places: list[tuple[int, int]]) -> None:
    assert problems("trailing-space", text) == places


def test_white_space_below_a_keep_chomped_scalar_is_its_text() -> None:
    assert fixed("trailing-space", "a: |+\n  x\n   \n\n  \nb: c \n") == "a: |+\n  x\n   \n\n  \nb: c\n"


@pytest.mark.parametrize("pair", ["? a: b # c \n", "? - a # c\t\n: d # e \n", "? x # c \n", "[a]: b # c \n"])
def test_a_comment_behind_a_complex_key_is_left(pair: str) -> None:
    text = f"---\n{pair}m: n \n---\n".encode()
    rules = [rule("trailing-space")]
    (change,) = normalize(Note("n.md", text), rules, layers(rules, unsafe=False)).changes
    assert change.after == f"---\n{pair}m: n\n---\n".encode()


def test_many_lines_and_scalars() -> None:
    before = 'a: "x \n  y" \n' + "".join(f'k{i}: "x \n  y" \n' for i in range(2000))
    assert fixed("trailing-space", before) == before.replace('y" \n', 'y"\n')


def test_a_long_run_of_spaces_is_cheap() -> None:
    before = f"a: b{' ' * 200_000}c \n"
    assert fixed("trailing-space", before) == before.replace("c \n", "c\n")

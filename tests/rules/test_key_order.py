import pytest

from tests.rules.run import fixed, outcome, problems


@pytest.mark.parametrize(
    ("text", "order", "places"),
    [
        ("b: 1\na: 2\n", (), []),
        ("b: 1\na: 2\n", ("a",), [(2, 1)]),
        ("b: 1\na: 2\n", ("c", "b"), []),
        ("x: 0\nb: 1\na: 2\n", ("x", "a"), [(3, 1)]),
        ("a: 1\nb: 2\na: 3\n", ("b",), []),
        ("- b\n- a\n", ("a",), []),
        ("{b: 1, a: 2}\n", ("a",), []),
        ("? b\n", ("a",), []),
        ("", ("a",), []),
    ],
)
def test_problems(text: str, order: tuple[str, ...], places: list[tuple[int, int]]) -> None:
    assert problems("key-order", text, order=order) == places


def test_unnamed_keys_keep_their_order() -> None:
    assert fixed("key-order", "z: 1\ny: 2\nb: 3\nx: 4\na: 5\n", order=("a", "b")) == "a: 5\nb: 3\nz: 1\ny: 2\nx: 4\n"


def test_comments_above_move_and_the_tail_stays() -> None:
    before = "# of b\nb: 1 # b\n\n# of a\na: 2 # a\n# tail\n"
    assert fixed("key-order", before, order=("a",)) == "\n# of a\na: 2 # a\n# of b\nb: 1 # b\n# tail\n"


def test_a_deeper_comment_below_belongs_to_the_key_above() -> None:
    before = "b:\n  - 1\n  # - 2\n# of c\nc: 3\na: 4\n  # of a\n# tail\n"
    after = "a: 4\n  # of a\nb:\n  - 1\n  # - 2\n# of c\nc: 3\n# tail\n"
    assert fixed("key-order", before, order=("a",)) == after


def test_nested_keys_are_left() -> None:
    assert fixed("key-order", "x:\n  b: 1\n  a: 2\na: 3\n", order=("a",)) == "a: 3\nx:\n  b: 1\n  a: 2\n"


def test_only_what_moves_is_edited() -> None:
    (change,) = outcome("key-order", "a: 1\nc: 2\nb: 3\nd: 4\n", order=("a", "b")).changes
    (edit,) = change.reasons
    assert change.before[edit.start : edit.end] == b"c: 2\nb: 3\n"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("a: &x 1\nb: *x\n", ("b",)),
        ("a: &x 1\nb: *x\nc: &x 2\nd: *x\n", ("c",)),
        ("b: |+\n  keep\nx: 1\n\nc: 2\n", ("x",)),
        ("a: 1\n!!str b: 2\n", ("b",)),
        ("a: 1\n&x b: 2\n", ("b",)),
    ],
)
def test_what_cannot_move_safely_is_reported(text: str, order: tuple[str, ...]) -> None:
    found = outcome("key-order", text, order=order)
    assert len(found.proposals) == 1
    assert "cannot be moved" in found.proposals[0].message
    assert (found.changes, found.refusal) == ((), None)


def test_a_merge_key_moves_behind_its_anchor_only() -> None:
    text = "base: &b {x: 1}\n<<: *b\na: 1\n"
    assert fixed("key-order", text, order=("base", "a")) == "base: &b {x: 1}\na: 1\n<<: *b\n"

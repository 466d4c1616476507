import pytest
import yaml

from reweave.lint.normalize import layers, normalize
from reweave.note.note import Note
from tests.rules.run import fixed, outcome, problems, rule


@pytest.mark.parametrize(
    ("indent", "text", "places"),
    [
        (0, "a:\n- x\n", []),
        (0, "a:\n  - x\n", [(3, 3)]),
        (0, "a:\n - x\nb:\n    - y\n", [(3, 2), (5, 5)]),
        (2, "a:\n- x\n", [(3, 1)]),
        (2, "a:\n  - x\n", []),
        (4, "a:\n  - x\n", [(3, 3)]),
        ("keep", "a:\n   - x\n", []),
        (0, "- a\n- b\n", []),
        (0, "  - a\n  - b\n", []),
        (0, "a: [x,\n  y]\n", []),
        (0, "a:\n  b: 1\n", []),
    ],
)
def test_problems(indent: object, text: str, places: list[tuple[int, int]]) -> None:
    assert problems("list-indent", text, indent=indent) == places


@pytest.mark.parametrize("indent", [0, 2, 4])
def test_every_indentation_leads_to_the_same_note(indent: int) -> None:
    wanted = {
        0: "a:\n- b:\n  - c\n  d: |\n    x\n\n     y\n- e\n",
        2: "a:\n  - b:\n      - c\n    d: |\n      x\n\n       y\n  - e\n",
        4: "a:\n    - b:\n          - c\n      d: |\n        x\n\n         y\n    - e\n",
    }
    for text in wanted.values():
        assert fixed("list-indent", text, indent=indent) == wanted[indent]


def test_a_keep_chomped_scalar_keeps_its_blank_lines() -> None:
    assert fixed("list-indent", "a:\n  - |+\n    x\n\n   \n\nb: 1\n") == "a:\n- |+\n  x\n\n \n\nb: 1\n"


def test_spaces_beyond_the_indentation_of_a_block_scalar_are_text() -> None:
    assert fixed("list-indent", "a:\n  - |\n    x\n      \n    y\n") == "a:\n- |\n  x\n    \n  y\n"


@pytest.mark.parametrize("header", ["|1", "|1-", ">1+", "|3", ">-3"])
def test_indentation_indicators(header: str) -> None:
    spaces = " " * (2 + int(next(char for char in header if char.isdigit())))
    before = f"a:\n  - {header}\n{spaces} x\n{spaces}y\n"
    after = f"a:\n- {header}\n{spaces[2:]} x\n{spaces[2:]}y\n"
    assert fixed("list-indent", before) == after


def test_a_comment_at_the_left_stays_at_the_left() -> None:
    before = "a:\n  b:\n      - x\n# left\n      - y\n"
    assert fixed("list-indent", before) == "a:\n  b:\n  - x\n# left\n  - y\n"


def test_a_comment_above_the_first_item_moves_with_the_list() -> None:
    assert fixed("list-indent", "a:\n# first\n- x\n# next\nb: 1\n", indent=2) == "a:\n  # first\n  - x\n# next\nb: 1\n"


def test_an_anchor_on_the_key_line() -> None:
    assert fixed("list-indent", "a: &x # why\n  - b\nc: *x\n") == "a: &x # why\n- b\nc: *x\n"


def test_a_merge_key_and_an_alias_as_an_item() -> None:
    before = "a: &x {b: 1}\nc:\n  - <<: *x\n    d: 2\n  - *x\n"
    assert fixed("list-indent", before) == "a: &x {b: 1}\nc:\n- <<: *x\n  d: 2\n- *x\n"


def test_a_body_and_an_unreadable_note_are_left() -> None:
    found = outcome("list-indent", "title: a: b\nx:\n  - y\n")
    assert (found.changes, found.proposals) == ((), ())


@pytest.mark.parametrize("name", ["n" * 252 + ".md", "ü" * 126 + ".md", "🌬" * 63 + ".md"])
def test_the_longest_file_names(name: str) -> None:
    assert len(name.encode()) in (254, 255)
    one = rule("list-indent")
    found = normalize(Note(f"claims/{name}", b"---\na:\n  - b\n---\n"), [one], layers([one], unsafe=False))
    assert [(change.path, change.after) for change in found.changes] == [(f"claims/{name}", b"---\na:\n- b\n---\n")]


def test_a_list_that_is_longer_than_deep_takes_one_step() -> None:
    text = "a:\n" + "  - item\n" * 5000
    assert fixed("list-indent", text) == "a:\n" + "- item\n" * 5000


@pytest.mark.parametrize("marker", ["---", "...", "--- x", "...\tx"])
@pytest.mark.parametrize("form", ['"w\n  {}\n  y"', "'w\n  {}\n  y'", "k: 'w\n  {}\n   y'", "k: v\n    l: 'w\n  {} z'"])
def test_a_marker_inside_quotes_keeps_one_space(marker: str, form: str) -> None:
    text = f"a:\n  - {form.format(marker)}\nb: c\n"
    after = fixed("list-indent", text)
    assert f"\n {marker}" in after
    assert yaml.safe_load(after) == yaml.safe_load(text)
    assert fixed("list-indent", after) == after


def test_what_only_looks_like_a_marker_goes_to_the_left() -> None:
    assert fixed("list-indent", 'a:\n  - "x\n  ---y\n  -- z"\n') == 'a:\n- "x\n---y\n-- z"\n'


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a:\n  - ? b\n    : c\n    d:\n      - e\n", "a:\n  - ? b\n    : c\n    d:\n    - e\n"),
        ("a:\n - k: 1\n   ? - x\n   : y\n   l:\n       -   z\nb:\n  - c\n",
         "a:\n - k: 1\n   ? - x\n   : y\n   l:\n   -   z\nb:\n- c\n"),
        ("a:\n  - b:\n      ? ж\n      : г\n      c:\n        - d\n",
         "a:\n  - b:\n      ? ж\n      : г\n      c:\n      - d\n"),
        ("a:\r\n  - [x]: y\r\n    z:\r\n      - w\r\n", "a:\r\n- [x]: y\r\n  z:\r\n  - w\r\n"),
        ("a:\n  - b\n? c\n: d\ne:\n  - f\n", "a:\n- b\n? c\n: d\ne:\n- f\n"),
    ],
)  # fmt: skip
def test_a_list_around_an_explicit_key_stays_and_those_in_it_move(text: str, after: str) -> None:
    assert fixed("list-indent", text) == after
    assert [type(e) for e in yaml.parse(text)] == [type(e) for e in yaml.parse(after)]

"""Block scalars of every shape in lists that move: what readers of other languages read before, they read after."""

import random
from functools import cache

import pytest

from reweave.lint.normalize import layers, normalize
from reweave.note.note import Note
from reweave.rules.base import Rule
from tests.other_languages import NO_YAML, Reader
from tests.rules.run import outcome, rule

_TEXTS = ("x", "# c", "#d", "- y", "k: v", " deeper", "text #h", "\u3000x", "x  ")
_FOLLOWED = ("b: 1\n", "# left\nb: 1\n", "")


def _scalar(choose: random.Random, parent: int) -> list[str]:
    """Return a header and the lines below it, in a node whose own column is `parent`."""
    column = parent + choose.choice([1, 2, 2, 3])
    indicators = [choose.choice(["", "+", "-"]), choose.choice(["", "", str(column - parent)])]
    choose.shuffle(indicators)
    header = choose.choice("|>") + "".join(indicators) + choose.choice(["", "", "", " # c"])

    def blanks() -> list[str]:
        spaces = (0, 0, 1, parent, column - 1, column, column + 1, column + 3)
        return [" " * choose.choice(spaces) for _ in range(choose.choice([0, 0, 1, 2]))]

    lines = blanks()
    for _ in range(choose.choice([0, 1, 2])):
        lines.append(" " * column + choose.choice(_TEXTS))
        lines += blanks()
    if choose.random() < 0.3:
        lines.append(" " * choose.choice([0, 1, parent, column - 1, column]) + "# comment")
        lines += blanks()
    return [header, *lines]


def _frontmatter(choose: random.Random) -> str:
    outer = choose.choice([0, 0, 2])
    lines = ["o:", "  a:"] if outer else ["a:"]
    dash = outer + choose.choice([0, 1, 2, 4, 6])
    for _ in range(choose.choice([1, 2])):
        start = choose.choice(["- ", "- ", "- k: "])
        header, *below = _scalar(choose, dash + 2 if ":" in start else dash)
        lines += [" " * dash + start + header, *below]
    text = "\n".join(lines) + "\n" + choose.choice(_FOLLOWED)
    return text.replace("\n", "\r\n") if choose.random() < 0.1 else text


def _after(text: str, rules: list[Rule]) -> str | None:
    note = Note("n.md", f"---\n{text}---\n".encode())
    changes = normalize(note, rules, layers(rules, unsafe=False)).changes
    return Note("n.md", changes[-1].after).text if changes else None


@cache
def _changes() -> list[tuple[str, str]]:
    choose = random.Random(1)
    moves = [[rule("list-indent", indent=indent), rule("trailing-space")] for indent in (0, 2, 4)]
    texts = [_frontmatter(choose) for _ in range(1200)]
    return [(text, after) for text in texts for rules in moves if (after := _after(text, rules)) is not None]


def test_block_scalars_keep_their_text(reader: Reader) -> None:
    before, after = zip(*_changes(), strict=True)
    read = [
        (text, old, new)
        for text, old, new in zip(before, reader(list(before)), reader(list(after)), strict=True)
        if old != NO_YAML
    ]
    assert len(read) > 400
    assert [(text, old) for text, old, _ in read] == [(text, new) for text, _, new in read]


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  - >+\n      \n    # text or comment\n      \n",
        "a:\n  - k: |\n\n         \n      # c\n      # d\n\n  - x\n",
        "o:\n    - a:\n        - |- # h\n            \n          # c\n        \n      b: 1\n",
        "a:\r\n  - &x |\r\n       \r\n     #d\r\nb: *x\r\n",
        "ключ:\n   - !!str >\n         \n     # да\n   - 'x'\n",
    ],
)
def test_what_some_readers_take_for_a_comment_is_left(text: str) -> None:
    found = outcome("list-indent", text)
    assert (found.changes, found.refusal) == ((), None)
    assert outcome("trailing-space", text).changes == ()


@pytest.mark.parametrize("text", ["k: |\n     \n  # c\n     \nl:\n  - x\n", "l:\n  - x\nm:\n  - |\n      \n    # c\n"])
def test_lists_beside_it_move(text: str) -> None:
    assert [change.after.decode() for change in outcome("list-indent", text).changes] == [
        f"---\n{text.replace('  - x', '- x')}---\nBody\n"
    ]


@pytest.mark.parametrize(
    "text", ["b: |+\n  x\n\na: 1\n", "b:\n- >\na: 1\n", "b: 1\na: |+\n  x\n\n", "c: 1\nb: {k: v}\na:\n- |\n \n"]
)
def test_keys_are_not_moved_past_blank_lines_that_count_at_the_end(text: str) -> None:
    found = outcome("key-order", text, order=("a", "b", "c"))
    assert (found.changes, found.refusal) == ((), None)
    assert [proposal.message.rpartition("; ")[2] for proposal in found.proposals] == ["it cannot be moved safely"]

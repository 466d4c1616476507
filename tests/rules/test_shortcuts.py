"""Rules that see at once that they have nothing to say find what they would find if they looked."""

import re
from unittest.mock import patch

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from reweave.note.note import Note
from reweave.rules import impossible_date, list_indent, swallowed_item
from reweave.rules.base import Rule
from reweave.rules.shared import mixed_lists
from tests.strategies import notes


@pytest.mark.parametrize(
    "module, rule", [(list_indent, list_indent.ListIndent), (swallowed_item, swallowed_item.SwallowedItem)]
)
@given(source=notes())
@example(b"---\na:\x85  - b\n---\n".replace(b"\x85", "\x85".encode()))
@example("---\na:\u2028- b\n---\n".encode())
@example(b"---\na:\n  - b\n    - c\n---\n")
def test_nothing_is_missed_for_want_of_an_indented_dash(module: object, rule: type[Rule], source: bytes) -> None:
    note = Note("n.md", source)
    assume(note.problem is None)
    with patch.object(module, "has_indented_dash", lambda text: True):
        looked = list(rule().propose(note))
    assert list(rule().propose(note)) == looked


_LINES = st.sampled_from(
    ["a:", "- b", " - b", "  - c", "   - d", "# e", "  # f", "", "\t", "\x85", "  -  g\r", "  h", "- i:"]
)


@given(st.lists(_LINES, min_size=3, max_size=8))
@example(["a:", "- b", "# c", "", "  - d"])
def test_no_mixed_list_is_overlooked(lines: list[str]) -> None:
    note = Note("n.md", "\n".join(["---", *lines, "---", ""]).encode())
    with patch.object(mixed_lists, "_MAYBE", re.compile("")):
        looked = [(found.key, found.start) for found in mixed_lists.mixed_lists(note)]
    assert [(found.key, found.start) for found in mixed_lists.mixed_lists(note)] == looked


_DATES = st.builds(
    "{:04}-{}-{}{}".format,
    st.sampled_from([0, 1, 2024, 2026]),
    st.one_of(st.integers(0, 99).map(str), st.integers(0, 9).map("0{}".format)),
    st.one_of(st.integers(0, 99).map(str), st.integers(0, 9).map("0{}".format)),
    st.sampled_from(["", "T25:00:00", " 10:61:00", "\t1:01:01", "t01:00:00 +30:00"]),
)


@given(_DATES, st.sampled_from(["a: {}\n", "- {} # twice\n", "[{}]\n"]))
def test_no_impossible_date_is_overlooked(date: str, around: str) -> None:
    found = impossible_date._DATE.fullmatch(date)
    assume(found is not None and impossible_date._problem(found) is not None)
    assert impossible_date._MAYBE.search(around.format(date))

"""No pattern is left out that matches: the judge is the pattern itself."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.weave.stated.frames import frame_table
from reweave.weave.stated.languages import language_table
from reweave.weave.stated.pattern_table import PatternTable, needed_texts

TABLES: dict[str, PatternTable[Any]] = {"frames": frame_table(), "languages": language_table()}
TIMES = st.sampled_from(["", "?", "*", "+", "{1,2}", "??", "+?"])
PIECES = st.recursive(
    st.sampled_from(["a ", "b", "cd", "ef ", "[gh]", "ij+", "k?l", r"\w", r"\.", ".", "(?=i|$)", "(?! j)"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.tuples(st.lists(inner, min_size=1, max_size=3), TIMES).map(lambda own: f"(?:{'|'.join(own[0])}){own[1]}"),
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("name", TABLES)
@given(data=st.data())
def test_what_a_pattern_matches_has_what_it_needs(name: str, data: st.DataObject) -> None:
    table = TABLES[name]
    one = data.draw(st.sampled_from(table.patterns))
    text = data.draw(st.from_regex(one.pattern))
    assert one in list(table.possible(text))


@given(PIECES, st.data())
def test_that_holds_for_any_pattern(source: str, data: st.DataObject) -> None:
    table = PatternTable([(source, None, needed_texts(source))])
    text = data.draw(st.from_regex(re.compile(source)))
    assert re.search(source, text)
    assert list(table.possible(text)) == list(table.patterns)


def test_patterns_keep_their_order_and_others_are_left_out() -> None:
    sources = ("(?:ab|cd) x", "cd", "ef?g", "e[fg]h?", "x (?:y|z)?")
    table = PatternTable((source, source, needed_texts(source)) for source in sources)
    assert [one.row for one in table.possible("cd x y")] == ["(?:ab|cd) x", "cd", "ef?g", "e[fg]h?", "x (?:y|z)?"]
    assert [one.row for one in table.possible("ab")] == ["ef?g", "e[fg]h?"]

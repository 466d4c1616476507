"""Pages of an answer give all of it back, and none is long."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.cli.mcp.pages import MOST_CHARACTERS, Answers, Page, last_lines, page_of, rows_of
from reweave.errors import ReweaveError

TEXT = st.text(max_size=30) | st.text(alphabet='ab\n"\\', max_size=200).map(lambda text: text * 40)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=30,
)


def pages(answer: dict[str, Any], limit: int | None = None) -> list[Page]:
    kept = Answers()
    page, cursor = kept.first(answer, limit, taken=0)
    found = [page]
    while cursor is not None:
        page, cursor = kept.next(cursor)
        found.append(page)
    return found


def joined(found: list[Page]) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for page in found:
        _join(whole, page.answer)
    return whole


def _join(whole: dict[str, Any], part: dict[str, Any]) -> None:
    for key, value in part.items():
        if isinstance(value, dict) and isinstance(whole.get(key), dict):
            _join(whole[key], value)
        elif key in whole and isinstance(value, list | str):
            whole[key] = whole[key] + value
        else:
            whole[key] = value


def size(page: Page) -> int:
    text = json.dumps(page.answer, ensure_ascii=False)
    return len(text) + len(json.dumps(text, ensure_ascii=False))


@given(st.dictionaries(st.text(max_size=8), VALUES, max_size=6), st.integers(1, 4) | st.none(), st.integers(300, 4000))
def test_the_pages_of_an_answer_are_the_answer(answer: dict[str, Any], limit: int | None, room: int) -> None:
    rows = list(rows_of(answer))
    found, start = [], 0
    while True:
        page = page_of(rows, start, limit, room)
        found.append(page)
        assert size(page) <= room + 200
        if page.next is None:
            break
        assert page.next > start
        start = page.next
    whole = all(one["of"] > 1 or one["shown"] for page in found for one in page.cut)
    if whole:
        assert joined(found) == answer


def test_a_small_answer_is_whole() -> None:
    answer = {"schema": "x", "edges": [1, 2], "names": {"dangling": [], "none": {}}}
    (page,) = pages(answer)
    assert (page.answer, page.cut) == (answer, [])


def test_what_is_left_is_named() -> None:
    first, second = pages({"edges": [[1, 2, 3], 4, 5], "count": 3}, 2)
    assert first.answer == {"edges": [[1, 2, 3], 4]}
    assert first.cut == [{"place": "edges", "from": 0, "shown": 2, "of": 3}]
    assert second.answer == {"edges": [5], "count": 3}
    assert second.cut == [{"place": "edges", "from": 2, "shown": 1, "of": 3}]


@pytest.mark.parametrize("text", ["+a line\n" * 40_000, "x" * 300_000, '"' * 100_000, "界" * 100_000])
def test_a_long_text_goes_on(text: str) -> None:
    found = pages({"patch": text, "end": True})
    assert len(found) > 1
    assert joined(found) == {"patch": text, "end": True}
    assert all(size(page) < MOST_CHARACTERS for page in found)
    if "\n" in text:
        assert all(page.answer["patch"].endswith("\n") for page in found)


def test_an_item_that_fits_into_no_page_is_shortened() -> None:
    found = pages({"edges": [{"text": "x" * 100_000, "many": ["y" * 50] * 5000}, 2]})
    assert all(size(page) < MOST_CHARACTERS for page in found)
    assert found[0].cut[0]["place"] == "edges[0]"
    assert found[-1].answer["edges"][-1] == 2


@pytest.mark.parametrize("cursor", ["", "1", "1.0", "1.99999", "2.1", "x.y", "1.-1", "1.٣", "1." + "9" * 5000])
def test_a_cursor_of_no_answer(cursor: str) -> None:
    kept = Answers()
    kept.first({"edges": [1, 2, 3]}, 1, taken=0)
    with pytest.raises(ReweaveError) as caught:
        kept.next(cursor)
    assert caught.value.code == "no-such-cursor"


def test_old_answers_are_given_up() -> None:
    kept = Answers()
    cursors = [kept.first({"edges": [1, 2]}, 1, taken=0)[1] or "" for _ in range(9)]
    assert kept.next(cursors[-1])[0].answer == {"edges": [2]}
    with pytest.raises(ReweaveError):
        kept.next(cursors[0])


def test_the_last_lines_are_short() -> None:
    assert list(last_lines("a\n" * 50 + "b" * 1000)) == ["a"] * 9 + ["b" * 300]

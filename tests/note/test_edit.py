import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.note.edit import Edit, splice, unspliced


def _edit(start: int, end: int, text: bytes) -> Edit:
    return Edit(start, end, text, "rule", "message")


def test_edits_in_any_order() -> None:
    assert splice(b"abcdef", [_edit(4, 6, b""), _edit(0, 1, b"XY"), _edit(2, 2, b"-")]) == b"XYb-cd"


def test_no_edits() -> None:
    assert splice(b"abc", []) == b"abc"


def test_insertions_at_one_place_keep_their_order() -> None:
    assert splice(b"ab", [_edit(1, 1, b"1"), _edit(1, 1, b"2")]) == b"a12b"


def test_neighbours_do_not_overlap() -> None:
    assert splice(b"abcd", [_edit(0, 2, b"x"), _edit(2, 4, b"y")]) == b"xy"


@pytest.mark.parametrize(
    "edits",
    [
        [_edit(0, 3, b""), _edit(2, 4, b"")],
        [_edit(1, 2, b"a"), _edit(1, 2, b"a")],
        [_edit(0, 4, b""), _edit(1, 1, b"x")],
        [_edit(3, 2, b"")],
        [_edit(-1, 1, b"")],
        [_edit(4, 5, b"")],
        [_edit(9, 9, b"")],
    ],
)
def test_overlapping_or_outside_edits_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps another or leaves the note"):
        splice(b"abcd", edits)


@given(st.binary(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.binary(max_size=3)), max_size=6))
def test_splicing_is_replacing_from_the_back(data: bytes, cuts: list[tuple[int, bytes]]) -> None:
    places = sorted({min(place, len(data)) for place, _ in cuts})
    spans = list(zip(places[::2], places[1::2], strict=False))
    edits = [_edit(start, end, text) for (start, end), (_, text) in zip(spans, cuts, strict=False)]
    expected = data
    for edit in reversed(edits):
        expected = expected[: edit.start] + edit.text + expected[edit.end :]
    assert splice(data, reversed(edits)) == expected


@given(st.binary(min_size=1, max_size=20), st.data())
def test_unspliced_finds_every_kept_byte(data: bytes, draw: st.DataObject) -> None:
    cuts = sorted(draw.draw(st.sets(st.integers(0, len(data)), max_size=6)))
    edits = [_edit(*pair, draw.draw(st.binary(max_size=4))) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    result = splice(data, edits)
    origins = [unspliced(place, edits) for place in range(len(result) + 1)]
    assert origins == sorted(origins)
    for place, origin in enumerate(origins[:-1]):
        if not any(edit.start <= origin < max(edit.end, edit.start + 1) for edit in edits):
            assert result[place] == data[origin]
    assert origins[-1] == len(data)

import json

import pytest

from reweave.cli.mcp.bounds import MOST_BYTES, bounded, bounded_patch


def test_a_small_answer_is_whole() -> None:
    answer = {"schema": "x", "edges": [1, 2], "names": {"dangling": []}}
    assert bounded(answer, 2) == (answer, [])


def test_lists_anywhere_are_cut_and_named() -> None:
    found, cut = bounded({"edges": [[1, 2, 3], 4, 5], "names": {"dangling": [1, 2, 3]}}, 2)
    assert found == {"edges": [[1, 2], 4], "names": {"dangling": [1, 2]}}
    assert [one["place"] for one in cut] == ["edges", "edges[0]", "names.dangling"]
    assert cut[0] == {"place": "edges", "shown": 2, "of": 3}


def test_long_items_leave_fewer() -> None:
    found, cut = bounded({"edges": ["x" * 7000] * 1000}, 1000)
    assert len(json.dumps(found)) <= MOST_BYTES
    assert cut == [{"place": "edges", "shown": len(found["edges"]), "of": 1000}]
    assert 10 < len(found["edges"]) < 30


def test_what_no_cut_makes_small_enough() -> None:
    with pytest.raises(ValueError, match="too long"):
        bounded({str(number): "x" * 1000 for number in range(1000)}, 10)


def test_a_patch_ends_with_a_whole_line() -> None:
    assert bounded_patch("+a\n") == ("+a\n", [])
    patch, cut = bounded_patch("+abc\n" * MOST_BYTES)
    assert patch.endswith("+abc\n")
    assert cut == [{"place": "patch", "shown": len(patch), "of": 5 * MOST_BYTES}]

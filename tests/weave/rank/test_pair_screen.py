"""Pairs that are no edge whatever their score."""

import pytest

from reweave.weave.rank.pair_screen import is_rewording, is_series


@pytest.mark.parametrize(
    ("one", "other", "series"),
    [
        ("Cuda v1", "Cuda v12", True),
        ("2024-03-01", "2024-03-02", True),
        ("第3章", "第12章", True),
        ("Lezione 1 - insiemi", "lezione_2_insiemi", True),
        ("Cuda v1", "OpenCL v1", False),
        ("one", "one", False),
        ("Web", "Web 2", False),
    ],
)
def test_titles_that_differ_in_numbers_alone(one: str, other: str, series: bool) -> None:
    assert is_series(one, other) is is_series(other, one) is series


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "Mapping Rumours in Closed Messenger Groups: A Field Study",
            "A Field Study: Mapping Rumours in Closed Messenger Groups",
            True,
        ),
        (
            "Mapping Rumours in Closed Messenger Groups: A Field Study",
            "Mapping Recipes in Open Kitchens: A Field Study of Closed Groups",
            False,
        ),
        (
            "cheap storage lets the grid close its gas plants in the evening",
            "storage that is cheap lets grids close gas plants",
            True,
        ),
        (
            "cheap storage lets the grid close its gas plants in the evening",
            "heat pumps double what the grid needs in a winter evening",
            False,
        ),
        ("Increment Operators", "C Increment Operators", False),
        ("The History of Grid Storage in Europe", "The History of Grid Storage in Asia", False),
    ],
)
def test_propositions_of_much_the_same_words(one: str, other: str, same: bool) -> None:
    assert is_rewording(one, other) is is_rewording(other, one) is same

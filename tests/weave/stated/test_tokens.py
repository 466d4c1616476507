"""Stems of words."""

import pytest

from reweave.weave.stated.tokens import stem


@pytest.mark.parametrize(
    ("left", "right"),
    [("manipulation", "manipulations"), ("resistant", "resistance"), ("stores", "storing"), ("safety", "safe")],
)
def test_stems(left: str, right: str) -> None:
    assert stem(left) == stem(right)

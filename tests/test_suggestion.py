"""What is suggested for a name that is not known."""

import pytest

from reweave.suggestion import did_you_mean


@pytest.mark.parametrize(
    ("word", "suggestion"),
    [
        ("suports", "did you mean 'supports'?"),
        ("SUPPORTS", "did you mean 'supports'?"),
        ("Depends-On", "did you mean 'depends_on'?"),
        ("zzz", "expected one of 'supports', 'depends_on'"),
        ("x" * 1_000_000, "expected one of 'supports', 'depends_on'"),
    ],
)
def test_the_nearest_else_all(word: str, suggestion: str) -> None:
    assert did_you_mean(word, ["supports", "depends_on"]) == suggestion


def test_another_way_out_instead_of_the_list() -> None:
    assert did_you_mean("zzz", ["quotes"], "see `reweave rules`") == "see `reweave rules`"
    assert did_you_mean("quote", ["quotes"], "see `reweave rules`") == "did you mean 'quotes'?"


def test_short_lists() -> None:
    assert did_you_mean("zzz", []) is None
    assert did_you_mean("zzz", ["origin"]) == "expected 'origin'"


def test_what_is_suggested_is_escaped_and_bounded() -> None:
    assert did_you_mean("forge", ["forged\x1b"]) == "did you mean 'forged\\x1b'?"
    long = did_you_mean("zzz", [f"name {number}" for number in range(100_000)])
    assert long is not None and long.endswith("'name 19' and 99,980 more")
    assert did_you_mean("zzz", ["y" * 1_000_000, "zzzz"]) == "did you mean 'zzzz'?"

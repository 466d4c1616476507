"""What was measured of the rules decides what is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.weave.stated.measured import LEAST_BOUND, Count, Measured, measured
from reweave.weave.stated.phrases import FAMILY_TYPES, NOUNS, VERBS, family_of


@given(st.integers(1, 300).flatmap(lambda read: st.tuples(st.just(read), st.integers(0, read))))
def test_at_the_bound_the_share_is_as_far_off_as_chance_allows(counts: tuple[int, int]) -> None:
    read, right = counts
    bound = Count(read, right).bound
    off = right / read - bound
    assert off >= -1e-9 and off * off == pytest.approx(1.96**2 * bound * (1 - bound) / read, abs=1e-9)


def test_nothing_read_has_no_bound() -> None:
    assert Count().bound == Count().share == 0


def test_a_family_needs_enough_readings() -> None:
    few = Measured({"a/prose/x": Count(4, 4), "a/gloss/y": Count(4, 4)})
    enough = Measured({"a/prose/x": Count(4, 4), "a/gloss/y": Count(5, 5)})
    assert not few.precision("a/prose/x").written and enough.precision("a/prose/x").written
    assert enough.precision("a/prose/never read").written
    assert not enough.precision("b/prose/x").written


def test_a_rule_seen_wrong_twice_in_ten_is_off_in_a_good_family() -> None:
    rules = {"a/prose/x": Count(10, 8), "a/prose/y": Count(60, 59), "a/prose/z": Count(11, 9)}
    known = Measured(rules)
    assert known.families["a"].bound >= LEAST_BOUND
    assert [known.precision(rule).written for rule in rules] == [False, True, True]


def test_an_estimate_lies_between_the_rule_and_its_family() -> None:
    known = Measured({"a/prose/x": Count(2, 0), "a/prose/y": Count(20, 20)})
    estimate = known.precision("a/prose/x").estimate
    assert 0 < estimate < known.families["a"].share
    assert known.precision("a/prose/never read").estimate == known.families["a"].share
    assert Measured({}).precision("a/prose/x").estimate == 0


def test_what_is_measured_are_rules_of_known_families() -> None:
    assert measured().rules
    assert {family_of(rule) for rule in measured().rules} <= set(FAMILY_TYPES)
    assert {phrase.family for phrase in (*VERBS, *NOUNS)} <= set(FAMILY_TYPES)

import random

from reweave.weave.evaluation.worksheet import (
    BASELINE,
    BOTH,
    WEAVE,
    DrawnPair,
    mix,
    similar_pairs,
    untyped_pairs,
)
from tests.weave.stated.small import small_vault


def pair(source: str, target: str, side: str) -> DrawnPair:
    return DrawnPair(source, target, "related", side, 0.5)


def test_both_sides_are_mixed_in_equal_number_and_a_pair_of_both_comes_once() -> None:
    ours = [pair(f"a{number}", "b", WEAVE) for number in range(10)]
    theirs = [pair("b", "a0", BASELINE), *(pair(f"c{number}", "b", BASELINE) for number in range(9))]
    mixed = mix(ours, theirs, None, random.Random(1))
    assert sorted(one.side for one in mixed) == [BASELINE] * 9 + [BOTH] + [WEAVE] * 9
    assert [one.source for one in mixed] != sorted(one.source for one in mixed)
    few = mix(ours, theirs, 4, random.Random(1))
    assert sum(one.side != BASELINE for one in few) == 4
    assert len({frozenset((one.source, one.target)) for one in few}) == len(few)


def test_what_is_drawn_depends_on_the_seed_alone() -> None:
    ours = [pair(f"a{number}", "b", WEAVE) for number in range(10)]
    assert mix(ours, [], 5, random.Random(3)) == mix(ours, [], 5, random.Random(3))
    assert mix(ours, [], 5, random.Random(3)) != mix(ours, [], 5, random.Random(4))


def test_similar_pairs_are_those_that_nobody_links() -> None:
    vault = small_vault("Wet leaves and soil. [[X]]", "Wet leaves and soil.", "Wet leaves on soil.")
    paths = [record.path for record in vault.records]
    found = similar_pairs(vault, 5)
    assert found
    assert all({one.source, one.target} != {paths[0], paths[1]} for one in found)


def test_untyped_pairs_are_linked_and_not_among_the_stated() -> None:
    vault = small_vault("See [[X]] and [[O]].", "")
    paths = [record.path for record in vault.records]
    found = untyped_pairs(vault, {(paths[0], paths[1])}, random.Random(1))
    assert [(one.source, one.target) for one in found] == [(paths[0], paths[2])]

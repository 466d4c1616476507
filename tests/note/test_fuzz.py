"""The promises, held for generated notes: a bounded run of what `scripts/fuzz` does for longer."""

from collections import Counter

from hypothesis import HealthCheck, given, settings

from reweave.rules.base import Rule
from tests.fuzzing import Fate, hold
from tests.strategies import notes, rule_sets, structured_notes

_QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


@settings(max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=_QUIET)
@given(notes(), rule_sets())
def test_no_bytes_and_no_options_break_a_promise(source: bytes, rules: tuple[Rule, ...]) -> None:
    hold(source, rules)


def test_most_of_what_is_generated_is_changed_and_judged() -> None:
    fates: Counter[Fate] = Counter()

    @settings(max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=_QUIET)
    @given(structured_notes(), rule_sets())
    def run(source: bytes, rules: tuple[Rule, ...]) -> None:
        fates[hold(source, rules)] += 1

    run()
    assert fates[Fate.ACCEPTED] > 0.3 * fates.total(), fates
    assert fates[Fate.REFUSED] < 0.1 * fates.total(), fates

"""What asking costs: the estimate, the budget, and going on after it is used up."""

import threading
from typing import Any

import pytest

from reweave.errors import ReweaveError
from reweave.weave.judge.budget import Budget
from tests.weave.judge.conftest import ALL, MakeBench
from tests.weave.judge.server import Answer, says

PRICES = {"input_price": 1.0, "output_price": 10.0}


def none(request: dict[str, Any]) -> Answer:
    return says("none", "")


def test_the_estimate_sends_nothing_and_holds(bench: MakeBench) -> None:
    made = bench(none, **PRICES)
    estimate = made.judge().estimate([*ALL, (0, 1)])
    assert made.server.requests == []
    assert (estimate.asked, estimate.cached, estimate.tokens.received) == (6, 0, 6000)
    made.ask(*ALL)
    assert 0 < made.run.budget.spent < estimate.cost
    again = made.judge().estimate(ALL)
    assert (again.asked, again.cached, again.cost) == (0, 6, 0)


def test_what_was_spent_is_what_the_server_counted(bench: MakeBench) -> None:
    made = bench(none, **PRICES)
    made.ask((0, 1))
    assert made.run.budget.spent == pytest.approx((100 * 1 + 20 * 10) / 1e6)


def test_a_server_that_counts_nothing_is_counted_for(bench: MakeBench) -> None:
    made = bench(lambda request: Answer(says("none", "").content, usage=None), **PRICES)
    estimate = made.judge().estimate([(0, 1)])
    made.ask((0, 1))
    assert 0 < made.run.budget.spent < estimate.cost


@pytest.mark.parametrize("concurrency", [1, 3])
def test_a_budget_stops_a_run_and_the_next_goes_on_without_loss_or_repetition(
    bench: MakeBench, concurrency: int
) -> None:
    # A question may cost 11 (its answer 10), and costs 2 as the server counts: 14 pay for two, and then for none.
    made = bench(
        lambda request: Answer(says("none", "").content, usage=(0, 200)),
        concurrency=concurrency,
        output_price=10_000.0,
        answer_tokens=1000,
        budget=14.0,
    )
    seen: list[tuple[int, int]] = []
    asked = 0
    runs = 0
    while len(seen) < len(ALL):
        found = made.ask(*ALL)
        assert made.run.budget.spent <= 14.0
        assert len(found) + made.run.left == len(ALL)
        assert made.run.cached == len(seen), "an answer was lost"
        new = [(one.source, one.target) for one in found][len(seen) :]
        assert new == ALL[len(seen) : len(seen) + len(new)] and new
        assert (made.run.stop == "the budget is used up") is (made.run.left > 0)
        seen += new
        asked += made.run.asked
        runs += 1
    assert runs == 2 and seen == ALL
    assert asked == len(made.server.requests) == len(set(made.server.prompts())) == len(ALL)


def test_a_budget_too_small_for_one_question_asks_nothing(bench: MakeBench) -> None:
    made = bench(none, **PRICES, budget=0.000001)
    assert made.ask(*ALL) == [] and made.server.requests == [] and made.run.left == 6


def test_known_answers_cost_nothing_when_the_budget_is_used_up(bench: MakeBench) -> None:
    made = bench(none)
    made.ask((1, 0), (2, 0))
    poor = bench(none, **PRICES, budget=0.000001, url=made.config.url)
    assert [(one.source, one.target) for one in poor.ask((0, 1), (1, 0), (0, 2), (2, 0))] == [(1, 0), (2, 0)]


def test_answers_under_way_are_kept_when_a_caller_stops_early(bench: MakeBench) -> None:
    arrived = threading.Barrier(3)

    def script(request: dict[str, Any]) -> Answer:
        arrived.wait(20)
        return says("none", "")

    made = bench(script, concurrency=3)
    verdicts = made.judge().judge(ALL[:3])
    next(verdicts)
    assert hasattr(verdicts, "close")
    verdicts.close()
    assert made.judge().estimate(ALL[:3]).cached == 3


def test_answers_under_way_are_kept_when_one_request_is_refused(bench: MakeBench) -> None:
    arrived = threading.Barrier(3)
    order = iter([Answer("wrong key", status=401), says("none", ""), says("none", "")])
    lock = threading.Lock()

    def script(request: dict[str, Any]) -> Answer:
        with lock:
            answer = next(order)
        arrived.wait(20)
        return answer

    made = bench(script, concurrency=3)
    with pytest.raises(ReweaveError):
        made.ask(*ALL[:3])
    assert made.judge().estimate(ALL[:3]).cached == 2


def test_a_budget_counts_what_is_reserved() -> None:
    budget = Budget(10.0)
    assert budget.reserve(6.0) and not budget.reserve(5.0) and budget.reserve(4.0)
    budget.settle(6.0, 1.0)
    assert budget.reserve(5.0) and not budget.reserve(0.5)
    assert budget.spent == 1.0
    assert Budget(None).reserve(1e12)


def test_a_question_that_is_too_dear_is_asked_about_fewer_pairs(bench: MakeBench) -> None:
    made = bench(none, links_per_question=5, input_price=0.0, output_price=10_000.0, answer_tokens=1000, budget=11.0)
    assert [(one.source, one.target) for one in made.ask((0, 1), (0, 2))] == [(0, 1)]
    assert made.run.left == 1
    assert [(one.source, one.target) for one in made.ask((0, 1), (0, 2))] == [(0, 1), (0, 2)]
    assert (made.run.left, len(made.server.requests)) == (0, 2)

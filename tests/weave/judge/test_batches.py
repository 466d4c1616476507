"""A source and its links in one question, and answers that cannot be read."""

import json
import re
from typing import Any

import pytest

from tests.weave.judge.conftest import ALL, COMPOST, FACT, MULCH, QUOTE, MakeBench
from tests.weave.judge.server import Answer, always, says

NONE = {"relation": "none", "quote": "", "confidence": 0.8}


def several(*answers: object) -> Answer:
    return Answer(json.dumps({"answers": list(answers)}))


def about(target: int, relation: str = "supports", quote: str = QUOTE) -> dict[str, object]:
    return {"target": target, "relation": relation, "quote": quote, "confidence": 0.9, "reason": "as it says"}


def each(request: dict[str, Any]) -> Answer:
    """Answer `none` about each target of a request."""
    targets = re.findall(r"TARGET (\d+):\n<note-", request["messages"][1]["content"])
    return several(*({"target": int(one), **NONE} for one in targets))


def test_pairs_of_one_source_are_one_question(bench: MakeBench) -> None:
    made = bench(always(several(about(2, "challenges"), about(1))), links_per_question=5)
    first, second = made.ask((0, 1), (0, 2))
    assert (first.target, first.type, second.target, second.type) == (1, "supports", 2, "challenges")
    assert first.why == "small: as it says" and first.quote == QUOTE
    [prompt] = made.server.prompts()
    assert prompt.count(FACT) == 1 and prompt.index(COMPOST) < prompt.index("TARGET 1:") < prompt.index(MULCH)
    assert "each of TARGET 1 to 2" in prompt


def test_no_question_has_more_targets_than_configured(bench: MakeBench) -> None:
    notes = {f"note number {number} says something": f"Text {number}.\n" for number in range(8)}
    made = bench(each, notes, links_per_question=3)
    pairs = [(0, other) for other in range(1, 8)] + [(1, 2)]
    estimate = made.judge().estimate(pairs)
    assert (estimate.asked, estimate.pairs) == (4, 8)
    assert [(one.source, one.target) for one in made.ask(*pairs)] == pairs
    assert len(made.server.requests) == 4 and made.run.asked == 8


def test_an_answer_is_kept_by_pair_however_it_was_asked_for(bench: MakeBench) -> None:
    made = bench(each, links_per_question=5)
    made.ask((0, 2))
    assert [one.type for one in made.ask((0, 1), (0, 2))] == ["none", "none"]
    assert (made.run.asked, made.run.cached) == (1, 1)
    assert made.judge().estimate(ALL).cached == 2


def test_a_target_without_an_answer_is_asked_about_again_alone(bench: MakeBench) -> None:
    answers = iter([several(about(2)), several(about(1))])
    made = bench(lambda request: next(answers), links_per_question=5)
    first, second = made.ask((0, 1), (0, 2))
    assert first.type is None and "no answer about target 1" in first.why and second.type == "supports"
    assert [one.type for one in made.ask((0, 1), (0, 2))] == ["supports", "supports"]
    assert (made.run.asked, made.run.cached) == (1, 1)


def test_the_quote_must_be_in_the_pair_and_not_in_another_target(bench: MakeBench) -> None:
    made = bench(always(several(about(1, quote="They dig deeper in winter."), about(2))), links_per_question=5)
    first, second = made.ask((0, 1), (0, 2))
    assert first.type is None and "is in neither note" in first.why and second.type == "supports"


@pytest.mark.parametrize(
    "content",
    ["I think so.", "[]", json.dumps({"answers": 3}), json.dumps({"answers": [3, None, []]}), json.dumps(NONE)],
)
def test_of_several_targets_nothing_is_guessed(bench: MakeBench, content: str) -> None:
    made = bench(always(Answer(content)), links_per_question=5)
    assert [one.type for one in made.ask((0, 1), (0, 2))] == [None, None]
    assert made.run.refused == 2 and made.judge().estimate([(0, 1), (0, 2)]).cached == 0


def test_answers_that_cannot_be_read_stop_a_run_and_are_not_kept(bench: MakeBench) -> None:
    made = bench(always(Answer("It supports that, I would say.")), concurrency=1)
    found = made.ask(*ALL)
    assert len(found) == 3 == len(made.server.requests) and made.run.left == 3
    assert made.run.stop == "the judge's answers cannot be read: the answer is not JSON"
    assert made.judge().estimate(ALL).cached == 0


def test_one_unreadable_answer_between_others_stops_nothing(bench: MakeBench) -> None:
    prose, good = Answer("Well ..."), says("none", "")
    answers = iter([prose, prose, good, prose, prose, good])
    made = bench(lambda request: next(answers), concurrency=1)
    assert [one.type for one in made.ask(*ALL)] == [None, None, "none", None, None, "none"]
    assert made.run.stop == ""


def test_other_settings_ask_again(bench: MakeBench) -> None:
    made = bench(each)
    made.ask((0, 1))
    for settings in ({"answers": "text"}, {"answer_tokens": 50}, {"model": "other"}, {"note_characters": 30}):
        other = bench(each, url=made.config.url, **settings)
        assert other.judge().estimate([(0, 1)]).cached == 0, settings
    assert bench(each, url=made.config.url, timeout=3.0).judge().estimate([(0, 1)]).cached == 1

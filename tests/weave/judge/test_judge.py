"""The judge over real HTTP, through the real client."""

import threading
from typing import Any

from reweave.config.judge import JudgeConfig
from reweave.weave.judge.judge import confident
from reweave.weave.verdict import Verdict, VerdictOrigin
from tests.weave.judge.conftest import ALL, COMPOST, FACT, MULCH, QUOTE, MakeBench
from tests.weave.judge.server import Answer, always, says


def test_an_answer_is_a_verdict_with_the_place_of_its_quote(bench: MakeBench) -> None:
    made = bench(always(says("supports", QUOTE)))
    assert made.ask((0, 1)) == [
        Verdict(0, 1, "supports", VerdictOrigin.JUDGE, QUOTE, f"{COMPOST}.md", 7, confidence=0.9, why="small")
    ]
    (request,) = made.server.requests
    assert request["path"] == "/v1/chat/completions" and request["model"] == "small"
    assert request["response_format"]["json_schema"]["schema"]["properties"]["answers"]["items"]["properties"][
        "relation"
    ]["enum"] == [*("supports", "challenges", "depends_on", "related", "duplicate", "none")]
    prompt = made.server.prompts()[0]
    assert prompt.index(COMPOST) < prompt.index(FACT) < prompt.index(MULCH)
    assert "authorization" not in made.server.headers[0] or "sk-" not in made.server.headers[0]["authorization"]


def test_no_more_requests_run_at_once_than_configured_and_verdicts_come_in_order(bench: MakeBench) -> None:
    together = threading.Barrier(3)

    def script(request: dict[str, Any]) -> Answer:
        together.wait(20)
        return says("none", "")

    made = bench(script, concurrency=3)
    found = made.ask(*ALL)
    assert [(one.source, one.target) for one in found] == ALL
    assert made.server.most_at_once == 3


def test_what_is_not_confident_enough_loses_its_type() -> None:
    sure, unsure = Verdict(0, 1, "supports", confidence=0.7), Verdict(0, 2, "supports", confidence=0.69)
    assert list(confident([sure, unsure], JudgeConfig())) == [
        sure,
        Verdict(0, 2, None, confidence=0.69, why="confidence 0.69 is below 0.70"),
    ]


def test_a_type_may_ask_for_more_confidence_than_others() -> None:
    config = JudgeConfig(confidence=0.5, confidence_by_type={"challenges": 0.9})
    said = [Verdict(0, 1, "supports", confidence=0.6), Verdict(0, 2, "challenges", confidence=0.8)]
    assert [one.type for one in confident(said, config)] == ["supports", None]

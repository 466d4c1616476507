"""The judge over real HTTP, through the real client."""

import json
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from reweave.config.judge import JudgeConfig
from reweave.errors import ReweaveError
from reweave.weave.judge.judge import confident
from reweave.weave.verdict import Verdict, VerdictOrigin
from tests.weave.judge.conftest import COMPOST, FACT, MULCH, MakeBench
from tests.weave.judge.server import Answer, Script, says

QUOTE = "beds with compost stay moist for a week longer"
ALL = [(source, target) for source in range(3) for target in range(3) if source != target]


def always(answer: Answer) -> Script:
    return lambda request: answer


def in_turn(*answers: Answer) -> Script:
    left: Iterator[Answer] = iter(answers)
    return lambda request: next(left)


def test_an_answer_is_a_verdict_with_the_place_of_its_quote(bench: MakeBench) -> None:
    made = bench(always(says("supports", QUOTE)))
    assert made.ask((0, 1)) == [
        Verdict(0, 1, "supports", VerdictOrigin.JUDGE, QUOTE, f"{COMPOST}.md", 7, confidence=0.9, why="small")
    ]
    (request,) = made.server.requests
    assert request["path"] == "/v1/chat/completions" and request["model"] == "small"
    assert request["response_format"]["json_schema"]["schema"]["properties"]["relation"]["enum"] == [
        *("supports", "challenges", "depends_on", "related", "duplicate", "none")
    ]
    prompt = made.server.prompts()[0]
    assert prompt.index(COMPOST) < prompt.index(FACT) < prompt.index(MULCH)
    assert "authorization" not in made.server.headers[0] or "sk-" not in made.server.headers[0]["authorization"]


@pytest.mark.parametrize(
    ("relation", "quote", "line"),
    [
        ("none", "", 0),
        ("related", "Straw shades the soil.", 6),
        ("duplicate", f"“{MULCH}”", 4),
        ("challenges", "**Clay holds** little\ncarbon", 6),
    ],
)
def test_other_relations_and_shapes_of_quotes(bench: MakeBench, relation: str, quote: str, line: int) -> None:
    (found,) = bench(always(says(relation, quote, 0.5))).ask()
    assert (found.type, found.line, found.confidence) == (relation, line, 0.5)


@pytest.mark.parametrize("answers", ["json-object", "text"])
def test_servers_that_know_no_schemas(bench: MakeBench, answers: str) -> None:
    fenced = f"```json\n{says('supports', QUOTE).content}\n```"
    made = bench(always(Answer(fenced)), answers=answers)
    assert made.ask()[0].type == "supports"
    expected = {"type": "json_object"} if answers == "json-object" else None
    assert made.server.requests[0].get("response_format") == expected


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("supports, I think", "not JSON"),
        ("[" * 10_000, "not JSON"),
        ("x" * 30_000, "too long"),
        ("[]", "not a JSON object"),
        ("{}", "names no relation"),
        (json.dumps({"relation": "SUPPORTS", "confidence": 1, "quote": QUOTE}), "names no relation"),
        (json.dumps({"relation": ["supports"], "confidence": 1, "quote": QUOTE}), "names no relation"),
        (json.dumps({"relation": "supports", "quote": QUOTE}), "no number"),
        (json.dumps({"relation": "supports", "confidence": True, "quote": QUOTE}), "no number"),
        ('{"relation": "supports", "confidence": NaN, "quote": "x"}', "no number"),
        (json.dumps({"relation": "supports", "confidence": 7, "quote": QUOTE}), "not from 0 to 1"),
        (json.dumps({"relation": "supports", "confidence": 1, "quote": None}), "has no quote"),
    ],
)
def test_a_malformed_answer_is_refused(bench: MakeBench, content: str, why: str) -> None:
    made = bench(always(Answer(content)))
    (found,) = made.ask()
    assert found.type is None and why in found.why and made.run.refused == 1


@pytest.mark.parametrize(
    "quote",
    [
        "beds with compost stay dry for a week longer",
        "Compost proves that beds stay moist.",
        "",
        "compost stay",
        "carbon",
        f"{FACT} {FACT}",
        "beds … stay moist for a week longer",
    ],
)
def test_a_quote_that_does_not_stand_in_the_notes_is_refused(bench: MakeBench, quote: str) -> None:
    made = bench(always(says("supports", quote)))
    (found,) = made.ask()
    assert found.type is None and "does not stand in the notes" in found.why and made.run.refused == 1


def test_a_rate_limit_is_waited_for_as_long_as_the_server_says(bench: MakeBench) -> None:
    limit = Answer("slow down", status=429, headers={"Retry-After": "0.05"})
    made = bench(in_turn(limit, limit, says("supports", QUOTE)), retries=3)
    assert made.ask()[0].type == "supports"
    assert len(made.server.requests) == 3 and made.run.asked == 1 and made.run.unanswered == 0


def test_a_rate_limit_without_end_is_no_answer(bench: MakeBench) -> None:
    made = bench(always(Answer("slow down", status=429, headers={"Retry-After": "0.01"})), retries=1)
    (found,) = made.ask()
    assert found.type is None and "too many requests" in found.why and made.run.unanswered == 1


def test_a_server_that_hangs_is_not_waited_for(bench: MakeBench) -> None:
    made = bench(always(Answer(hang=True)), timeout=0.2, retries=1)
    (found,) = made.ask()
    assert found.type is None and found.why == "no answer: no answer within 0.2 seconds"
    assert len(made.server.requests) == 2


def test_a_connection_that_is_cut_is_tried_again(bench: MakeBench) -> None:
    made = bench(in_turn(Answer("x" * 200, cut=True), says("supports", QUOTE)))
    assert made.ask()[0].type == "supports" and len(made.server.requests) == 2


@pytest.mark.parametrize(
    "answer",
    [
        Answer("broken", status=500, headers={"Retry-After": "0.01"}),
        Answer("too long", status=400),
        Answer(body=b"<html>", headers={"Content-Type": "text/html"}),
        Answer(body=b'{"choices": []}'),
        Answer(body=b'{"choices": [{"message": {"content": null}}]}'),
        Answer(body=b"[1]"),
        Answer(body=b"{broken"),
    ],
)
def test_what_is_no_answer_at_all_is_not_kept(bench: MakeBench, answer: Answer) -> None:
    made = bench(always(answer))
    (found,) = made.ask()
    assert found.type is None and found.why.startswith("no answer: ") and made.run.unanswered == 1
    assert made.judge().estimate([(0, 1)]).cached == 0


def test_a_server_that_is_gone_is_asked_three_times_and_no_more(bench: MakeBench) -> None:
    made = bench(always(Answer("down", status=400)), concurrency=1)
    found = made.ask(*ALL)
    assert len(found) == 3 and made.run.left == 3 and made.run.stop.startswith("the endpoint does not answer")


def test_a_failure_between_answers_stops_nothing(bench: MakeBench) -> None:
    down, good = Answer("down", status=400), says("none", "")
    made = bench(in_turn(down, down, good, down, down, good), concurrency=1)
    assert [one.type for one in made.ask(*ALL)] == [None, None, "none", None, None, "none"]
    assert made.run.stop == ""


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_server_that_refuses_everything_ends_the_run_without_showing_the_key(bench: MakeBench, status: int) -> None:
    made = bench(always(Answer("bad key sk-hidden-key", status=status)), api_key_env="SMALL_API_KEY")
    with pytest.raises(ReweaveError) as caught:
        made.ask(*ALL)
    assert caught.value.code == "judge-refused"
    assert "sk-hidden-key" not in str(caught.value) and "***" in str(caught.value)
    assert made.server.headers[0]["authorization"] == "Bearer sk-hidden-key"


def test_without_the_client_the_way_to_install_it_is_said(bench: MakeBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(ReweaveError, match=r"pip install 'reweave\[judge\]'"):
        bench(always(says("none", ""))).judge()


def test_no_more_requests_run_at_once_than_configured_and_verdicts_come_in_order(bench: MakeBench) -> None:
    together = threading.Barrier(3)

    def script(request: dict[str, Any]) -> Answer:
        together.wait(20)
        return says("none", "")

    made = bench(script, concurrency=3)
    found = made.ask(*ALL)
    assert [(one.source, one.target) for one in found] == ALL
    assert made.server.most_at_once == 3


def test_the_same_question_is_asked_once(bench: MakeBench) -> None:
    made = bench(always(says("supports", QUOTE)))
    assert [one.type for one in made.ask((0, 1), (0, 1), (0, 1))] == ["supports"] * 3
    assert len(made.server.requests) == made.run.asked == 1


def test_an_answer_is_known_until_one_of_the_two_texts_changes(bench: MakeBench) -> None:
    made = bench(always(says("none", "")))
    made.ask(*ALL)
    assert (made.run.asked, made.run.cached) == (6, 0)
    made.ask(*ALL)
    assert (made.run.asked, made.run.cached) == (0, 6)
    made.changed(2, "They dig deeper in winter.\n")  # another field, the same text
    made.ask(*ALL)
    assert (made.run.asked, made.run.cached) == (0, 6)
    made.changed(2, "They dig.\n")
    made.ask(*ALL)
    assert (made.run.asked, made.run.cached) == (4, 2)


def test_a_refused_answer_is_not_asked_for_again(bench: MakeBench) -> None:
    made = bench(always(says("supports", "words that nobody ever wrote")))
    first = made.ask()
    assert made.ask() == first and made.run.cached == 1 and len(made.server.requests) == 1


def test_a_kept_answer_is_checked_like_a_fresh_one(bench: MakeBench) -> None:
    made = bench(always(says("supports", QUOTE)))
    made.ask()
    (file,) = made.cache._directory.rglob("*.json")
    for text in ("", "[]", '{"answer": 3}', "\xff"):
        file.write_text(text)
        assert made.ask()[0].type == "supports" and made.run.asked == 1
    file.write_text(json.dumps({"answer": says("challenges", "planted words, not of the note").content}))
    assert made.ask()[0].type is None


def test_a_cache_that_is_a_link_is_refused(bench: MakeBench) -> None:
    made = bench(always(says("none", "")))
    directory = made.cache._directory
    directory.parent.mkdir()
    directory.symlink_to(directory.parent)
    with pytest.raises(ReweaveError, match="symbolic link"):
        type(made.cache)(directory)


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

"""The endpoint: rate limits, timeouts, lost connections, refusals."""

import sys
from collections.abc import Iterator

import pytest

from reweave.errors import ReweaveError
from tests.weave.judge.conftest import ALL, QUOTE, MakeBench
from tests.weave.judge.server import Answer, Script, always, says


def in_turn(*answers: Answer) -> Script:
    left: Iterator[Answer] = iter(answers)
    return lambda request: next(left)


@pytest.mark.parametrize("answers", ["json-object", "text"])
def test_servers_that_know_no_schemas(bench: MakeBench, answers: str) -> None:
    fenced = f"```json\n{says('supports', QUOTE).content}\n```"
    made = bench(always(Answer(fenced)), answers=answers)
    assert made.ask()[0].type == "supports"
    expected = {"type": "json_object"} if answers == "json-object" else None
    assert made.server.requests[0].get("response_format") == expected


def test_a_rate_limit_is_waited_for_as_long_as_the_server_says(bench: MakeBench) -> None:
    limit = Answer("slow down", status=429, headers={"Retry-After": "0.05"})
    made = bench(in_turn(limit, limit, says("supports", QUOTE)), retries=3)
    assert made.ask()[0].type == "supports"
    assert len(made.server.requests) == 3 and made.run.asked == 1 and made.run.unanswered == 0


def test_a_rate_limit_without_end_is_no_answer(bench: MakeBench) -> None:
    made = bench(always(Answer("slow down", status=429, headers={"Retry-After": "0.01"})), retries=1)
    (found,) = made.ask()
    assert found.type is None and "too many requests" in found.why and made.run.unanswered == 1


def test_without_retries_it_is_asked_once(bench: MakeBench) -> None:
    made = bench(in_turn(Answer("slow down", status=429), says("supports", QUOTE)), retries=0)
    (found,) = made.ask()
    assert found.type is None and "too many requests" in found.why and len(made.server.requests) == 1


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
    assert len(found) == 3 and made.run.left == 3 and made.run.stop.startswith("the judge does not answer")


def test_a_failure_between_answers_stops_nothing(bench: MakeBench) -> None:
    down, good = Answer("down", status=400), says("none", "")
    made = bench(in_turn(down, down, good, down, down, good), concurrency=1)
    assert [one.type for one in made.ask(*ALL)] == [None, None, "none", None, None, "none"]
    assert made.run.stop == ""


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_server_that_refuses_everything_ends_the_run_without_showing_the_key(bench: MakeBench, status: int) -> None:
    made = bench(always(Answer("bad key sk-hidden-key", status=status)), key_env="SMALL_API_KEY")
    with pytest.raises(ReweaveError) as caught:
        made.ask(*ALL)
    assert caught.value.code == "judge-refused"
    assert "sk-hidden-key" not in str(caught.value) and "***" in str(caught.value)
    assert made.server.headers[0]["authorization"] == "Bearer sk-hidden-key"


def test_without_the_client_the_way_to_install_it_is_said(bench: MakeBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(ReweaveError, match=r"pip install 'reweave-notes\[judge\]"):
        bench(always(says("none", ""))).judge()

"""The served page: who is answered, what is taken, and when it ends."""

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from reweave.errors import ReweaveError
from reweave.plan.plan import Plan
from reweave.plan.writer import plan_lines
from reweave.review.page_file import Serving
from reweave.review.server import ReviewServer, Written
from reweave.review.session import Session, State
from tests.review.browser import opened, press
from tests.review.vault import reviewed

REVIEW = reviewed()


@contextmanager
def serving(
    *,
    idle: float = 60,
    done: bool = True,
    stale: tuple[str, ...] = (),
    session: Session | None = None,
    states: Mapping[str, State] | None = None,
) -> Iterator[tuple[ReviewServer, list[Plan]]]:
    """Serve a review in a thread; the plans that it took are listed."""
    taken: list[Plan] = []

    def write(plan: Plan) -> Written:
        taken.append(plan)
        return Written(done, "Done." if done else "Nothing was written.", ["a <b>line</b>"])

    made = Serving("Write", dict(states or {}))
    with ReviewServer(
        REVIEW, made, write, lambda: stale, (session or Session(REVIEW)).replace_all, idle=idle
    ) as server:
        thread = threading.Thread(target=server.run)
        thread.start()
        yield server, taken
        server.has_ended.set()
        thread.join()


def ask(
    server: ReviewServer, method: str, path: str, body: str | None = None, **headers: str
) -> tuple[int, bytes, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, response.read(), response.headers
    finally:
        connection.close()


def decided() -> str:
    session = Session(REVIEW)
    session.answer(0, "accept")
    return "".join(plan_lines(session.plan()))


def test_only_the_page_itself_is_answered() -> None:
    with serving() as (server, taken):
        own = f"/{server.token}/"
        status, body, headers = ask(server, "GET", own)
        assert (status, body) == (200, server.page)
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Access-Control-Allow-Origin"] is None and headers["Cache-Control"] == "no-store"
        for path in (
            "/",
            "/x/",
            f"/{server.token}",
            f"/{server.token}x/",
            f"{own}../",
            f"{own}stale/x",
            "//",
            f"{own}?x",
        ):
            assert ask(server, "GET", path)[0] == 404, path
        for name, value in [
            ("Host", "evil.example"), ("Host", "localhost:1"), ("Origin", "null"), ("Origin", "https://evil.example"),
        ]:  # fmt: skip
            assert ask(server, "GET", own, **{name: value})[0] == 404, value
            assert ask(server, "POST", f"{own}apply", decided(), **{name: value})[0] in (403, 404), value
        assert ask(server, "POST", f"{own}apply", decided())[0] == 403  # no Origin
        assert ask(server, "POST", own, decided(), Origin=server.origin)[0] == 404
        assert ask(server, "PUT", own, decided(), Origin=server.origin)[0] == 501
        assert ask(server, "POST", f"{own}apply", "x", Origin=server.origin, Content_Length="999999999999")[0] == 413
        assert not taken


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "the plan is empty"),
        ("nonsense", "not JSON"),
        ('{"schema": "reweave/plan/1"}\n' + decided().split("\n")[1].replace("op-1", "op-9"), "does not offer"),
        (
            '{"schema": "reweave/plan/1"}\n' + decided().split("\n")[1].replace("2026-03-28", "2026-03-29"),
            "does not offer",
        ),
    ],
)
def test_a_plan_that_the_review_does_not_offer_is_refused(body: str, said: str) -> None:
    with serving() as (server, taken):
        status, answer, _ = ask(server, "POST", f"/{server.token}/apply", body, Origin=server.origin)
        assert status == 200 and said in json.loads(answer)["message"] and not taken and not server.has_ended.is_set()


def test_it_ends_when_the_plan_was_written() -> None:
    with serving() as (server, taken):
        answer = json.loads(ask(server, "POST", f"/{server.token}/apply", decided(), Origin=server.origin)[1])
        assert answer == {"done": True, "message": "Done.", "lines": ["a <b>line</b>"]}
        assert len(taken) == 1 and server.has_ended.wait(10)


def test_it_goes_on_where_nothing_was_written_and_ends_when_nobody_asks() -> None:
    with serving(done=False) as (server, _):
        ask(server, "POST", f"/{server.token}/apply", decided(), Origin=server.origin)
        assert not server.has_ended.is_set()
    with ReviewServer(
        REVIEW, Serving("Write"), lambda plan: Written(True, ""), tuple, Session(REVIEW).replace_all, idle=0
    ) as server:
        assert not server.run()


def test_an_error_of_the_writer_is_said() -> None:
    def fail(plan: Plan) -> Written:
        raise ReweaveError("the lock is held", code="locked", suggestion="wait")

    with ReviewServer(REVIEW, Serving("Write"), fail, tuple, Session(REVIEW).replace_all) as server:
        assert server.take(decided().encode()) == Written(False, "the lock is held; wait")


def test_a_browser_decides_and_writes(browser: Browser) -> None:
    with serving(stale=("op-2",)) as (server, taken), opened(browser, server.address) as page:
        page.select_option("#group", "none")
        page.evaluate("dispatchEvent(new Event('focus'))")
        page.wait_for_selector(".row.stale")
        press(page, "ade")
        page.click("#write")
        expect(page.locator("#outcome")).to_have_text("Done.")
        assert page.inner_text("#warnings") == "a <b>line</b>" and page.is_disabled("#write")
    session = Session(REVIEW)
    session.answer(0, "accept")
    session.answer(1, "decline")
    assert taken == [session.plan()]


def test_what_a_browser_decides_is_kept_and_gone_on_with_at_another_port(browser: Browser) -> None:
    session, wanted = Session(REVIEW), Session(REVIEW)
    assert wanted.answer(0, "accept") and wanted.reverse(1) and wanted.retype(1, "challenges")
    assert wanted.answer(1, "accept") and wanted.answer(2, "decline") and wanted.answer(3, "later")
    with serving(session=session) as (server, _), opened(browser, server.address) as page:
        page.select_option("#group", "none")
        press(page, "ar2adsdu")
        for _ in range(200):  # the page sends one decision after the other
            page.wait_for_timeout(20)
            if session.states == wanted.states:
                break
    assert session.states == wanted.states
    kept = {card.id: state for card, state in zip(REVIEW.cards, session.states, strict=True)}
    with serving(states=kept) as (server, taken), opened(browser, server.address) as page:
        expect(page.locator("#counts")).to_contain_text("3 of 6")
        press(page, "e")
        page.click("#write")
        expect(page.locator("#outcome")).to_have_text("Done.")
    assert taken == [wanted.plan()]


@pytest.mark.parametrize("body", ["", "[]", "{", '{"op-1": 3}', '{"op-1": {"answer": "yes"}}', "null", "[" * 10_000])
def test_what_is_no_decision_is_refused(body: str) -> None:
    session = Session(REVIEW)
    with serving(session=session) as (server, _):
        assert ask(server, "POST", f"/{server.token}/keep", body, Origin=server.origin)[0] == 400
        good = '{"op-1": {"answer": "accept", "type": "nonsense", "reverse": false, "keep": 5}, "unknown": {}}'
        ask(server, "POST", f"/{server.token}/keep", good, Origin=server.origin)
        assert ask(server, "POST", f"/{server.token}/keep", good)[0] == 403
    assert session.states == Session(REVIEW).states

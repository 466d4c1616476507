"""Deciding: what keys do to the cards, undo, and the plan."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.plan.reader import read_plan
from reweave.plan.writer import plan_lines
from reweave.review.kept import KeptDecisions
from reweave.review.session import Session, first_state
from tests.cli.reviewed_by_keys import by_keys
from tests.review.vault import EDGES, STORAGE, reviewed, written

REVIEW = reviewed(same=[((0, 1), False), ((2, 3, 4), True)], unwritable={STORAGE: "read-only"})
KEYS = st.text("adsrtujkAD12345", max_size=40)


@settings(max_examples=150, deadline=None)
@given(KEYS)
def test_any_keys_make_a_plan_that_is_read_back(keys: str) -> None:
    session = by_keys(REVIEW, keys)
    plan = session.plan()
    assert read_plan(io.BytesIO("".join(plan_lines(plan)).encode()), "plan") == plan
    again = Session(REVIEW)
    again.load(plan)
    assert again.plan() == plan
    for state, other in zip(session.states, again.states, strict=True):
        assert (state.answer == "accept") >= (other.answer == "accept")


@settings(max_examples=100, deadline=None)
@given(KEYS, st.binary(max_size=40))
def test_kept_decisions_are_taken_over(keys: str, damage: bytes) -> None:
    session = by_keys(REVIEW, keys)
    data = KeptDecisions(b"", session).pending()
    again = Session(REVIEW)
    kept = KeptDecisions(damage + b"\n" + data, again)
    assert kept.restore() == sum(
        one != first_state(card) for one, card in zip(session.states, REVIEW.cards, strict=True)
    )
    assert again.states == session.states and kept.finished() == b""
    other = Session(reviewed(edges=EDGES[:2]))
    assert KeptDecisions(KeptDecisions(data, other).pending(), again).pending() == data


@settings(max_examples=50, deadline=None)
@given(KEYS)
def test_undo_leads_back_to_the_start(keys: str) -> None:
    session = by_keys(REVIEW, keys)
    for _ in range(len(keys) + 1):
        session.undo()
    assert session.states == [first_state(card) for card in REVIEW.cards]


@settings(max_examples=25, deadline=None)
@given(KEYS)
def test_what_was_decided_can_be_applied(keys: str) -> None:
    review = reviewed()
    plan = by_keys(review, keys).plan()
    changed = written(plan)
    assert set(changed) - {".reweave/answers.jsonl"} == {one.path for one in plan.operations if one.op == "add-edge"}


def test_what_cannot_be_accepted_is_not() -> None:
    session = Session(REVIEW)
    assert "read-only" in session.objection(1) and not session.answer(1, "accept")
    assert session.answer(0, "accept") and session.reverse(0)
    assert session.states[0].answer == "" and session.states[0].reverse
    assert not session.keep(0, 1) and not session.reverse(6) and not session.retype(6, "related")
    assert not session.answer(7, "accept") and session.answer(7, "decline")

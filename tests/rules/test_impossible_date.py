import pytest

from tests.rules.run import outcome, problems


@pytest.mark.parametrize(
    "date",
    ["2026-02-00", "2026-13-01", "2026-00-10", "2026-02-30", "2025-02-29", "0000-01-01", "2026-01-01T24:00:00Z",
     "2026-01-01 10:60:00", "2026-1-32 1:00:00", "2026-01-01T10:00:00+30:00"],
)  # fmt: skip
def test_reported(date: str) -> None:
    assert problems("impossible-date", f"a: {date}\n") == [(2, 4)]
    assert problems("impossible-date", f"a:\n- {date} # c\n") == [(3, 3)]
    assert problems("impossible-date", f"a: '{date}'\nb: !!str {date}\nc: on {date}\n# {date}\n") == []


@pytest.mark.parametrize(
    "date",
    ["2024-02-29", "2026-12-31", "2026-01-01T23:59:59.5Z", "2026-01-01 10:00:00 -5", "2026-2-30", "2026-02-300",
     "12026-02-30", "2026-01-01t10:00:00+05:30"],
)  # fmt: skip
def test_a_date_or_no_date_at_all(date: str) -> None:
    assert problems("impossible-date", f"a: {date}\n") == []


def test_flow_lists_and_anchors() -> None:
    assert problems("impossible-date", "a: [x, &n 2026-02-30]\n") == [(2, 11)]


def test_the_message_says_why() -> None:
    (proposal,) = outcome("impossible-date", "a: 2026-02-30\n").proposals
    assert proposal.message == "impossible date `2026-02-30`: day 30 is out of range for 2026-02"


def test_another_rule_may_still_write_the_note() -> None:
    assert outcome("list-indent", "created: 2026-02-00\na:\n  - b\n").changes

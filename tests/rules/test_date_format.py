import datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reweave.lint.normalize import layers, normalize
from reweave.note.note import Note
from tests.rules.judge import data
from tests.rules.run import fixed, outcome, problems, rule


@pytest.mark.parametrize(
    "text",
    ["2024/01/05", "2024.1.5", "2024-1-5", "20240105", "5 January 2024", "Jan 5, 2024", "05 Jan 2024",
     "5th of jan 2024", "JANUARY 5th 2024", "Jan. 5 2024", "5-Jan-2024", "5 Jan. 2024", "5 January, 2024",
     "Fri, 5 Jan 2024",
     "Friday, January 5th, 2024"],
)  # fmt: skip
def test_read_in_one_way(text: str) -> None:
    assert fixed("date-format", f"created: {text} # c\n") == "created: 2024-01-05 # c\n"
    assert fixed("date-format", f"date:\n- '{text}'\n- x\n") == "date:\n- '2024-01-05'\n- x\n"


@pytest.mark.parametrize(
    ("text", "after"), [("31/12/2024", "2024-12-31"), ("12-31-2024", "2024-12-31"), ("5.5.2024", "2024-05-05")]
)
def test_two_orders_of_which_one_is_possible(text: str, after: str) -> None:
    for ambiguous in ("report", "day-first", "month-first"):
        assert fixed("date-format", f"created: {text}\n", ambiguous=ambiguous) == f"created: {after}\n"


@pytest.mark.parametrize("text", ["05/01/2024", "5-1-2024", "05.01.2024"])
def test_two_readings(text: str) -> None:
    found = outcome("date-format", f"created: {text}\n")
    assert [proposal.message for proposal in found.proposals] == [f"ambiguous date `{text}`: 2024-01-05 or 2024-05-01"]
    assert (found.changes, found.refusal) == ((), None)
    assert fixed("date-format", f"created: {text}\n", ambiguous="day-first") == "created: 2024-01-05\n"
    assert fixed("date-format", f"created: {text}\n", ambiguous="month-first") == "created: 2024-05-01\n"


@pytest.mark.parametrize(
    "text",
    ["05/01/24", "24-01-05", "5 Jan 24", "30/02/2024", "2023/02/29", "Feb 29, 2023", "31 April 2024", "13/13/2024",
     "0000/01/01", "20240230", "Monday, 5 January 2024", "&x 5 January 2024", "!!str 2024/1/5", "|-\n  5 Jan 2024"],
)  # fmt: skip
def test_reported_and_left(text: str) -> None:
    found = outcome("date-format", f"created: {text}\n", ambiguous="day-first")
    assert [proposal.edits for proposal in found.proposals] == [()]
    assert (found.changes, found.refusal) == ((), None)


@pytest.mark.parametrize(
    "text",
    ["2024-01-05", "'2024-01-05'", "2024-02-30", "2024-13-1", "2024-01-05T10:00", "2024/01/05 10:00", "May 2024",
     "2024", "5 January", "12345678", "2024/01-05", "1/2", "5 Janvier 2024", "٢٠٢٤/٠١/٠٥", "tomorrow", "", "*x",
     "{a: 2024/1/5}", "1.2.3.4", "5Jan 2024", "x" * 100_000],
)  # fmt: skip
def test_not_a_date_or_not_ours(text: str) -> None:
    anchor = "z: &x 2024/1/5\n" if text == "*x" else ""
    assert problems("date-format", f"{anchor}created: {text}\n") == []


def test_keys() -> None:
    text = "Date Created: 2024/1/5\ndate_created: 2024/1/5\nborn: 2024/1/5\nx:\n  created: 2024/1/5\n"
    assert problems("date-format", text) == [(2, 15), (3, 15)]
    assert problems("date-format", text, keys=("BORN",)) == [(4, 7)]
    assert problems("date-format", "- 2024/1/5\n") == problems("date-format", "") == []


def test_a_date_that_is_fixed_beside_one_that_is_not() -> None:
    before = "created: 2024/1/5\nupdated: 1/2/2024\ndate: [3 Jan 2024, 20240104]\n"
    assert fixed("date-format", before) == "created: 2024-01-05\nupdated: 1/2/2024\ndate: [2024-01-03, 2024-01-04]\n"


_WRITTEN = (
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d %B %Y",
    "%b %d, %Y",
    "%A, %d %b %Y",
    "%a %B %d %Y",
    "%d/%m/%Y",
    "%m-%d-%Y",
)
_DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))


@given(st.lists(st.tuples(_DATES, st.sampled_from(_WRITTEN), st.sampled_from(["", "'", '"'])), min_size=1, max_size=4),
       st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", " # 05/01/2024 é"]))  # fmt: skip
def test_another_reader_sees_exactly_the_dates_change(
    dates: list[tuple[datetime.date, str, str]], eol: str, comment: str
) -> None:
    assume(all(date.day > 12 or form not in ("%d/%m/%Y", "%m-%d-%Y") for date, form, _ in dates))
    items = [f"- {quote}{date.strftime(form)}{quote}{comment}" for date, form, quote in dates]
    lines = ["---", "title: 2024/1/5", "created:", *items, "tags: [2024/1/5]", "---", "1/2/2024"]
    before = eol.join(lines).encode()
    one = rule("date-format")
    found = normalize(Note("n.md", before), [one], layers([one], unsafe=False))
    assert found.refusal is None
    after = found.changes[-1].after
    iso = [f"- {quote}{date}{quote}{comment}" for date, _, quote in dates]
    assert after == eol.join([*lines[:3], *iso, *lines[-3:]]).encode()
    old, new = data(before), data(after)
    assert isinstance(old, tuple) and isinstance(new, tuple)
    assert [old[1][0], old[1][2]] == [new[1][0], new[1][2]]
    tags = {"": "tag:yaml.org,2002:timestamp", "'": "tag:yaml.org,2002:str", '"': "tag:yaml.org,2002:str"}
    assert new[1][1][1] == ("tag:yaml.org,2002:seq", [(tags[quote], str(date)) for date, _, quote in dates])
    assert not any(proposal.edits for proposal in one.propose(Note("n.md", after)))

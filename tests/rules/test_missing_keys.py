import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.run import fixed, outcome, problems


def test_a_key_without_a_value_is_reported() -> None:
    found = outcome("missing-keys", "title: a\n", keys=("title", "source"))
    assert [(proposal.message, proposal.edits) for proposal in found.proposals] == [("missing key `source`", ())]


def test_keys_with_values_are_added_in_order() -> None:
    assert fixed("missing-keys", "title: a\n", keys=("status=draft", "rank=1")) == "title: a\nstatus: draft\nrank: 1\n"


def test_many_keys() -> None:
    keys = tuple(f"k{number}={number}" for number in range(30))
    assert yaml.safe_load(fixed("missing-keys", "", keys=keys)) == {f"k{number}": number for number in range(30)}


def test_what_is_there_is_left() -> None:
    assert problems("missing-keys", "title:\n", keys=("title=x",)) == []
    assert problems("missing-keys", "- a\n", keys=("title=x",)) == []


@given(st.text(st.sampled_from("ab:# '\"-[]{}&*!|>%@é1~"), min_size=1, max_size=8).map(str.strip).filter(bool))
def test_another_reader_sees_the_value(value: str) -> None:
    after = yaml.safe_load(fixed("missing-keys", "title: a # c\n", keys=(f"k={value}",)))
    expected = yaml.safe_load(value) if value in ("1", "11", "-1") else value
    assert list(after) == ["title", "k"]
    assert after["k"] == expected

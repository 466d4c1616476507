import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.run import fixed, outcome, problems


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Tags: [a]\n", "tags: [a]\n"),
        ("ALIAS: x # c\n", "aliases: x # c\n"),
        ("'Title': x\n", "'title': x\n"),
        ("cssclass: wide\nTag: a\n", "cssclasses: wide\ntags: a\n"),
    ],
)
def test_a_key_is_renamed(text: str, after: str) -> None:
    assert fixed("key-spelling", text) == after


def test_both_spellings_are_reported() -> None:
    found = outcome("key-spelling", "tags: [a]\nTags: [b]\nalias: x\naliases: y\n")
    messages = [proposal.message for proposal in found.proposals]
    assert messages == ["key `Tags` beside `tags`", "key `alias` beside `aliases`"]
    assert found.changes == ()


@pytest.mark.parametrize("text", ["tags: [a]\nTopic: x\n", "&a Tags: [a]\n", "x:\n  Tags: 1\n", "- Tags\n", ""])
def test_what_is_left(text: str) -> None:
    assert fixed("key-spelling", text) == text


def test_keys_of_a_vault() -> None:
    assert problems("key-spelling", "Depends On: [a]\nTags: b\n", keys=("depends_on",), old=()) == [(2, 1)]
    assert fixed("key-spelling", "topic: a\n", keys=(), old=("topic=subject",)) == "subject: a\n"


@given(st.lists(st.sampled_from(["tags", "Tags", "tag", "title", "TITLE", "x", "alias"]), unique=True, min_size=1))
def test_another_reader_sees_the_same_values(keys: list[str]) -> None:
    after = yaml.safe_load(fixed("key-spelling", "".join(f"{key}: {at}\n" for at, key in enumerate(keys))))
    assert list(after.values()) == list(range(len(keys)))
    for at, key in enumerate(after):
        assert key == keys[at] or key not in keys

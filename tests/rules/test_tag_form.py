import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.run import fixed, outcome, problems

WORDS = st.text(st.sampled_from("ab#/-é:'2 \""), min_size=1, max_size=6).map(str.strip).filter(bool)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("tags: work, home\n", "tags:\n- work\n- home\n"),
        ("tags: '#work'\n", "tags:\n- work\n"),
        ("tags: energy\nup:\n  - a\n", "tags:\n  - energy\nup:\n  - a\n"),
        ("tags: ['#a', b]\n", "tags: [a, b]\n"),
        ('tags:\n- "#a: b"\n', 'tags:\n- "a: b"\n'),
        ("tags: '#idee #ämter/steuer'\n", "tags:\n- idee\n- ämter/steuer\n"),
        ('tags: "#a, #b   #c"\n', "tags:\n- a\n- b\n- c\n"),
        ("tags: 日本、中国，韓国\n", "tags:\n- 日本\n- 中国\n- 韓国\n"),
        ("tags: level100, cur finops\n", "tags:\n- level100\n- cur finops\n"),
        ("tags: finops,\n", "tags:\n- finops\n"),
    ],
)
def test_tags_become_a_list_of_words(text: str, after: str) -> None:
    assert fixed("tag-form", text) == after
    assert fixed("tag-form", after) == after


@pytest.mark.parametrize("text", ["tags: 2024\n", "tags:\n", "tags: [a, 12, true]\n", "tags: {a: b}\n", "tag: a, b\n"])
def test_what_is_no_text_is_left(text: str) -> None:
    assert problems("tag-form", text) == []


@pytest.mark.parametrize(
    "text",
    ["tags: a, b # c\n", "tags: [my tag]\n", "tags:\n- |-\n  a b\n", "tags: jekyll blog\n", "tags: '#a b'\n",
     "tags:\n- '#a #b'\n", "tags: [\"#ä, #b\"]\n", "tags: '#a##b c'\n"],
)  # fmt: skip
def test_reported_and_left(text: str) -> None:
    found = outcome("tag-form", text)
    assert [proposal.edits for proposal in found.proposals] == [()]
    assert (found.changes, found.refusal) == ((), None)


def test_the_option_says_what_the_spaces_of_a_single_value_are() -> None:
    assert fixed("tag-form", "tags: work home\n", spaces="hyphen") == "tags:\n- work-home\n"


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from(["report", "hyphen", "underscore"]), st.booleans())
def test_another_reader_sees_the_words(words: list[str], spaces: str, flow: bool) -> None:
    quoted = [yaml.safe_dump(word, default_style='"', allow_unicode=True, width=1000).strip() for word in words]
    text = f"tags: [{', '.join(quoted)}]\n" if flow else "tags:\n" + "".join(f"- {word}\n" for word in quoted)
    after = yaml.safe_load(fixed("tag-form", text, spaces=spaces))["tags"]
    join = {"hyphen": "-", "underscore": "_"}.get(spaces)
    expected = []
    for word in words:
        if re.fullmatch(r"#[^\s#]+(\s+#[^\s#]+)+", word):  # two readings
            expected.append(word)
            continue
        bare = word.lstrip("# ").strip()
        bare = bare if join is None else join.join(bare.split())
        expected.append(bare or word)
    assert after == expected

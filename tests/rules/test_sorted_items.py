import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.run import fixed, outcome


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("tags: [b, 'a']\n", "tags: ['a', b]\n"),
        ("tags:\n- wind\n- Solar\n", "tags:\n- Solar\n- wind\n"),
        ("x: [b, a]\n", "x: [b, a]\n"),
    ],
)
def test_sorted(text: str, after: str) -> None:
    assert fixed("sorted-items", text) == after


@pytest.mark.parametrize(
    "text", ["tags:\n- b # c\n- a\n", "tags: [b, &x a]\n", "tags:\n- b\n- |-\n  a\n", "tags: [c, b, [a]]\n"]
)
def test_reported_and_left(text: str) -> None:
    found = outcome("sorted-items", text)
    assert [proposal.message for proposal in found.proposals] == ["`tags` is not sorted; it cannot be sorted safely"]
    assert (found.changes, found.refusal) == ((), None)


@given(st.lists(st.text(st.sampled_from("abCé '\":-#,"), min_size=1, max_size=5), max_size=6), st.booleans())
def test_another_reader_sees_the_same_items_in_order(items: list[str], flow: bool) -> None:
    quoted = [yaml.safe_dump(item, default_style="'", allow_unicode=True, width=1000).strip() for item in items]
    text = f"tags: [{', '.join(quoted)}]\n" if flow or not items else "tags:\n" + "".join(f"- {i}\n" for i in quoted)
    after = yaml.safe_load(fixed("sorted-items", text))["tags"]
    assert after == sorted(items, key=lambda item: (item.casefold(), item))

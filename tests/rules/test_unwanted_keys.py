import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.run import fixed, outcome


def test_keys_go_with_their_values() -> None:
    text = "a: 1\nb:\n  - x\n  - y\nc: |\n  t\nd: {e: 1}\n"
    assert fixed("unwanted-keys", text, keys=("b", "d")) == "a: 1\nc: |\n  t\n"


@pytest.mark.parametrize("text", ["a: 1 # c\nb: 2\n", "a: &x 1\nb: *x\n", "a: 1\n", "# over\na: 1\nb: 2\n"])
def test_reported_and_left(text: str) -> None:
    found = outcome("unwanted-keys", text, keys=("a",))
    assert [proposal.edits for proposal in found.proposals] == [()]
    assert (found.changes, found.refusal) == ((), None)


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.sampled_from(["", "1", "[x, y]", "\n- x\n- y", "|\n  t\n  u", '"q: r"', "{z: 1}", "\n  z: 1"]),
        min_size=2,
    ),
    st.sets(st.sampled_from("abcdef")),
)
def test_another_reader_sees_the_other_keys(values: dict[str, str], keys: set[str]) -> None:
    text = "".join(
        f"{key}: {value}\n" if not value.startswith("\n") else f"{key}:{value}\n" for key, value in values.items()
    )
    after = yaml.safe_load(fixed("unwanted-keys", text, keys=tuple(sorted(keys)))) or {}
    before = yaml.safe_load(text)
    gone = {} if set(before) <= keys else {key for key in before if key in keys}
    assert after == {key: value for key, value in before.items() if key not in gone}

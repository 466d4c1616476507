import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.rules.run import fixed, outcome


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("tags:\n  -a\n", "tags:\n  - a\n"),
        ("tags:\n  -a\n  -b\nc: d\n", "tags:\n  - a\n  - b\nc: d\n"),
        ("tags:\n  -a\n\n  - b\n", "tags:\n  - a\n\n  - b\n"),
        ("tags:\n- a\n-b\nc: d\n", "tags:\n- a\n- b\nc: d\n"),
        ("tags:\n-a\n-b\n-c\nd: e\n", "tags:\n- a\n- b\n- c\nd: e\n"),
        ("tags:\n-a\n- b\n", "tags:\n- a\n- b\n"),
        ("tags: # c\n  - a\n  # c\n  -b # d\n  - c\n", "tags: # c\n  - a\n  # c\n  - b # d\n  - c\n"),
        ("up:\n  -[[a b]]\n", 'up:\n  - "[[a b]]"\n'),
        ("up:\n- x\n-[[a b]]\n", 'up:\n- x\n- "[[a b]]"\n'),
        ('t:\n  -"a b"\n  -"c"\n', 't:\n  - "a b"\n  - "c"\n'),
        ("t:\r\n  -a\r\n  -b\r\n", "t:\r\n  - a\r\n  - b\r\n"),
        ("- k:\n    -本\n    -語\n", "- k:\n    - 本\n    - 語\n"),
        ('t:\n  -"a: b"\n  -c\n', 't:\n  - "a: b"\n  - c\n'),
        ("n:\n  -1\n  -2\n", "n:\n  - 1\n  - 2\n"),
    ],
)
def test_fixed(text: str, after: str) -> None:
    assert fixed("dash-space", text) == after


@pytest.mark.parametrize(
    "text",
    ["a: -b\n", "a:\n  -5\n", "a:\n  --b\n", "a:\n  ->\n", "a:\n  -b\n  c\n", "a: |\n  -b\n", "a: 'x\n  -b'\n",
     "a:\n- x\n  -b\n", "a:\n- -b\n", "{a:\n -b}\n", "a:\n  !!str -b\n", "-a: b\n"],
)  # fmt: skip
def test_left(text: str) -> None:
    assert outcome("dash-space", text).proposals == ()


@pytest.mark.parametrize("text", ["a:\n  -[x]\n", "a:\n  -#x\n  -b\n", "a:\n  -b # c\n", "a:\n  -b\n  -x y`z, [w]\n"])
def test_reported_or_fixed_but_never_wrong(text: str) -> None:
    found = outcome("dash-space", text)
    assert found.proposals
    assert found.refusal is None


@given(st.lists(st.tuples(st.booleans(), st.text("ab #:'[]-&", min_size=1, max_size=4)), min_size=1, max_size=4),
       st.sampled_from(["", "  "]), st.sampled_from(["", "z: y\n"]))  # fmt: skip
def test_what_is_written_reads_as_the_items(items: list[tuple[bool, str]], indent: str, below: str) -> None:
    assume(not any(item.strip().startswith(":") for _, item in items))  # `- :` is a mapping that the judge cannot read
    text = "k:\n" + "".join(f"{indent}-{' ' if spaced else ''}{item.strip()}\n" for spaced, item in items) + below
    found = outcome("dash-space", text)
    if not found.changes:  # none, or refused: another line of it cannot be read
        assert found.refusal is None or "read" in found.refusal
        return
    after = found.changes[-1].after.decode().removeprefix("---\n").removesuffix("---\nBody\n")
    for old, new in zip(text.splitlines(), after.splitlines(), strict=True):
        assert new in (old, old.replace("-", "- ", 1)) or "[[" in old
    read = yaml.compose(after, Loader=yaml.SafeLoader)
    assert isinstance(read, yaml.MappingNode)
    # A quote that is not closed goes on in the next item.
    assume(not any(item.count("'") % 2 for _, item in items))
    # `-[:` below a key is a key of its own, which is left.
    assume(not any(item.strip().endswith(":") for spaced, item in items if not spaced))
    assert isinstance(read.value[0][1], yaml.SequenceNode)
    assert len(read.value[0][1].value) == len(items)

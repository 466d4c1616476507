from collections.abc import Callable, Iterable
from typing import Any

import pytest

from reweave.note.comments import find_comments
from reweave.note.proof_readers import ruamel_events
from reweave.note.reader import parse_events, read_tree
from reweave.note.tree import Alias, Scalar

Events = Callable[[str], Iterable[Any]]


def _owners(text: str, events: Events = parse_events) -> list[tuple[str, bool, str | None]]:
    found = []
    for comment in find_comments(text, read_tree(text, events=events)):
        assert text[comment.start : comment.end] == comment.text
        owner = comment.owner
        name = owner.value if isinstance(owner, Scalar) else owner.anchor if isinstance(owner, Alias) else None
        found.append((comment.text, comment.own_line, name))
    return found


@pytest.mark.parametrize("events", [parse_events, ruamel_events], ids=["libyaml", "ruamel.yaml"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b # c\n", [("# c", False, "b")]),
        ("# head\na: b\n", [("# head", True, "a")]),
        ("a: b\n# end\n", [("# end", True, None)]),
        ("# only\n", [("# only", True, None)]),
        ("a: # here\n- b\n", [("# here", False, "a")]),
        ("a: # empty\nb: c\n", [("# empty", False, "a")]),
        ("a:\n- # null\n- b\n", [("# null", False, "a")]),
        ("a:\n  # first\n  - b\n  # second\n  - c\n", [("# first", True, "b"), ("# second", True, "c")]),
        ("a: [b, # one\n  c] # two\n", [("# one", False, "b"), ("# two", False, "c")]),
        ("a: | # head\n  # text\nb: c\n", [("# head", False, "  # text"[2:] + "\n")]),
        ("a: &x | # head\n  text\n", [("# head", False, "text\n")]),
        ("a: &x b # on x\nc: *x # on it\n", [("# on x", False, "b"), ("# on it", False, "x")]),
        ("a: b#c # d # e\n", [("# d # e", False, "b#c")]),
        ("a: 'b # c'\n", []),
        ('a: "b\n  # c"\n', []),
        ("a: b # c  \r\nd: e\r\n", [("# c", False, "b")]),
        ("a: 😀 # c\n", [("# c", False, "😀")]),
        ("a: b\n\n   #x\n#y\nc: d\n", [("#x", True, "c"), ("#y", True, "c")]),
    ],
)
def test_comments_and_their_owners_for_both_readers(
    text: str, expected: list[tuple[str, bool, str | None]], events: Events
) -> None:
    assert _owners(text, events) == expected

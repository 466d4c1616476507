from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reweave.note.comments import find_comments
from reweave.note.limits import Limits
from reweave.note.proof_readers import ruamel_events
from reweave.note.reader import parse_events, read_tree
from reweave.note.signature import signature
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence, walk
from reweave.note.unreadable import UnreadableError
from tests.strategies import frontmatters

BOTH = pytest.mark.parametrize("events", [parse_events, ruamel_events], ids=["libyaml", "ruamel.yaml"])
Events = Callable[[str], Iterable[Any]]


@BOTH
def test_spans_are_source_text(events: Events) -> None:
    text = "a: &x 'b c'\nd:\n  - !t e # f\n  - {g: [h, *x]}\ni: |\n  j\n   k\n\nl:\n"
    root = read_tree(text, events=events)
    assert isinstance(root, Mapping)
    scalars = [text[node.start : node.end] for node in walk(root) if isinstance(node, Scalar) and node.end > node.start]
    assert scalars[:6] == ["a", "&x 'b c'", "d", "!t e", "g", "h"]
    assert scalars[6] == "i" and scalars[7].startswith("|\n  j\n   k\n") and scalars[8:] == ["l"]
    assert [text[one.start : one.end] for one in walk(root) if isinstance(one, Alias)] == ["*x"]
    (items,) = [one for one in walk(root) if isinstance(one, Sequence) and not one.flow]
    assert text[items.start : items.end] == "- !t e # f\n  - {g: [h, *x]}"
    (flow,) = [one for one in walk(root) if isinstance(one, Mapping) and one.flow]
    assert text[flow.start : flow.end] == "{g: [h, *x]}"


@BOTH
def test_nothing_is_constructed(events: Events) -> None:
    root = read_tree("- 2026-02-00\n- no\n- 012\n- ~\n- 'no'\n- !!int '1'\n-\n", events=events)
    assert isinstance(root, Sequence)
    found = [(item.value, item.style, item.tag) for item in root.items if isinstance(item, Scalar)]
    plain = [("2026-02-00", "", None), ("no", "", None), ("012", "", None), ("~", "", None)]
    assert found[:5] == [*plain, ("no", "'", None)]
    assert found[5][:2] == ("1", "'") and "int" in str(found[5][2])
    assert found[6] == ("", "", None)


@BOTH
@pytest.mark.parametrize("text", ["", "\n", "# only\n", "  \n\n"])
def test_nothing_at_all(text: str, events: Events) -> None:
    assert read_tree(text, events=events) is None


@BOTH
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [b\n", "yaml-error"),
        ("a: b: c\n", "yaml-error"),
        ("a:\n- b\n  - c\n c: d\n", "yaml-error"),
        ("a: \x01\n", "yaml-error"),
        ("a: 'b\n", "yaml-error"),
        ("a: b\n--- # c\nd: e\n", "document-marker"),
        ("a: *b\n", "undefined-alias"),
        ("a: [[[b]]]\n", "too-deep"),
        ("a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n", "too-many-keys"),
        ("a: " + "x" * 200 + "\n", "too-large"),
    ],
)
def test_refused(text: str, code: str, events: Events) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_tree(text, Limits(frontmatter_bytes=150, depth=3, keys=4), events=events)
    assert caught.value.code == code
    assert 0 <= caught.value.offset <= len(text)
    assert "\n" not in caught.value.reason


@BOTH
@pytest.mark.parametrize(
    ("text", "explicit"),
    [
        ("? a\n: b\n", ["a"]),
        ("a: {? b : c}\n", ["b"]),
        ("- ? a\n", ["a"]),
        ("- ?\n", [""]),
        ("c: d\n? a\n: b\ne: f\n", ["a"]),
        ("a: what? yes\n", []),
        ("a: ?b\n", []),
        ("'? a': b\n", []),
        ("a: # ? b\n  c\n", []),
        ("a: |\n  ? b\n", []),
        ("a?: b\n", []),
    ],
)
def test_explicit_keys(text: str, explicit: list[str], events: Events) -> None:
    root = read_tree(text, events=events)
    assert root is not None
    mappings = [node for node in walk(root) if isinstance(node, Mapping)]
    found = [node.pairs[index][0] for node in mappings for index in node.explicit]
    assert [key.value for key in found if isinstance(key, Scalar)] == explicit


@pytest.mark.parametrize(
    "text",
    ["tags: [topic:energy, x]\n", "sources: [https://x.example/a]\n", "m: {u: http://x.example}\n", "[why?, a]: b\n"],
)
def test_colons_in_flow_collections(text: str) -> None:
    assert read_tree(text) is not None


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(frontmatters())
def test_spans_nest_and_stand_in_order(text: str) -> None:
    try:
        root = read_tree(text)
    except UnreadableError as error:
        assert 0 <= error.offset <= len(text)
        return
    if root is None:
        return
    place = 0
    for node in walk(root):
        assert 0 <= node.start <= node.end <= len(text)
        if isinstance(node, Scalar | Alias):
            assert node.start >= place
            place = node.end
        for child in [*(node.items if isinstance(node, Sequence) else ()), *_parts(node)]:
            assert node.start <= child.start <= child.end <= node.end


def _parts(node: Node) -> list[Node]:
    return [part for pair in node.pairs for part in pair] if isinstance(node, Mapping) else []


@BOTH
def test_both_readers_sign_alike(events: Events) -> None:
    text = "a: &x {b: [c, 'd'], e: !t f} # g\nh:\n  # i\n  - *x\n  - |-\n    j\n"
    root = read_tree(text, events=events)
    other = read_tree(text, events=ruamel_events if events is parse_events else parse_events)
    assert signature(root, find_comments(text, root)) == signature(other, find_comments(text, other))


@given(st.text(st.sampled_from("aé漢😀:- \n"), max_size=30), st.sampled_from("\x00\x01\x1b\x7f\x9f\ufffe"))
def test_a_control_character_is_named_where_it_is(before: str, control: str) -> None:
    text = "# " + before.replace("\n", "\n# ") + f"\nx: {control}\n"
    with pytest.raises(UnreadableError) as caught:
        read_tree(text)
    assert caught.value.offset == text.index(control)

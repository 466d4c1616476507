import pytest
from hypothesis import HealthCheck, given, settings

from reweave.note.comments import find_comments
from reweave.note.limits import Limits
from reweave.note.reader import read_tree
from reweave.note.signature import signature
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence, walk
from reweave.note.unreadable import UnreadableError
from tests.strategies import frontmatters

BOTH = pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])


@BOTH
def test_spans_are_source_text(pure: bool) -> None:
    text = "a: &x 'b c'\nd:\n  - !t e # f\n  - {g: [h, *x]}\ni: |\n  j\n   k\n\nl:\n"
    root = read_tree(text, pure=pure)
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
def test_nothing_is_constructed(pure: bool) -> None:
    root = read_tree("- 2026-02-00\n- no\n- 012\n- ~\n- 'no'\n- !!int '1'\n-\n", pure=pure)
    assert isinstance(root, Sequence)
    found = [(item.value, item.style, item.tag) for item in root.items if isinstance(item, Scalar)]
    plain = [("2026-02-00", "", None), ("no", "", None), ("012", "", None), ("~", "", None)]
    assert found[:5] == [*plain, ("no", "'", None)]
    assert found[5][:2] == ("1", "'") and "int" in str(found[5][2])
    assert found[6] == ("", "", None)


@BOTH
@pytest.mark.parametrize("text", ["", "\n", "# only\n", "  \n\n"])
def test_nothing_at_all(text: str, pure: bool) -> None:
    assert read_tree(text, pure=pure) is None


@BOTH
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [b\n", "yaml-error"),
        ("a: b: c\n", "yaml-error"),
        ("a:\n- b\n  - c\n c: d\n", "yaml-error"),
        ("a: \x01\n", "yaml-error"),
        ("a: 'b\n", "yaml-error"),
        ("? a\n: b\n", "explicit-key"),
        ("a: {? b : c}\n", "explicit-key"),
        ("- ? a\n", "explicit-key"),
        ("? - a\n: - b\n", "explicit-key"),
        ("a: b\n--- # c\nd: e\n", "document-marker"),
        ("a: *b\n", "undefined-alias"),
        ("a: [[[b]]]\n", "too-deep"),
        ("a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n", "too-many-keys"),
        ("a: " + "x" * 200 + "\n", "too-large"),
    ],
)
def test_refused(text: str, code: str, pure: bool) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_tree(text, Limits(frontmatter_bytes=150, depth=3, keys=4), pure=pure)
    assert caught.value.code == code
    assert 0 <= caught.value.offset <= len(text)
    assert "\n" not in caught.value.reason


@BOTH
@pytest.mark.parametrize(
    "text", ["a: what? yes\n", "a: ?b\n", "'? a': b\n", "a: # ? b\n  c\n", "a: |\n  ? b\n", "a?: b\n"]
)
def test_a_question_mark_is_no_explicit_key(text: str, pure: bool) -> None:
    assert read_tree(text, pure=pure) is not None


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
def test_both_readers_sign_alike(pure: bool) -> None:
    text = "a: &x {b: [c, 'd'], e: !t f} # g\nh:\n  # i\n  - *x\n  - |-\n    j\n"
    root = read_tree(text, pure=pure)
    other = read_tree(text, pure=not pure)
    assert signature(root, find_comments(text, root)) == signature(other, find_comments(text, other))

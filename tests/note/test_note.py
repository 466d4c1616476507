import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml.error import YAMLError

from reweave.note.block import Form
from reweave.note.edit import splice
from reweave.note.note import Note
from reweave.note.tree import Mapping, Scalar, walk

_WIDE = "---\nключ: naïve 😀\nb: 'x\u2028y'\n---\nBody ä\n"


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_spans_are_places_in_the_file(bom: str, eol: str) -> None:
    source = (bom + _WIDE.replace("\n", eol)).encode()
    note = Note("n.md", source)
    assert note.problem is None
    assert isinstance(note.root, Mapping)
    for node in walk(note.root):
        if isinstance(node, Scalar):
            edit = note.edit(node.start, node.end, "new ü", "rule", "message")
            assert source[edit.start : edit.end].decode() == note.text[node.start : node.end]
            assert splice(source, [edit]).decode().count("new ü") == 1


@given(st.text("aé😀\n\u2028 ", max_size=30), st.booleans(), st.booleans())
def test_every_offset_is_converted(text: str, bom: bool, crlf: bool) -> None:
    eol = "\r\n" if crlf else "\n"
    text = text.replace("\n", eol) + eol
    source = (("\ufeff" if bom else "") + "---" + eol + text + "---" + eol).encode()
    note = Note("n.md", source)
    for offset in range(len(note.text) + 1):
        edit = note.edit(offset, offset, "", "rule", "message")
        assert source[note.block.start : edit.start].decode() == note.text[:offset]
        line, column = note.place(offset)
        lines = source.decode().removeprefix("\ufeff").split("\n")
        assert lines[line - 1][: column - 1] == note.text[note.text.rfind("\n", 0, offset) + 1 : offset]


def test_places_count_from_one_and_only_newlines_end_lines() -> None:
    note = Note("n.md", "\ufeff---\na: x\u2028y\x85z\nb: 😀c\n---\n".encode())
    assert note.place(0) == (2, 1)
    assert note.place(note.text.index("z")) == (2, 8)
    assert note.place(note.text.index("c")) == (3, 5)


def test_the_body_is_every_byte_behind_the_fence() -> None:
    assert Note("n.md", b"---\na: 1\n---\n\xff\x00\r").body == b"\xff\x00\r"
    assert Note("n.md", b"\xef\xbb\xbf# head\n").body == b"# head\n"


@pytest.mark.parametrize(
    ("source", "code", "place"),
    [
        (b"---\na: [b\n---\n", "yaml-error", (2, 4)),
        (b"---\na: b\nc: \xe4\n---\n", "not-utf-8", (3, 4)),
        (b"---\n\xc3\xa4: \xff\n---\n", "not-utf-8", (2, 4)),
        (b"---\na: b\rc: d\n---\n", "lone-carriage-return", (2, 5)),
        (b"---\na: b\n", "unclosed-fence", (2, 1)),
        (b"---\na: b\n--- c\n---\n", "document-marker", (3, 1)),
        (b"---\n%YAML 1.1\n---\n", "yaml-error", (3, 1)),
        (b"---\na: \x00\n---\n", "yaml-error", (2, 4)),
        (b"---\n\ta: b\n---\n", "yaml-error", (2, 1)),
        (b"---\na: *b\n--- \t\n", "undefined-alias", (2, 4)),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(source: bytes, code: str, place: tuple[int, int]) -> None:
    note = Note("n.md", source)
    assert note.root is None
    assert note.problem is not None
    assert note.problem.code == code
    assert note.place(note.problem.offset) == place
    assert note.source == source


def test_without_yaml_there_is_nothing_to_read() -> None:
    for source in (b"# head\n", b"+++\na = 1\n+++\n", b'{"a": 1}\n', b""):
        note = Note("n.md", source)
        assert note.block.form is not Form.YAML
        assert (note.text, note.root, note.problem, note.comments, note.data) == ("", None, None, [], None)


def test_an_empty_frontmatter_is_fine() -> None:
    for source in (b"---\n---\n", b"---\n# why\n---\n", b"---\n\n---\n"):
        note = Note("n.md", source)
        assert note.problem is None
        assert note.root is None


def test_data_is_ruamels_with_order_and_comments() -> None:
    from ruamel.yaml.comments import CommentedMap

    data = Note("n.md", b"---\nb: [x, y] # why\na: 012\n---\n").data
    assert isinstance(data, CommentedMap)
    assert list(data) == ["b", "a"]
    assert data["b"] == ["x", "y"]
    assert data.ca.items["b"] is not None or data["b"].ca.comment is not None


@pytest.mark.parametrize("text", [b"a: 1\na: 2\n", b"a: [\n", b"a: 2026-02-00\n"])
def test_data_raises_what_it_says_where_values_cannot_be_made(text: bytes) -> None:
    with pytest.raises((YAMLError, ValueError)):
        _ = Note("n.md", b"---\n" + text + b"---\n").data

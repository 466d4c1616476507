import pytest

from reweave.note.block import Form, find_block

_BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("source", "text", "body"),
    [
        (b"---\na: 1\n---\nBody\n", b"a: 1\n", b"Body\n"),
        (b"---\r\na: 1\r\n---\r\nBody", b"a: 1\r\n", b"Body"),
        (b"--- \t\na: 1\n---\t \nBody", b"a: 1\n", b"Body"),
        (_BOM + b"---\na: 1\n---\nBody", b"a: 1\n", b"Body"),
        (b"---\na: 1\n...\nBody", b"a: 1\n", b"Body"),
        (b"---\na: 1\n---", b"a: 1\n", b""),
        (b"---\n---\n", b"", b""),
        (b"---\n---", b"", b""),
        (b"---\na: 1\n---\n---\nb: 2\n---\n", b"a: 1\n", b"---\nb: 2\n---\n"),
        (b"---\na: |\n  ---\n---\n", b"a: |\n  ---\n", b""),
        (b"---\na: 1\n----\n---x\n--- x\n---\n", b"a: 1\n----\n---x\n--- x\n", b""),
        (b"---\na: \xff\n---\n", b"a: \xff\n", b""),
        (b"---\na: 1\x85---\n---\n", b"a: 1\x85---\n", b""),
    ],
)
def test_yaml_between_its_fences(source: bytes, text: bytes, body: bytes) -> None:
    block = find_block(source)
    assert block.form is Form.YAML
    assert source[block.start : block.end] == text
    assert source[block.body :] == body


@pytest.mark.parametrize(
    ("source", "form"),
    [
        (b"", Form.NONE),
        (_BOM, Form.NONE),
        (b"# head\n---\na: 1\n---\n", Form.NONE),
        (b"\n---\na: 1\n---\n", Form.NONE),
        (b" ---\na: 1\n---\n", Form.NONE),
        (b"---", Form.NONE),
        (b"---\n", Form.NONE),
        (b"---\rkey: 1\r---\r", Form.NONE),
        (b"----\na: 1\n---\n", Form.NONE),
        (b"---\n\nA break, and prose.\n", Form.NONE),
        (b"---\n# Heading: of the body\n\nProse\n", Form.NONE),
        (b"---\n- a list: of the body\n", Form.NONE),
        (b"---\na: 1\n", Form.UNCLOSED),
        (b"---\n# why\na:\n- b\n\nBody\n", Form.UNCLOSED),
        (b"+++\na = 1\n+++\n", Form.TOML),
        (_BOM + b"+++\r\na = 1\r\n+++\r\n", Form.TOML),
        (b'{"a": 1}\n', Form.JSON),
        (b"{}\n", Form.JSON),
        (b";;;\n{}\n;;;\n", Form.JSON),
        (b"{{ template }}\n", Form.NONE),
    ],
)
def test_other_forms(source: bytes, form: Form) -> None:
    block = find_block(source)
    assert block.form is form
    assert block.start <= block.end <= block.body <= len(source)


def test_the_line_end_is_the_opening_fences() -> None:
    assert find_block(b"---\r\na: 1\n---\n").eol == b"\r\n"
    assert find_block(b"---\na: 1\r\n---\r\n").eol == b"\n"


def test_an_unclosed_fence_reaches_to_the_end() -> None:
    source = b"---\na: 1\n\nBody\n"
    block = find_block(source)
    assert (block.start, block.end, block.body) == (4, len(source), len(source))


def test_a_hostile_head_is_searched_in_one_pass() -> None:
    """Patterns that backtrack would not return from these."""
    assert find_block(b"---\n" + b"# x " * 50_000).form is Form.NONE
    assert find_block(b"---\n" + b"#\n" * 50_000).form is Form.NONE
    assert find_block(b"---\n" + b"\n \n" * 50_000).form is Form.NONE
    assert find_block(b"---" + b" \t" * 100_000 + b"x").form is Form.NONE

"""A note without frontmatter gains one for its edges, and loses it with them."""

from collections.abc import Iterator
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reweave.note.note import Note
from reweave.note.provenance import Provenance
from reweave.weave.edge_entry import EdgeEntry
from reweave.weave.edge_removal import remove_edges
from reweave.weave.writer import FieldStyle, write_edges

CREATE = FieldStyle(create=True)
EDGE = EdgeEntry("related", Provenance("wind", "related", date(2026, 3, 28)), "", wikilink=True)
BLOCK = b'---\nrelated:\n- "[[wind]]"\nreweave_edges:\n- wind|related|2026-03-28\n---\n'


def written(source: bytes) -> bytes:
    change = write_edges(Note("a.md", source), [EDGE], CREATE).change
    assert change is not None
    assert change.before == source
    assert write_edges(Note("a.md", change.after), [EDGE], CREATE).change is None
    return change.after


def taken_back(source: bytes, *earlier: bytes) -> bytes:
    def versions() -> Iterator[bytes]:
        return iter(earlier)

    change = remove_edges(Note("a.md", source), lambda entry: True, {"related": "related"}, versions).change
    assert change is not None
    return change.after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", BLOCK),
        (b"# Sol\n", BLOCK + b"# Sol\n"),
        (b"no end", BLOCK + b"no end"),
        (b"\xef\xbb\xbf# Sol\n", b"\xef\xbb\xbf" + BLOCK + b"# Sol\n"),
        (b"a\r\nb\n", BLOCK.replace(b"\n", b"\r\n") + b"a\r\nb\n"),
        (b"---\n\ntext\n", BLOCK + b"---\n\ntext\n"),
    ],
)
def test_a_block_is_added_and_taken_away(before: bytes, after: bytes) -> None:
    assert written(before) == after
    assert taken_back(after) == before
    assert taken_back(after, after, before) == before


def test_an_empty_block_of_the_author_stays() -> None:
    before = b"---\n---\ntext\n"
    assert taken_back(written(before), before) == before


def test_what_the_author_added_to_the_block_stays() -> None:
    assert taken_back(BLOCK.replace(b"related:", b"tags: [x]\nrelated:") + b"t") == b"---\ntags: [x]\n---\nt"


@pytest.mark.parametrize("source", [b"+++\na = 1\n+++\n", b'{"a": 1}\n', b"---\na: 1\ntext\n", b"---\n[\n---\n"])
def test_other_heads_are_left(source: bytes) -> None:
    assert write_edges(Note("a.md", source), [EDGE], CREATE).change is None


@pytest.mark.parametrize(
    ("source", "why"),
    [
        *(("# Größe\n".encode(codec), "not UTF-8 text") for codec in ("utf-16", "utf-16-be", "utf-32", "utf-32-le")),
        ("電池".encode("utf-16"), "not UTF-8 text"),
        (b"text \0\n", "not UTF-8 text"),
        (b"---\ra: 1\r---\rtext\r", "carriage returns alone"),
        (b"\xef\xbb\xbf--- \ra: 1\r---\r", "carriage returns alone"),
    ],
)
def test_no_block_goes_in_front_of_what_it_does_not_fit(source: bytes, why: str) -> None:
    written = write_edges(Note("a.md", source), [EDGE], CREATE)
    assert written.change is None
    ((edge, reason),) = written.refused
    assert edge == EDGE
    assert why in reason


def test_nothing_is_added_unasked() -> None:
    assert write_edges(Note("a.md", b"text\n"), [EDGE]).change is None


@given(st.text(alphabet="-# a:\n\r\ufeff|é", max_size=30).map(str.encode))
def test_to_the_byte(source: bytes) -> None:
    change = write_edges(Note("a.md", source), [EDGE], CREATE).change
    if change is not None and change.after.endswith(source.removeprefix(b"\xef\xbb\xbf")):
        block = change.after.decode().removeprefix("\ufeff").split("---")[1]
        assert yaml.safe_load(block)["related"] == ["[[wind]]"]
        assert taken_back(change.after, source) == source

"""What is remembered of notes that no history holds: enough to take edges out to the byte, and no more."""

import json
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.errors import ReweaveError
from reweave.note.changeset import Total
from reweave.note.note import Note
from reweave.weave.before_edges import Before, before_bytes, parse_before, with_gains, without_lost
from reweave.weave.edge_entry import EdgeEntry
from reweave.weave.edge_removal import remove_edges
from reweave.weave.writer import FieldStyle, write_edges
from tests.weave.notes import TYPES, edges, notes

EMPTY_VALUES = st.sampled_from(
    ["", " null", " ~", " []", " [ ]", ' ""', "   # none yet", " null  # none", " # a\n  # b", " NULL", " []  # x"]
)
NEW = FieldStyle(create=True)


@st.composite
def empty_lists(draw: st.DrawFn) -> bytes:
    """Return a note with empty lists of all spellings among the keys where a weave places its own, or no key at all."""
    keys = draw(st.permutations(list(TYPES.values())))[: draw(st.integers(0, 3))]
    lines = [f"{key}:{draw(EMPTY_VALUES)}" for key in keys]
    lines.insert(draw(st.integers(0, len(lines))), "type: claim")
    head = draw(st.sampled_from(["", "---\n---\n", "---\n" + "\n".join(lines) + "\n---\n"]))
    text = draw(st.sampled_from(["", "\ufeff"])) + head + draw(st.sampled_from(["", "# a\n", "\n\n---\ntext\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))).encode()


def remembered(data: bytes, before: bytes, after: bytes) -> bytes:
    return changed(data, Total("a.md", before, after, ()))


def changed(data: bytes, total: Total) -> bytes:
    return before_bytes(without_lost(with_gains(parsed(data), [total]), [total]))


def parsed(data: bytes) -> Before:
    return parse_before(data, "before-edges.jsonl")


def taken_out(source: bytes, data: bytes, own: Iterable[EdgeEntry]) -> bytes:
    gone = {edge.provenance for edge in own}
    taken = remove_edges(Note("a.md", source), gone.__contains__, TYPES, lambda: parsed(data).get("a.md", ()))
    assert taken.change is not None and not taken.left and not taken.unknown
    return taken.change.after


@settings(max_examples=300, deadline=None)
@given(st.one_of(empty_lists(), notes()), edges)
def test_edges_are_taken_out_to_the_byte(source: bytes, wanted: list[EdgeEntry]) -> None:
    written = write_edges(Note("a.md", source), wanted, NEW)
    if written.change is None:
        return
    data = remembered(b"", source, written.change.after)
    assert taken_out(written.change.after, data, wanted) == source
    if b"reweave_edges" not in source:
        assert remembered(data, written.change.after, source) == b""


@settings(max_examples=200, deadline=None)
@given(st.one_of(empty_lists(), notes()), edges, edges)
def test_edges_of_two_weaves_are_taken_out_to_the_byte(
    source: bytes, first: list[EdgeEntry], second: list[EdgeEntry]
) -> None:
    current, data = source, b""
    for wanted in (first, second):
        written = write_edges(Note("a.md", current), wanted, NEW)
        if written.change is not None:
            data = remembered(data, current, written.change.after)
            current = written.change.after
    if current != source:
        assert taken_out(current, data, [*first, *second]) == source


def test_a_note_keeps_what_is_remembered_when_it_is_renamed_and_loses_it_when_it_is_deleted() -> None:
    before, after = (
        b"---\nsupports: null\n---\n# a\n",
        b"---\nsupports:\n- b\nreweave_edges:\n- b|supports|2026-01-01\n---\n",
    )
    data = remembered(b"", before, after)
    assert parsed(data) == {"a.md": [b"---\nsupports: null\n---\n"]}
    moved = changed(data, Total("a.md", after, after, (), to="b.md"))
    assert parsed(moved) == {"b.md": [b"---\nsupports: null\n---\n"]}
    assert changed(moved, Total("b.md", after, b"", (), gone=True)) == b""
    assert changed(data, Total("c.md", b"x", b"y", ())) == data


def test_what_the_history_holds_is_forgotten_unless_the_note_had_edges_there() -> None:
    plain, one, two = (
        b"---\nsupports: null\n---\n",
        b"---\nsupports:\n- b\nreweave_edges:\n- b|supports|2026-01-01\n---\n",
        b"---\nsupports:\n- b\n- c\nreweave_edges:\n- b|supports|2026-01-01\n- c|supports|2026-01-02\n---\n",
    )
    known = {"a.md": [b"outdated"]}
    assert without_lost(known, [Total("a.md", plain, one, ())], {"a.md"}) == {}
    assert without_lost(known, [Total("a.md", one, two, ())], {"a.md"}) == known
    assert without_lost(known, [Total("a.md", plain, one, ())], {"b.md"}) == known


@pytest.mark.parametrize(
    "line", [b"{", b"[1, 2, 3]", b"null", b'["a.md", 3]', b'["a.md"]', b"[" * 100_000, b'[["a"], "x"]']
)
def test_a_damaged_line_is_named(line: bytes) -> None:
    with pytest.raises(ReweaveError) as error:
        parsed(json.dumps(["a.md", ""]).encode() + b"\n" + line)
    assert error.value.code == "before-invalid" and error.value.line == 2

"""Over notes in all styles: an edge adds itself and nothing else, once, and is taken back to the byte."""

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.note.block import Form
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD, format_provenance
from reweave.weave.edge_entry import EdgeEntry
from reweave.weave.edge_removal import remove_edges
from reweave.weave.writer import write_edges
from tests.weave.notes import TYPES, edges, notes


def _data(source: bytes) -> dict[str, Any]:
    if Note("a.md", source).block.form is Form.NONE:  # an empty block goes with the edges
        return {}
    text = source.decode("utf-8-sig").split("---")[1]
    data = yaml.load(text, Loader=yaml.BaseLoader) or {}
    assert isinstance(data, dict)
    return data


def _list(data: dict[str, Any], key: str) -> list[str]:
    value = data.get(key)
    return list(value) if isinstance(value, list) else []


@settings(max_examples=300, deadline=None)
@given(notes(), edges)
def test_an_edge_adds_itself_and_nothing_else(source: bytes, wanted: list[EdgeEntry]) -> None:
    note = Note("claims/a.md", source)
    assert note.problem is None
    before = _data(source)
    expected = [edge for edge in wanted if edge.provenance.title not in _list(before, edge.field)]
    written = write_edges(note, wanted)
    assert not written.refused
    if not expected:
        assert written.change is None
        return
    assert written.change is not None
    after = _data(written.change.after)
    for key in {*before, *after}:
        own = [edge.provenance.title for edge in expected if edge.field == key]
        if key == PROVENANCE_FIELD:
            fields = list(dict.fromkeys(edge.field for edge in expected))
            ordered = sorted(expected, key=lambda edge: fields.index(edge.field))
            own = [format_provenance(edge.provenance) for edge in ordered]
        if own:
            assert after[key] == _list(before, key) + own
        else:
            assert after[key] == before[key]
    assert write_edges(Note("claims/a.md", written.change.after), wanted).change is None


@settings(max_examples=500, deadline=None)
@given(notes(), edges)
def test_unweaving_gives_every_byte_back(source: bytes, wanted: list[EdgeEntry]) -> None:
    written = write_edges(Note("a.md", source), wanted)
    if written.change is None:
        return
    own = {edge.provenance for edge in wanted}
    taken = remove_edges(Note("a.md", written.change.after), own.__contains__, TYPES, lambda: [source])
    assert not taken.left
    assert not taken.unknown
    assert taken.change is not None
    assert taken.change.after == source


@settings(max_examples=300, deadline=None)
@given(notes(), edges, st.data())
def test_edges_taken_out_one_after_another_give_every_byte_back(
    source: bytes, wanted: list[EdgeEntry], data: st.DataObject
) -> None:
    written = write_edges(Note("a.md", source), wanted)
    if written.change is None:
        return
    now = written.change.after
    for entry in data.draw(st.permutations([one.provenance for one in wanted])):
        taken = remove_edges(Note("a.md", now), {entry}.__contains__, TYPES, lambda: [source])
        now = now if taken.change is None else taken.change.after
    assert now == source


@settings(max_examples=300, deadline=None)
@given(notes(), edges)
def test_without_history_no_item_and_no_comment_of_others_is_lost(source: bytes, wanted: list[EdgeEntry]) -> None:
    written = write_edges(Note("a.md", source), wanted)
    if written.change is None:
        return
    own = {edge.provenance for edge in wanted}
    taken = remove_edges(Note("a.md", written.change.after), own.__contains__, TYPES, lambda: [])
    assert taken.change is not None
    before, after = _data(source), _data(taken.change.after)
    empty: tuple[object, ...] = ([], "", "~", None)
    for key in {*before, *after}:
        was, now = before.get(key), after.get(key)
        assert was == now or (was in empty and now in empty)
    assert taken.change.after.count(b"#") == source.count(b"#")

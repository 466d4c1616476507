import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.errors import ReweaveError
from reweave.note.note import Note
from reweave.weave.answers import Answer, Declined, Undone, answer_id, append_answers, parse_answers, without_answers
from reweave.weave.declined import DeclinedEdges, content_hash, parse_declined

ONE = Declined("a.md", "b.md", "supports", "1", "2")
TWO = Declined("a.md", "c\u2028\n.md", "", "1", "3")


def test_appends_in_order_and_once() -> None:
    first = append_answers(b"", [TWO, ONE, ONE])
    assert parse_declined(first) == (ONE, TWO)
    assert first.count(b"\n") == 2
    assert append_answers(first, [ONE]) == first
    assert append_answers(first.rstrip(b"\n"), [Declined("z", "z", "", "", "")]).startswith(first)


TEXTS = st.text(max_size=5)
NAMES = st.lists(TEXTS, max_size=3).map(tuple)


@given(st.lists(st.one_of(st.builds(Declined, *[TEXTS] * 5), st.builds(Undone, TEXTS, NAMES, NAMES))), st.data())
def test_whatever_the_names_they_are_read_back(entries: list[Answer], more: st.DataObject) -> None:
    data = append_answers(b"", entries)
    assert set(parse_answers(data)) == set(entries)
    assert set(parse_declined(data)) == {one for one in entries if isinstance(one, Declined)}
    assert append_answers(data, entries) == data
    assert len({answer_id(one) for one in entries}) == len(set(entries))
    lifted = more.draw(st.sets(st.sampled_from(entries))) if entries else set()
    assert set(parse_answers(without_answers(data, lifted))) == set(entries) - lifted


@pytest.mark.parametrize(
    "line",
    [
        b"no json",
        b"<<<<<<< ours",
        b"[]",
        b'{"source": "a"}',
        b'{"kind": "undone-batch", "batch": "r/1", "rules": "quotes", "paths": []}',
        b'{"kind": "undone-batch", "batch": "r/1", "rules": ["quotes"], "paths": [1]}',
        b'{"kind": "other", "batch": "r/1", "rules": [], "paths": []}',
        b'{"source":"a","target":"b","type":1,"source_text":"","target_text":""}',
        b'{"source":"a","target":"b","type":"","source_text":"","target_text":"","more":""}',
        b"[" * 60_000,
        b'{"source": "' + b"a" * 70_000 + b'"}',
        b"\xff\xfe",
    ],
)
def test_a_line_that_is_no_entry_is_named(line: bytes) -> None:
    good = append_answers(b"", [ONE])
    with pytest.raises(ReweaveError) as caught:
        parse_declined(good + b"\n" + line + b"\n")
    assert caught.value.code == "answers-invalid"
    assert caught.value.line == 3


def test_a_file_without_end_is_refused() -> None:
    with pytest.raises(ReweaveError, match="larger than"):
        parse_declined(b" " * (16 * 1024 * 1024 + 1))


def test_a_no_holds_until_a_note_changes() -> None:
    texts = {"a.md": "1", "b.md": "2"}
    refusals = DeclinedEdges([ONE], texts.get)
    assert refusals.matches("a.md", "b.md", "supports")
    assert not refusals.matches("a.md", "b.md", "challenges")
    assert not refusals.matches("b.md", "a.md", "supports")
    assert refusals.matches("b.md", "a.md", "supports", symmetric=True)
    assert DeclinedEdges([Declined("a.md", "b.md", "", "1", "2")], texts.get).matches("a.md", "b.md", "challenges")
    assert not DeclinedEdges([ONE], {**texts, "b.md": "3"}.get).matches("a.md", "b.md", "supports")
    assert not DeclinedEdges([ONE], {"a.md": "1"}.get).matches("a.md", "b.md", "supports")


def test_what_a_note_says_is_not_its_style_and_not_its_edges() -> None:
    def said(text: str) -> str:
        return content_hash(Note("a.md", text.encode()), ["supports"])

    plain = said("---\ntags:\n- a\n---\nBody\n")
    assert said("---\ntags:\n  - 'a'\nsupports:\n- x\nreweave_edges:\n- x|supports|2026-01-01\n---\nBody\n") == plain
    others = {
        said("---\ntags:\n- b\n---\nBody\n"),
        said("---\ntags:\n- a\n---\nOther body\n"),
        said("---\ntags: [\n---\nBody\n"),
        said("---\ntags: [[\n---\nBody\n"),
    }
    assert len(others - {plain}) == 4

from datetime import date

import pytest

from reweave.config.loader import parse_config
from reweave.lint.normalize import propose
from reweave.note.append import ListStyle
from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.provenance import Provenance
from reweave.note.verify import ProofError
from reweave.weave import writer
from reweave.weave.edge_entry import EdgeEntry
from reweave.weave.style import configured_style
from reweave.weave.writer import FieldStyle, write_edges

DAY = date(2026, 3, 28)


def edge(title: str, name: str = "supports", field: str = "") -> EdgeEntry:
    return EdgeEntry(field or name, Provenance(title, name, DAY), f"{name} {title} (0.90)")


def write(text: str, *edges: EdgeEntry, style: FieldStyle | None = None) -> str:
    note = Note("claims/a.md", text.encode())
    written = write_edges(note, edges, style or FieldStyle())
    assert not written.refused
    return text if written.change is None else written.change.after.decode()


def test_makes_the_keys_at_the_end_with_the_entries_last() -> None:
    found = write("---\ntype: claim\n---\nBody\n", edge("solar is cheap"), edge("a: b", "related"))
    assert found == (
        '---\ntype: claim\nsupports:\n- solar is cheap\nrelated:\n- "a: b"\nreweave_edges:\n'
        '- solar is cheap|supports|2026-03-28\n- "a: b|related|2026-03-28"\n---\nBody\n'
    )


def test_a_new_list_goes_in_front_of_the_entries_that_are_there() -> None:
    text = "---\nsupports:\n- x\nreweave_edges:\n- x|supports|2026-01-01\n---\n"
    assert write(text, edge("wind", "related")) == (
        "---\nsupports:\n- x\nrelated:\n- wind\n"
        "reweave_edges:\n- x|supports|2026-01-01\n- wind|related|2026-03-28\n---\n"
    )


def test_one_reason_for_each_edge() -> None:
    note = Note("claims/a.md", b"---\ntype: claim\nsupports: []\n---\n")
    change = write_edges(note, [edge("a"), edge("b"), edge("c", "related")]).change
    assert change is not None
    assert change.kind is ChangeKind.EDGES
    assert [(one.rule, one.message) for one in change.reasons] == [
        ("supports", "supports a (0.90)"),
        ("supports", "supports b (0.90)"),
        ("related", "related c (0.90)"),
    ]


def test_leaves_out_what_a_person_wrote_or_took_out() -> None:
    held = "---\nsupports:\n- '[[solar is cheap]]'\n---\n"
    assert write(held, edge("solar is cheap")) == held
    taken_out = "---\nsupports:\n- other\nreweave_edges:\n- solar is cheap|supports|2026-01-01\n---\n"
    assert write(taken_out, edge("solar is cheap")) == taken_out


def test_the_same_edge_twice_is_written_once() -> None:
    assert write("---\na: 1\n---\n", edge("x"), edge("x")).count("- x\n") == 1


def test_an_edge_that_cannot_be_written_does_not_hold_up_the_others() -> None:
    note = Note("a.md", b"---\nsupports: some prose\n---\n")
    written = write_edges(note, [edge("x"), edge("wind", "related")])
    assert [(one.provenance.title, why) for one, why in written.refused] == [
        ("x", "nothing can be appended to supports: its value is not a list")
    ]
    assert written.change is not None
    assert b"supports: some prose\nrelated:\n- wind\n" in written.change.after


def test_an_edge_whose_proof_fails_is_refused_not_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Note:
        raise ProofError("the edit would change the data")

    monkeypatch.setattr(writer, "apply_edits", fail)
    wanted = (edge("a"), edge("b", "challenges"))
    written = write_edges(Note("n.md", b"---\nx: 1\n---\n"), wanted)
    assert written.change is None
    assert written.refused == tuple((one, "the edit would change the data") for one in wanted)


def test_without_a_place_for_the_entry_nothing_is_written() -> None:
    note = Note("a.md", b"---\nreweave_edges: prose\n---\n")
    written = write_edges(note, [edge("x")])
    assert written.change is None
    assert [why for _, why in written.refused] == ["nothing can be appended to reweave_edges: its value is not a list"]


def test_refuses_a_note_that_cannot_be_read_or_has_no_frontmatter() -> None:
    for source in (b"---\na: [\n---\n", b"# Body only\n", b"---\na: 1\n"):
        written = write_edges(Note("a.md", source), [edge("x")])
        assert written.change is None
        assert len(written.refused) == 1


def test_a_title_on_several_lines_is_refused() -> None:
    written = write_edges(Note("a.md", b"---\na: 1\n---\n"), [edge("two\nlines")])
    assert written.change is None
    assert "no title for an entry" in written.refused[0][1]


def test_the_configured_style_where_the_note_shows_none() -> None:
    style = FieldStyle(ListStyle(2, "'"))
    assert "supports:\n  - 'x'\n" in write("---\na: 1\n---\n", edge("x"), style=style)
    assert "supports:\n- x\n" in write("---\ntags:\n- b\n---\n", edge("x"), style=style)


def test_no_rule_would_change_what_was_written() -> None:
    for table in (
        "",
        "[rules.list-indent]\nindent = 2\n[rules.quotes]\nitems = 'double'\n",
        "[rules.list-indent]\nindent = 4\n[rules.quotes]\nitems = 'single'\n",
        "extend-select = ['key-order']\n[rules.key-order]\norder = ['type', 'reweave_edges', 'supports']\n",
    ):
        config = parse_config(table.encode(), "reweave.toml")
        text = "---\ntype: claim\nother: 1\n---\n"
        found = write(text, edge("x"), edge("y: z", "related"), style=configured_style(config, "claims/a.md"))
        assert not propose(Note("claims/a.md", found.encode()), config.rules_for("claims/a.md"))

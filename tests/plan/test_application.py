"""What operations make of notes, and which of them are stale or refused."""

import re
from typing import Any

import pytest
import yaml

from reweave.note.changeset import ChangeKind
from reweave.plan.registry import all_operations
from tests.judge import split
from tests.plan.notes import GRID, NOTES, SOLAR, WIND, after, applied, operation

W, S, G = "claims/wind follows.md", "claims/solar is cheap.md", "claims/grid is old.md"


def wind(op: str, **fields: Any) -> str:
    return after(operation(op, W, **fields))[W].decode()


def test_an_edge_is_appended_with_its_entry() -> None:
    found = after(operation("add-edge", S, type="supports", target="grid is old", date="2026-03-28"))
    assert found == {
        S: b"---\ntype: claim\nsupports:\n- grid is old\nreweave_edges:\n- grid is old|supports|2026-03-28\n---\n"
        b"# solar is cheap\n"
    }


def test_an_edge_that_is_there_is_left() -> None:
    result = applied(operation("add-edge", W, type="related", target="grid is old", date="2026-03-28"))
    assert not result.changes.changes and [one.id for one in result.idle] == ["a"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"type": "suports", "target": "grid is old"}, "unknown edge type 'suports'; did you mean 'supports'?"),
        ({"type": "supports", "target": "nobody wrote this"}, "note 'nobody wrote this' not found"),
        ({"type": "supports", "target": "solar is cheap"}, "an edge cannot point to its own note"),
    ],
)
def test_an_edge_that_means_nothing_is_refused(fields: dict[str, Any], why: str) -> None:
    result = applied(operation("add-edge", S, date="2026-03-28", **fields))
    assert not result.changes.changes
    ((_, said),) = result.refused
    assert said.startswith(why)


def test_what_reweave_wrote_is_taken_out_with_its_entry_and_its_keys() -> None:
    assert wind("remove-edge", type="related", target="grid is old") == WIND.decode().replace(
        "reweave_edges:\n- grid is old|related|2026-01-02\nrelated:\n- grid is old\n",
        "related: []\n",
    )


def test_what_a_person_wrote_is_taken_out_but_not_its_comment() -> None:
    result = applied(operation("remove-edge", W, type="supports", target="solar is cheap"))
    assert [why for _, why in result.refused] == ["supports: it has a comment"]


def test_an_edge_gets_another_type_and_stays_a_persons() -> None:
    notes = {**NOTES, W: b"---\nsupports:\n- x\n- '[[solar is cheap]]'\n---\n"}
    one = operation(
        "retype-edge", W, notes, type="supports", target="solar is cheap", new_type="challenges", date="2026-03-28"
    )
    assert after(one, notes=notes)[W] == b'---\nsupports:\n- x\nchallenges:\n- "[[solar is cheap]]"\n---\n'


def test_an_edge_of_ours_gets_another_type_and_date() -> None:
    found = wind("retype-edge", type="related", target="grid is old", new_type="depends_on", date="2026-03-28")
    fields = yaml.safe_load(split(found.encode())[1])
    assert fields["depends_on"] == ["grid is old"]
    assert fields["reweave_edges"] == ["grid is old|depends_on|2026-03-28"]
    assert not fields["related"] and fields["supports"] == ["solar is cheap", "other"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain words", '"plain words"'),
        ('say "so"', '"say \\"so\\""'),
        (True, "true"),
        (None, "null"),
        (12, "12"),
        (1.5, "1.5"),
        ("12", '"12"'),
    ],
)
def test_a_value_is_set_in_its_own_quotes(value: object, written: str) -> None:
    assert wind("set-field", field="description", value=value) == WIND.decode().replace('"Wind"', written)


def test_a_value_keeps_its_comment_and_a_new_key_goes_to_the_end() -> None:
    assert wind("set-field", field="type", value="note") == WIND.decode().replace("claim   # kept", "note   # kept")
    assert wind("set-field", field="a: b", value="2026-01-01").endswith(
        '- grid is old\n"a: b": "2026-01-01"\n---\nSee [[solar is cheap]].\n'
    )
    found = after(operation("set-field", G, field="empty", value="x"))[G]
    assert found == GRID.replace(b"tags: [a, b]\r\n", b"tags: [a, b]\r\nempty: x\r\n")


@pytest.mark.parametrize(
    ("source", "field", "why"),
    [
        (b"---\nx: [a]\n---\n", "x", "its value is not a scalar"),
        (b"---\nx: &a 1\ny: *a\n---\n", "x", "an anchor or a tag"),
        (b"---\nx: &a 1\ny: *a\n---\n", "y", "its value is not a scalar"),
        (b"---\nx: 1\nx: 2\n---\n", "x", "occurs 2 times"),
        (b"text\n", "x", "no YAML frontmatter"),
        (b"---\nx: [\n---\n", "x", "cannot be read"),
        (b"---\nx: 1\n---\n", "supports", "is a list of edges"),
        (b"---\nx: 1\n---\n", "reweave_edges", "is kept by reweave itself"),
    ],
)
def test_a_value_that_cannot_be_set(source: bytes, field: str, why: str) -> None:
    notes = {"a.md": source}
    result = applied(operation("set-field", "a.md", notes, field=field, value="v"), notes=notes)
    assert not result.changes.changes and why in result.refused[0][1]


EMPTY = {
    b"---\nx:\ny: 1\n---\n": b"---\nx: v\ny: 1\n---\n",
    b"---\nx:   # why\ny: 1\n---\n": b"---\nx: v   # why\ny: 1\n---\n",
    b"---\nx: ~\n---\n": b"---\nx: v\n---\n",
    b"---\nx: ''\n---\n": b"---\nx: 'v'\n---\n",
    b"---\nx: |\n  a\n  b\ny: 1\n---\n": b"---\nx: v\ny: 1\n---\n",
    b"---\nx: >-\n  a\n---\n": b"---\nx: v\n---\n",
    b"---\nx: a\n  b\ny: 1\n---\n": b"---\nx: v\ny: 1\n---\n",
}


@pytest.mark.parametrize("source", EMPTY)
def test_values_of_every_form_are_replaced(source: bytes) -> None:
    notes = {"a.md": source}
    assert after(operation("set-field", "a.md", notes, field="x", value="v"), notes=notes) == {"a.md": EMPTY[source]}


def test_items_come_and_go() -> None:
    assert after(operation("add-item", G, field="tags", value="c"))[G] == GRID.replace(b"[a, b]", b"[a, b, c]")
    assert after(operation("remove-item", G, field="tags", value="a"))[G] == GRID.replace(b"[a, b]", b"[b]")
    both = (operation("remove-item", G, id=name, field="tags", value=name) for name in ("a", "b"))
    assert after(*both)[G] == GRID.replace(b"[a, b]", b"[]")
    assert not applied(operation("add-item", G, field="tags", value="a")).changes.changes
    assert "has no item" in applied(operation("remove-item", G, field="tags", value="z")).refused[0][1]


def test_rules_are_carried_out_as_fix_does() -> None:
    notes = {"a.md": b'---\nt:\n  - "x"\nt2:\n  - y\n---\n'}
    one = operation("normalize", "a.md", notes, rules=["list-indent"])
    assert after(one, notes=notes)["a.md"] == b'---\nt:\n- "x"\nt2:\n- y\n---\n'
    unknown = operation("normalize", "a.md", notes, rules=["no-rule"])
    assert applied(unknown, notes=notes).refused[0][1] == "rule 'no-rule' does not exist"
    left = applied(operation("normalize", "a.md", notes, rules=["key-order"]), notes=notes)
    assert "is not selected" in left.refused[0][1]


def test_a_changed_note_is_stale_and_so_is_one_that_is_gone() -> None:
    one = operation("add-item", G, field="tags", value="c")
    edited = {**NOTES, G: GRID + b"x"}
    assert [why for _, why in applied(one, notes=edited).stale] == ["the note changed since the plan was made"]
    gone = {path: data for path, data in NOTES.items() if path != G}
    assert [why for _, why in applied(one, notes=gone).stale] == ["note not found"]


def test_one_refused_operation_holds_back_the_others_on_its_note() -> None:
    good = operation("add-item", G, id="good", field="tags", value="c")
    bad = operation("add-edge", G, id="bad", type="supports", target="nobody", date="2026-03-28")
    other = operation("set-field", S, id="other", field="x", value=1)
    result = applied(good, bad, other)
    assert [one.path for one in result.changes.changes] == [S]
    assert {one.id: why for one, why in result.refused} == {
        "good": "another operation on the note was refused: bad",
        "bad": "note 'nobody' not found",
    }


def test_operations_on_one_note_follow_one_another_and_kinds_stay_apart() -> None:
    result = applied(
        operation("add-edge", S, id="1", type="supports", target="grid is old", date="2026-03-28"),
        operation("set-field", S, id="2", field="x", value=1),
        operation("add-edge", S, id="3", type="related", target="wind follows", date="2026-03-28"),
    )
    assert [one.kind for one in result.changes.changes] == [ChangeKind.EDGES, ChangeKind.FIELDS, ChangeKind.EDGES]
    (total,) = result.changes.totals()
    assert yaml.safe_load(split(total.after)[1]) == {
        "type": "claim",
        "supports": ["grid is old"],
        "reweave_edges": ["grid is old|supports|2026-03-28", "wind follows|related|2026-03-28"],
        "x": 1,
        "related": ["wind follows"],
    }
    assert total.before == SOLAR


def test_each_operation_has_a_file_of_its_own() -> None:
    for name, one in all_operations().items():
        assert one.__module__ == f"reweave.plan.operations.{name.replace('-', '_')}"
        assert re.fullmatch(r"[a-z]+-[a-z]+|normalize|decline", name)


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("x/.md", "the name is empty"),
        ("a|b.md", "no link can contain"),
        ("a .md", "ignores spaces"),
        ("x" * 260 + ".md", "longer than 255 bytes"),
        ("sun.txt", "the extension cannot change"),
        (G, "a note already exists"),
    ],
)
def test_a_plan_gives_no_note_a_path_that_no_link_can_have(new: str, why: str) -> None:
    result = applied(operation("rename-note", S, new_path=new))
    assert not result.changes.changes and why in result.refused[0][1]

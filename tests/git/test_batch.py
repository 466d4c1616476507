"""Batches: bounded, one kind each, the same every time, and never a note's steps out of order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.git.batch import Batch, Grouping, limit_batches, split_batches
from reweave.note.changeset import Change, ChangeKind, ChangeSet
from tests.git.conftest import change


def notes(*paths: str, kind: ChangeKind = ChangeKind.LAYOUT) -> list[Change]:
    return [change(path, b"a", b"b", kind) for path in paths]


def shape(batches: list[Batch]) -> list[tuple[str, int, tuple[int, int] | None]]:
    return [(batch.folder, len(batch.changes), batch.part) for batch in batches]


def test_nothing() -> None:
    assert split_batches(ChangeSet()) == []


def test_kinds_come_in_order_and_apart() -> None:
    changes = [change(f"{kind}.md", b"a", b"b", kind) for kind in reversed(ChangeKind)]
    assert [batch.kind for batch in split_batches(ChangeSet(changes))] == list(ChangeKind)


def test_few_notes_are_one_batch() -> None:
    batches = split_batches(ChangeSet(notes("d/x/1.md", "d/y/2.md", "d/3.md")))
    assert shape(batches) == [("d", 3, None)]
    assert batches[0].folders == ("d", "d/x", "d/y")


def test_a_big_folder_is_split_evenly() -> None:
    paths = [f"d/{number:03}.md" for number in range(101)]
    batches = split_batches(ChangeSet(notes(*paths)))
    assert shape(batches) == [("d", 33, (1, 3)), ("d", 34, (2, 3)), ("d", 34, (3, 3))]
    assert [one.path for batch in batches for one in batch.changes] == paths


def test_small_neighbours_go_together_beside_a_big_folder() -> None:
    paths = [
        f"d/{folder}/{number}.md"
        for folder, many in zip("abcde", (3, 7, 2, 9, 4), strict=True)
        for number in range(many)
    ]
    batches = split_batches(ChangeSet(notes(*paths)), 6)
    assert shape(batches) == [
        ("d", 5, None),
        ("d/b", 3, (1, 2)),
        ("d/b", 4, (2, 2)),
        ("d/d", 4, (1, 2)),
        ("d/d", 5, (2, 2)),
        ("d/e", 4, None),
    ]
    assert batches[0].folders == ("d/a", "d/c")


def test_a_note_named_as_a_folder_prefix() -> None:
    batches = split_batches(ChangeSet(notes("domains/a.md", "domains-old/b.md")))
    assert shape(batches) == [("", 2, None)]


def test_order_of_arrival_does_not_matter() -> None:
    changes = notes(*[f"d{number % 7}/{number % 3}/{number}.md" for number in range(200)])
    expected = split_batches(ChangeSet(changes), 20)
    random.Random(1).shuffle(changes)
    assert split_batches(ChangeSet(changes), 20) == expected


@pytest.mark.parametrize("size", [1, 2, 7, 50])
def test_every_note_once_and_never_too_many(size: int) -> None:
    pick = random.Random(size)
    paths = {
        "/".join(pick.choice("abc") for _ in range(pick.randint(0, 4))).strip("/") + f"/{n}.md" for n in range(150)
    }
    changes = notes(*(path.lstrip("/") for path in paths))
    batches = split_batches(ChangeSet(changes), size)
    assert all(len(batch.changes) <= size for batch in batches)
    assert sorted(one.path for batch in batches for one in batch.changes) == sorted(one.path for one in changes)


def test_steps_of_a_note_keep_their_order() -> None:
    steps = [
        change("a.md", b"1", b"2", ChangeKind.LAYOUT),
        change("b.md", b"1", b"2", ChangeKind.REPAIR),
        change("a.md", b"2", b"3", ChangeKind.REPAIR),
        change("a.md", b"3", b"4", ChangeKind.REPAIR),
        change("b.md", b"2", b"3", ChangeKind.EDGES),
    ]
    batches = split_batches(ChangeSet(steps))
    at = {path: [one for batch in batches for one in batch.changes if one.path == path] for path in ("a.md", "b.md")}
    assert [(one.before, one.after) for one in at["a.md"]] == [(b"1", b"2"), (b"2", b"4")]
    assert [(one.before, one.after) for one in at["b.md"]] == [(b"1", b"2"), (b"2", b"3")]
    assert len(at["a.md"][1].reasons) == 2


def test_steps_that_cancel_out_make_no_batch() -> None:
    steps = [change("a.md", b"1", b"2"), change("a.md", b"2", b"1")]
    assert split_batches(ChangeSet(steps)) == []


def test_by_rule() -> None:
    steps = [
        change(path, before, after, rule=rule)
        for path in ("a.md", "b.md")
        for before, after, rule in ((b"1", b"2", "quotes"), (b"2", b"3", "list-indent"))
    ]
    batches = split_batches(ChangeSet(steps), by=Grouping.RULE)
    assert [{edit.rule for one in batch.changes for edit in one.reasons} for batch in batches] == [
        {"quotes"},
        {"list-indent"},
    ]
    assert len(split_batches(ChangeSet(steps))) == 1


def test_size_below_one() -> None:
    with pytest.raises(ValueError, match="at least one note"):
        split_batches(ChangeSet(), 0)


def edge(path: str, before: bytes, after: bytes, other: str) -> Change:
    return change(path, before, after, ChangeKind.EDGES, "supports")._replace(other=other)


def test_by_edge_by_target_and_by_note() -> None:
    changes = [
        *notes("x/a.md", "x/b.md"),
        edge("x/a.md", b"b", b"c", "t/1.md"),
        edge("x/a.md", b"c", b"d", "t/2.md"),
        edge("x/b.md", b"b", b"c", "t/2.md"),
    ]
    made = {by: split_batches(ChangeSet(changes), 50, by) for by in Grouping}
    assert [[one.path for one in batch.changes] for batch in made[Grouping.EDGE]] == [
        ["x/a.md", "x/b.md"], ["x/a.md"], ["x/a.md"], ["x/b.md"],
    ]  # fmt: skip
    assert [batch.other for batch in made[Grouping.EDGE]] == ["", "t/1.md", "t/2.md", "t/2.md"]
    assert [(batch.other, len(batch.changes)) for batch in made[Grouping.TARGET]] == [
        ("", 2), ("t/1.md", 1), ("t/2.md", 2),
    ]  # fmt: skip
    assert [[one.path for one in batch.changes] for batch in made[Grouping.NOTE]] == [
        ["x/a.md"], ["x/b.md"], ["x/a.md"], ["x/b.md"],
    ]  # fmt: skip
    joined = made[Grouping.FOLDER][1].changes
    assert [(one.path, one.before, one.after, one.other) for one in joined] == [
        ("x/a.md", b"b", b"d", ""), ("x/b.md", b"b", b"c", "t/2.md"),
    ]  # fmt: skip


@pytest.mark.parametrize("by", list(Grouping))
@pytest.mark.parametrize("seed", range(5))
def test_steps_of_a_note_keep_their_order_however_they_are_grouped(by: Grouping, seed: int) -> None:
    own = random.Random(seed)
    changes: list[Change] = []
    for path in ("a.md", "b.md", "c/d.md"):
        for step in range(own.randrange(1, 6)):
            before, after = str(step).encode(), str(step + 1).encode()
            if own.random() < 0.6:
                changes.append(edge(path, before, after, f"t{own.randrange(3)}.md"))
            else:
                changes.append(change(path, before, after, own.choice([ChangeKind.LAYOUT, ChangeKind.CONTENT])))
    now: dict[str, bytes] = {}
    for batch in split_batches(ChangeSet(changes), 2, by):
        for one in batch.changes:
            assert now.get(one.path, b"0") == one.before
            now[one.path] = one.after
    assert now == {one.path: one.after for one in ChangeSet(changes).totals()}


@given(
    st.dictionaries(st.sampled_from([f"{at % 3}/{at}.md" for at in range(12)]), st.integers(1, 3), min_size=1),
    st.integers(1, 8),
    st.integers(1, 12),
    st.sampled_from(Grouping),
)
def test_layout_and_edges_share_a_limit(wanted: dict[str, int], size: int, most: int, by: Grouping) -> None:
    """Of each note 1 is layout, 2 edges, 3 both."""
    layout = [change(path, b"a", b"b") for path, what in wanted.items() if what & 1]
    edges = [
        change(path, b"b" if what & 1 else b"a", b"c", ChangeKind.EDGES) for path, what in wanted.items() if what & 2
    ]
    taken, left = limit_batches(ChangeSet([*layout, *edges]), size, by, most)
    done = [(batch.kind, one) for batch in taken for one in batch.changes]
    assert sorted([*layout, *edges]) == sorted(one for batch in (*taken, *left) for one in batch.changes)
    assert len({one.path for _, one in done}) <= most
    assert all(len(batch.changes) <= min(size, most) for batch in taken)
    now = dict.fromkeys(wanted, b"a")
    for _, one in done:
        assert now[one.path] == one.before, "no step before an earlier one of its note"
        now[one.path] = one.after
    assert done, "something is always delivered"
    if most > 1 and any(what == 2 for what in wanted.values()):
        assert any(kind is ChangeKind.EDGES for kind, _ in done), "edges do not wait for all layout"

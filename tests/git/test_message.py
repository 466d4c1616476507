"""Messages: readable, and no name in them can pass for a trailer."""

import subprocess

import pytest

from reweave.errors import ReweaveError
from reweave.git.batch import Batch, split_batches
from reweave.git.commit_fields import parse_trailer
from reweave.git.message import batch_message, compose, undo_message
from reweave.note.changeset import Change, ChangeKind, ChangeSet
from reweave.note.edit import Edit
from reweave.text import printable
from tests.git.conftest import change


def batch(*paths: str, kind: ChangeKind = ChangeKind.LAYOUT, rule: str = "list-indent") -> Batch:
    (one,) = split_batches(ChangeSet([change(path, b"a", b"b", kind, rule) for path in paths]))
    return one


def subject(one: Batch) -> str:
    return batch_message(one, "run", 1, 1).partition("\n")[0]


def trailers(message: str) -> str:
    command = ["git", "interpret-trailers", "--parse", "--no-divider"]
    return subprocess.run(command, input=message.encode(), capture_output=True, check=True).stdout.decode()


def test_a_whole_message() -> None:
    edits = (Edit(0, 1, b"", "list-indent", "m"), Edit(2, 3, b"", "quotes", "m"), Edit(4, 5, b"", "quotes", "m"))
    changes = (Change("domains/energy/a.md", ChangeKind.LAYOUT, b"a", b"b", edits),)
    message = batch_message(
        Batch(ChangeKind.LAYOUT, changes), "20260328-101530-0a1b2c", 2, 9, [("Agent", "Robot <r@x.org>")]
    )
    assert message == (
        "Normalize list-indent, quotes in domains/energy (1 note)\n"
        "\n"
        "list-indent: 1 change in 1 note\n"
        "quotes: 2 changes in 1 note\n"
        "\n"
        "Notes:\n"
        "- domains/energy/a.md\n"
        "\n"
        "Reweave-Run: 20260328-101530-0a1b2c\n"
        "Reweave-Batch: 2/9\n"
        "Reweave-Kind: layout\n"
        "Reweave-Rules: list-indent, quotes\n"
        "Agent: Robot <r@x.org>\n"
    )
    assert trailers(message).splitlines() == message.splitlines()[-5:]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (batch("a.md"), "Normalize list-indent at the top (1 note)"),
        (batch("d/a.md", "d/b.md", kind=ChangeKind.REPAIR, rule="tab-indent"), "Repair tab-indent in d (2 notes)"),
        (batch("d/a.md", kind=ChangeKind.CONTENT, rule="duplicate-items"), "Clean up duplicate-items in d (1 note)"),
        (batch("d/a.md", kind=ChangeKind.EDGES, rule="edge"), "Add 1 edge in d (1 note)"),
        (batch("d/x/a.md", "d/y/b.md"), "Normalize list-indent in d/x, d/y (2 notes)"),
        (batch("a.md", "d/b.md"), "Normalize list-indent in the top, d (2 notes)"),
        (batch(*(f"d/{n}/a.md" for n in range(4))), "Normalize list-indent in 4 folders of d (4 notes)"),
        (batch(*(f"{n}/a.md" for n in range(4))), "Normalize list-indent in 4 folders (4 notes)"),
        (batch("l" * 60 + "/short/a.md"), "Normalize list-indent in .../short (1 note)"),
        (batch("l" * 200 + "/a.md"), "Normalize list-indent (1 note)"),
        (batch("d\n/a.md"), 'Normalize list-indent in "d\\n" (1 note)'),
    ],
)
def test_subjects(one: Batch, expected: str) -> None:
    assert subject(one) == expected
    assert len(expected) <= 72


def test_part_of_a_big_folder() -> None:
    batches = split_batches(ChangeSet([change(f"d/{n:02}.md", b"a", b"b") for n in range(60)]))
    assert [subject(one) for one in batches] == [
        "Normalize list-indent in d, part 1/2 (30 notes)",
        "Normalize list-indent in d, part 2/2 (30 notes)",
    ]
    assert "- d/09.md\n- and 20 more\n" in batch_message(batches[0], "run", 1, 2)


def test_many_folders_are_listed_with_their_counts() -> None:
    message = batch_message(batch("a/1.md", "a/2.md", "b/3.md", "4.md"), "run", 1, 1)
    assert "Folders:\n- the top: 1 note\n- a: 2 notes\n- b: 1 note\n" in message


def test_each_edge_has_a_line() -> None:
    edits = tuple(Edit(0, 0, b"", "edge", f"supports: claim {number}") for number in range(30))
    message = batch_message(
        Batch(ChangeKind.EDGES, (Change("d/a.md", ChangeKind.EDGES, b"a", b"b", edits),)), "run", 1, 1
    )
    assert message.startswith("Add 30 edges in d (1 note)\n")
    assert message.count("- d/a.md: supports: claim ") == 30


FORGED = "x\n\nReweave-Run: forged\nReweave-Undo: run/1\n.md"


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_names_rules_and_reasons_forge_nothing(kind: ChangeKind) -> None:
    nasty = Change(f"{FORGED}/{FORGED}", kind, b"a", b"b", (Edit(0, 1, b"", FORGED, FORGED),))
    message = batch_message(Batch(kind, (nasty,)), "run", 1, 1)
    rules = "Reweave-Rules: " + printable(FORGED) + "\n" if kind in ("repair", "content", "layout") else ""
    assert trailers(message) == f"Reweave-Run: run\nReweave-Batch: 1/1\nReweave-Kind: {kind}\n{rules}"
    undone = undo_message("run", 1, FORGED, [FORGED], [FORGED], [])
    assert trailers(undone) == "Reweave-Undo: run/1\n"


def test_messages_are_utf8_whatever_the_names() -> None:
    names = ("caf\udce9.md", "rtl\u202e.md", "\x1b[2J.md", "nul\0.md")
    message = batch_message(batch(*names), "run", 1, 1)
    message.encode()
    assert '- "caf\\xe9.md"\n' in message and '- "rtl\\u202e.md"\n' in message and '- "\\x1b[2J.md"\n' in message


@pytest.mark.parametrize(
    "name", ["", "plain.md", "ümläut – dash’s.md", "emoji 🦊.md", "a'b.md", "back\\slash.md", 'in"side.md']
)
def test_plain_text_stays(name: str) -> None:
    assert printable(name) == name


@pytest.mark.parametrize("name", ["a\nb", "a\tb", "\x7f", "a\u2028b", " a", "a ", '"a"', "a\u200bb", "\U000e0001"])
def test_other_text_is_quoted(name: str) -> None:
    shown = printable(name)
    assert shown[0] == shown[-1] == '"' and shown.isprintable()


def test_extra_trailers() -> None:
    assert parse_trailer("Pentagon-Agent: Robot: the <second>") == ("Pentagon-Agent", "Robot: the <second>")


@pytest.mark.parametrize(
    "given",
    [
        "",
        "no colon",
        ": x",
        "Key:",
        "Key:  ",
        "a b: c",
        "-k: v",
        "Key : v",
        "K: a\nb",
        "K: a\rb",
        "K\n: v",
        "K: \x1bx",
        "K: \udce9",
        "Reweave-Run: x",
        "reweave-undo: x",
    ],
)
def test_trailers_that_are_refused(given: str) -> None:
    with pytest.raises(ReweaveError, match="invalid trailer") as caught:
        parse_trailer(given)
    assert str(caught.value).isprintable()


def test_a_line_break_never_gets_into_a_message() -> None:
    for parts in (("a\nb", [["x"]], []), ("a", [["x\ny"]], []), ("a", [["x"]], [("K", "v\nw")])):
        with pytest.raises(ValueError, match="line break"):
            compose(*parts)


def test_undo_messages() -> None:
    message = undo_message("run", 2, "Normalize quotes in d (2 notes)", ["d/a.md"], ["d/b.md"], [("K", "v")])
    assert message == (
        "Undo: Normalize quotes in d (2 notes)\n"
        "\n"
        "This undoes batch 2 of run run, in 2 notes.\n"
        "\n"
        "Restored:\n"
        "- d/a.md\n"
        "\n"
        "Reverted, with later changes kept:\n"
        "- d/b.md\n"
        "\n"
        "Reweave-Undo: run/2\n"
        "K: v\n"
    )
    assert undo_message("run", 2, "x" * 70, ["d/a.md"], [], []).startswith("Undo batch 2 of run run (1 note)\n")


def test_edges_have_subjects_that_name_both_ends() -> None:
    edit = Edit(0, 1, b"", "supports", "supports b")
    one = Change("x/solar is cheap.md", ChangeKind.EDGES, b"a", b"b", (edit,), other="y/grid is old.md")
    assert subject(Batch(ChangeKind.EDGES, (one,))) == "Add supports edge: solar is cheap -> grid is old"
    long = one._replace(path=f"x/{'s' * 200}.md", other=f"y/{'t' * 200}\n.md")
    assert len(subject(Batch(ChangeKind.EDGES, (long,)))) <= 72
    assert subject(Batch(ChangeKind.EDGES, (one, one._replace(path="z.md")))) == "Add 2 edges: grid is old"
    removed = one._replace(reasons=(edit._replace(rule="unweave"),))
    assert subject(Batch(ChangeKind.EDGES, (removed,))) == "Remove 1 edge: solar is cheap -> grid is old"
    own = Batch(ChangeKind.LAYOUT, (change("x/solar is cheap.md", b"a", b"b", rule="quotes"),), by_note=True)
    assert subject(own) == "Normalize quotes: solar is cheap"


def test_a_body_is_short() -> None:
    edits = tuple(Edit(0, 1, b"", f"type{at % 40}", f"type {at}") for at in range(300))
    text = batch_message(Batch(ChangeKind.EDGES, (Change("a.md", ChangeKind.EDGES, b"a", b"b", edits),)), "r", 1, 1)
    assert len(text.splitlines()) < 100
    assert "- and 240 more; the report of the run lists them" in text and "and 15 more" in text

"""Several rules on one note."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.lint.normalize import layers, normalize
from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.rules.registry import all_rules
from tests.rules.inside import inside

_BROKEN = """---
title: storage: a survey
supports:
\t- "solar"
\t- wind: onshore: cheap
type: claim
type: claim
source: grid: 2026

### Evidence
*Source: [[a survey]]*
---
# Title
"""
_MENDED = """---
title: "storage: a survey"
supports:
- solar
- "wind: onshore: cheap"
type: claim
source: "grid: 2026"
---

### Evidence
*Source: [[a survey]]*
# Title
"""


def test_a_note_with_every_kind_of_problem_is_mended_and_normalized() -> None:
    rules = [rule() for rule in all_rules().values() if rule.default]
    found = normalize(Note("n.md", _BROKEN.encode()), rules, layers(rules, unsafe=True))
    assert found.refusal is None
    assert [change.kind for change in found.changes] == [ChangeKind.REPAIR, ChangeKind.LAYOUT]
    assert found.changes[-1].after.decode() == _MENDED


def test_without_unsafe_it_stays_as_it_was() -> None:
    rules = [rule() for rule in all_rules().values() if rule.default]
    found = normalize(Note("n.md", _BROKEN.encode()), rules, layers(rules, unsafe=False))
    assert found.changes == ()
    assert {proposal.rule for proposal in found.proposals} >= {"unquoted-colon", "alias-lookalike"}


def test_an_unclosed_note_whose_value_holds_a_colon() -> None:
    rules = [rule() for rule in all_rules().values() if rule.default]
    note = Note("n.md", b"---\ntitle: a: b\ntags:\n\t- x\n\n# T\n\nBody of the note\n")
    found = normalize(note, rules, layers(rules, unsafe=True))
    assert found.refusal is None
    assert found.changes[-1].after == b'---\ntitle: "a: b"\ntags:\n- x\n---\n\n# T\n\nBody of the note\n'


def test_a_repair_that_does_not_make_the_note_readable_is_refused() -> None:
    rules = [rule() for rule in all_rules().values() if rule.default]
    found = normalize(Note("n.md", b"---\na: b: c\nd: [\n---\n"), rules, layers(rules, unsafe=True))
    assert found.changes == ()
    assert found.refusal is not None
    assert found.refusal.startswith("still unreadable after the fix")


def test_all_rules_at_once() -> None:
    source = b'---\ntags: [a, a, "b"] \nx:\n  - y\n  - y\n---\n'
    rules = [inside(rule(), source, {}) for rule in all_rules().values()]
    note = Note("note.md", source)
    found = normalize(note, rules, layers(rules, unsafe=True))
    assert [(change.kind, change.after) for change in found.changes] == [
        (ChangeKind.CONTENT, b'---\ntags: [a, "b"] \nx:\n  - y\n---\n'),
        (ChangeKind.LAYOUT, b"---\ntags: [a, b]\nx:\n- y\n---\n"),
    ]


def test_one_step_for_each_rule() -> None:
    source = b'---\ntags: [a, "b"] \nx:\n  - y\n---\n'
    rules = [inside(rule(), source, {}) for rule in all_rules().values()]
    note = Note("note.md", source)
    found = normalize(note, rules, layers(rules, unsafe=False, by_rule=True))
    assert [{edit.rule for edit in change.reasons} for change in found.changes] == [
        {"list-indent"}, {"quotes"}, {"trailing-space"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Repairs of several rules, in whichever order their faults come.
        ('tags:\n  - a\n- b\nd: "x" y\ne: f: g\n', 'tags:\n- a\n- b\nd: \'"x" y\'\ne: "f: g"\n'),
        ("a: b: c\r\nd: `x\r\ntags:\r\n  - a\r\n- b\r\n", 'a: "b: c"\r\nd: "`x"\r\ntags:\r\n- a\r\n- b\r\n'),
        ("l:\n\t- a\nm:\n  - x\n- ü\nn: A: B\no: @me\n", 'l:\n- a\nm:\n- x\n- ü\nn: "A: B"\no: "@me"\n'),
        (
            "".join(f'k{number}: "a" b\nl{number}: c: d\n' for number in range(12)),
            "".join(f'k{number}: \'"a" b\'\nl{number}: "c: d"\n' for number in range(12)),
        ),
    ],
)
def test_faults_of_several_kinds(before: str, after: str) -> None:
    rules = [rule() for rule in all_rules().values() if rule.default]
    note = Note("n.md", f"---\n{before}---\n".encode())
    found = normalize(note, rules, layers(rules, unsafe=True))
    assert found.refusal is None
    assert found.changes[-1].after == f"---\n{after}---\n".encode()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('title: A: one\nsub: "x\nz: 1\n', (3, 6)),
        ("title: A: one\ntags: [a, b\nz: 1\n", (3, 7)),
        ("тег: А: б\r\nключ:Foo\r\nz: 1\r\n", (3, 5)),
        # The list that becomes a block list moves the lines below it.
        ('t:\n- x\na: [[é]], [[y]]\nb: é: x\nc: "abc\n', (6, 4)),
        ('a: {{x}} y\nb: C: d\ne: "f" g\nh: *i j\nk: &i l\n', (5, 4)),
        ('tags:\n  - a\n- b\nd: "x\ne: f: g\n', (5, 4)),
    ],
)
def test_what_repairs_leave_is_named_at_its_own_place(text: str, place: tuple[int, int]) -> None:
    rules = [rule() for rule in all_rules().values() if rule.default]
    note = Note("n.md", f"---\n{text}---\n".encode())
    for unsafe in (False, True):
        found = normalize(note, rules, layers(rules, unsafe=unsafe))
        assert (found.changes, found.place) == ((), place)
        assert f"at {place[0]}:{place[1]}: " in ((found.refusal if unsafe else found.obstacle) or "")


_LINES = st.sampled_from(
    ["a: b: c", 'd: "e" f', "g: @h", "i:\n  - j\n- k", "l: [[m]] [[n]]", 'o: "p', "q:r", "s: [t", "u: v", "w:\n\t- x",
     "тег: А: б", "- y", "z: {{x}} y"]
)  # fmt: skip


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(_LINES, min_size=1, max_size=6, unique=True))
def test_check_promises_what_fix_keeps(lines: list[str]) -> None:
    rules = [rule() for rule in all_rules().values() if rule.default]
    note = Note("n.md", ("---\n" + "\n".join(lines) + "\n---\n").encode())
    promised = normalize(note, rules, layers(rules, unsafe=False))
    kept = normalize(note, rules, layers(rules, unsafe=True))
    if note.problem is not None and any(proposal.edits for proposal in promised.proposals):
        assert (promised.obstacle is None) is bool(kept.changes)
        assert promised.obstacle == kept.refusal
    if promised.place is not None:
        assert 2 <= promised.place[0] <= note.source.count(b"\n")

"""Several rules on one note."""

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

"""Whole notes before and after each rule. A case without `after.md` is a note that stays as it is."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from reweave.lint.normalize import layers, normalize
from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.rules.base import Rule
from reweave.rules.registry import all_rules
from tests.rules.inside import inside
from tests.rules.judge import data, split

_GOLDEN = Path(__file__).parents[2] / "golden"
_CASES = sorted(path.parent for path in _GOLDEN.glob("*/*/before.md"))
_CHANGED = [case for case in _CASES if (case / "after.md").exists()]


def _id(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


def _rule(case: Path) -> Rule:
    kind = all_rules()[case.parent.name]
    file = case / "options.json"
    table = json.loads(file.read_text()) if file.exists() else {}
    rule = kind(kind.options_type(**{key: _frozen(value) for key, value in table.items()}))
    others = {path.name: path.read_text() for path in sorted((case / "others").glob("*.md"))}
    return inside(rule, (case / "before.md").read_bytes(), others)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _run(source: bytes, rules: Sequence[Rule]) -> bytes:
    outcome = normalize(Note("note.md", source), rules, layers(rules, unsafe=True))
    return outcome.changes[-1].after if outcome.changes else source


@pytest.mark.parametrize("case", _CASES, ids=_id)
def test_golden(case: Path) -> None:
    before = (case / "before.md").read_bytes()
    after = (case / "after.md").read_bytes() if case in _CHANGED else before
    assert _run(before, [_rule(case)]) == after
    assert case not in _CHANGED or after != before


@pytest.mark.parametrize("case", _CHANGED, ids=_id)
def test_a_second_pass_proposes_nothing(case: Path) -> None:
    rule = _rule(case)
    after = Note("note.md", (case / "after.md").read_bytes())
    assert not [proposal for proposal in rule.propose(after) if proposal.edits]


@pytest.mark.parametrize("case", [case for case in _CHANGED if _rule(case).kind is ChangeKind.LAYOUT], ids=_id)
def test_layout_keeps_data_and_body_for_an_independent_reader(case: Path) -> None:
    before, after = (case / "before.md").read_bytes(), (case / "after.md").read_bytes()
    old, new = split(before), split(after)
    assert (old[0], old[2]) == (new[0], new[2])
    assert _unordered(data(before), case) == _unordered(data(after), case)


def _unordered(value: object, case: Path) -> object:
    """Only `key-order` may reorder, and only the keys at the top."""
    if case.parent.name != "key-order":
        return value
    assert isinstance(value, tuple)
    return value[0], sorted(value[1], key=repr)


@pytest.mark.parametrize("case", [case for case in _CHANGED if _rule(case).kind is not ChangeKind.LAYOUT], ids=_id)
def test_what_a_rule_repaired_is_read_by_an_independent_reader(case: Path) -> None:
    found = data((case / "after.md").read_bytes())
    assert isinstance(found, tuple)
    assert found[0] == "tag:yaml.org,2002:map"


_REMOVING = ("duplicate-items", "duplicate-key")
_COMPARABLE = [
    case
    for case in _CHANGED
    if case.parent.name not in _REMOVING
    and not any(b"\\" in (case / name).read_bytes() for name in ("before.md", "after.md"))
]


@pytest.mark.parametrize("case", _COMPARABLE, ids=_id)
def test_no_character_is_lost_but_those_a_rule_is_about(case: Path) -> None:
    """Comments, words and emoji are still there; quotes, white space, dashes and brackets may differ."""
    assert _words(case / "before.md") == _words(case / "after.md")


def _words(file: Path) -> list[str]:
    text = file.read_bytes().decode(errors="surrogateescape")
    return sorted(char for char in text if not char.isspace() and char not in "\"'-[],")


def test_every_rule_has_goldens() -> None:
    names = {case.parent.name for case in _CASES}
    assert names == set(all_rules())
    writing = {name for name, rule in all_rules().items() if rule.safety != "report"}
    assert writing == {case.parent.name for case in _CHANGED}
    assert names == {case.parent.name for case in _CASES if case not in _CHANGED}

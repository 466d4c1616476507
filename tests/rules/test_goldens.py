"""Whole notes before and after each rule. A case without `after.md` is a note that stays as it is."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from reweave.lint.normalize import layers, normalize
from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.rules.base import Rule, Safety
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
    return inside(rule, (case / "before.md").read_bytes(), others, {"note.md": ("2026-03-28", "2026-04-02")})


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
    """Only a rule that says so may reorder, and only the keys at the top."""
    if not all_rules()[case.parent.name].reorders_keys:
        return value
    assert isinstance(value, tuple)
    return value[0], sorted(value[1], key=repr)


@pytest.mark.parametrize("case", [case for case in _CHANGED if _rule(case).kind is not ChangeKind.LAYOUT], ids=_id)
def test_what_a_rule_repaired_is_read_by_an_independent_reader(case: Path) -> None:
    found = data((case / "after.md").read_bytes())
    assert isinstance(found, tuple)
    assert found[0] == "tag:yaml.org,2002:map"


_COMPARABLE = [
    case
    for case in _CHANGED
    if not _rule(case).loses_text and not any(b"\\" in (case / name).read_bytes() for name in ("before.md", "after.md"))
]


@pytest.mark.parametrize("case", _COMPARABLE, ids=_id)
def test_no_character_is_lost_but_those_a_rule_is_about(case: Path) -> None:
    """Comments, words and emoji are still there; quotes, white space, dashes and brackets may differ."""
    before, after = Counter(_words(case / "before.md")), Counter(_words(case / "after.md"))
    assert before <= after if _rule(case).adds_text else before == after


def _words(file: Path) -> list[str]:
    text = file.read_bytes().decode(errors="surrogateescape")
    return sorted(char for char in text if not char.isspace() and char not in "\"'-[],")


@pytest.mark.parametrize("rule", [pytest.param(rule, id=name) for name, rule in all_rules().items()])
def test_every_rule_has_a_case_that_it_leaves_and_one_that_it_changes(rule: type[Rule]) -> None:
    folder = f"golden/{rule.name}"
    changed = [case for case in _CHANGED if case.parent.name == rule.name]
    left = [case for case in _CASES if case.parent.name == rule.name and case not in _CHANGED]
    assert left, f"no case that {rule.name} leaves as it is; add {folder}/NAME/before.md without an after.md"
    if rule.safety is Safety.REPORT:
        assert not changed, f"{rule.name} only reports; remove {changed[0].relative_to(_GOLDEN.parent)}/after.md"
    else:
        assert changed, f"no case that {rule.name} changes; add {folder}/NAME/before.md and {folder}/NAME/after.md"


def test_every_golden_belongs_to_a_rule() -> None:
    strays = {folder.name for folder in _GOLDEN.iterdir()} - set(all_rules())
    assert not strays, f"golden/ has folders that are named after no rule: {sorted(strays)}"

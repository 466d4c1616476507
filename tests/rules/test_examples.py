"""The examples of every rule, which are its documentation, do what they say."""

import pytest

from reweave.lint.normalize import layers, normalize
from reweave.note.note import Note
from reweave.rules.base import Example, Rule, Safety
from reweave.rules.registry import all_rules
from tests.rules.inside import inside

_EXAMPLES = [
    pytest.param(rule, example, id=f"{name}: {example.title}")
    for name, rule in all_rules().items()
    for example in rule.examples
]


@pytest.mark.parametrize(("kind", "example"), _EXAMPLES)
def test_example(kind: type[Rule], example: Example) -> None:
    rule = inside(kind(kind.options_type(**example.options)), example.before, example.others, example.days)
    steps = layers([rule], unsafe=True)
    before = Note("note.md", example.before.encode())
    outcome = normalize(before, [rule], steps)
    assert outcome.refusal is None
    after = outcome.changes[-1].after if outcome.changes else before.source
    assert after.decode() == example.after
    assert bool(outcome.changes) == (example.before != example.after)
    assert not any(proposal.edits for proposal in normalize(Note("note.md", after), [rule], steps).proposals)


_REPORTING = [pytest.param(rule, id=name) for name, rule in all_rules().items() if rule.safety is Safety.REPORT]


@pytest.mark.parametrize("kind", _REPORTING)
def test_a_rule_reports_in_an_example_what_it_does_not_write(kind: type[Rule]) -> None:
    found = []
    for example in kind.examples:
        rule = inside(kind(kind.options_type(**example.options)), example.before, example.others, example.days)
        found.append(normalize(Note("note.md", example.before.encode()), [rule], ()).proposals)
    assert any(found)
    assert not all(found)
    assert not any(proposal.edits for proposals in found for proposal in proposals)

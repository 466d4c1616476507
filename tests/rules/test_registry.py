"""What holds for every rule."""

import re
from typing import Any

import pytest

from reweave.note.changeset import ChangeKind
from reweave.rules.base import Rule, Safety
from reweave.rules.registry import all_rules

_RULES = [pytest.param(rule, id=name) for name, rule in all_rules().items()]


@pytest.mark.parametrize("rule", _RULES)
def test_the_name_is_the_file_name(rule: type[Rule]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.__module__ == f"reweave.rules.{rule.name.replace('-', '_')}"
    assert rule.__name__ == rule.name.title().replace("-", "")


@pytest.mark.parametrize("rule", _RULES)
def test_a_documentation_page(rule: type[Rule]) -> None:
    page = rule.__doc__
    assert page is not None
    first, _, rest = page.partition("\n\n")
    assert first.endswith(".") or first.endswith(":") or "`" in first
    assert "\n" not in first.strip()
    assert len(first) <= 60, f"the summary of {rule.name} has {len(first)} characters, at most 60 fit in a list"
    assert rest.strip()


@pytest.mark.parametrize("rule", _RULES)
def test_examples_of_what_it_changes_and_what_it_leaves(rule: type[Rule]) -> None:
    changes = [example for example in rule.examples if example.before != example.after]
    leaves = [example for example in rule.examples if example.before == example.after]
    assert leaves or any(_untouched_line(example.before, example.after) for example in changes)
    assert bool(changes) == (rule.safety is not Safety.REPORT)
    assert len({example.title for example in rule.examples}) == len(rule.examples)


def _untouched_line(before: str, after: str) -> bool:
    return bool(set(before.splitlines()) & set(after.splitlines()) - {"---"})


@pytest.mark.parametrize("rule", _RULES)
def test_options_are_a_named_tuple_with_defaults(rule: type[Rule]) -> None:
    kind = rule.options_type
    options: Any = kind()
    assert issubclass(kind, tuple)
    for name in options._asdict():
        with pytest.raises(AttributeError):
            setattr(options, name, None)
        assert f"`{name}`" in (kind.__doc__ or "") or name in (kind.__doc__ or "")


def test_what_is_on_where_nothing_is_configured() -> None:
    """A first run changes layout alone; the rest reports, or needs `--unsafe`."""
    on = [rule for rule in all_rules().values() if rule.default]
    assert {rule.kind for rule in on if rule.safety is Safety.SAFE} == {ChangeKind.LAYOUT}
    assert {rule.kind for rule in on if rule.safety is Safety.UNSAFE} == {ChangeKind.REPAIR}


def test_repairs_are_unsafe_and_nothing_else_is() -> None:
    for rule in all_rules().values():
        assert (rule.kind is ChangeKind.REPAIR) == (rule.safety is Safety.UNSAFE)


def test_repairs_come_first() -> None:
    kinds = [rule.kind for rule in all_rules().values()]
    assert kinds == sorted(kinds, key=list(ChangeKind).index)

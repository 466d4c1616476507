"""The rules by name, found in the modules of this package."""

import importlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import reweave.rules
from reweave.note.changeset import ChangeKind

if TYPE_CHECKING:
    from reweave.rules.base import Rule

_ORDER = list(ChangeKind)
_NO_RULES = {"__init__", "base", "defaults", "registry"}


@cache
def rule_names() -> frozenset[str]:
    """Return the names of all rules, without loading them."""
    return frozenset(name.replace("_", "-") for name in _modules())


def _modules() -> list[str]:
    """Return the names of the modules with rules; `pkgutil` would load the parsers of Python's own code for that."""
    files = (file for folder in reweave.rules.__path__ for file in Path(folder).iterdir())
    return sorted({file.stem for file in files if file.suffix == ".py"} - _NO_RULES)


@cache
def rule_named(name: str) -> "type[Rule]":
    """Return a rule by its name, without loading others."""
    from reweave.rules.base import Rule

    for value in vars(importlib.import_module(f"reweave.rules.{name.replace('-', '_')}")).values():
        if isinstance(value, type) and issubclass(value, Rule) and getattr(value, "name", None) == name:
            return value
    raise LookupError(f"no rule {name} in its module")


def rules_named(names: Iterable[str]) -> "dict[str, type[Rule]]":
    """Return rules by their names: repairs first, then content, layout and reports, by name within each."""
    found = {name: rule_named(name) for name in names}
    return dict(sorted(found.items(), key=lambda item: (_ORDER.index(item[1].kind), item[0])))


@cache
def all_rules() -> "dict[str, type[Rule]]":
    """Return every rule, as `rules_named`."""
    return rules_named(rule_names())

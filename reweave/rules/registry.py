"""The rules by name, found in the modules of this package."""

import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import reweave.rules
from reweave.note.changeset import ChangeKind

if TYPE_CHECKING:
    from reweave.rules.base import Rule

_ORDER = list(ChangeKind)
_NO_RULES = {"__init__", "base", "registry"}


@cache
def rule_names() -> frozenset[str]:
    """Return the names of all rules, without loading them."""
    return frozenset(name.replace("_", "-") for name in _modules())


def _modules() -> list[str]:
    """Return the names of the modules with rules; `pkgutil` would load the parsers of Python's own code for that."""
    files = (file for folder in reweave.rules.__path__ for file in Path(folder).iterdir())
    return sorted({file.stem for file in files if file.suffix == ".py"} - _NO_RULES)


def options_of(name: str) -> type:
    """Return the type of a rule's options, without loading other rules."""
    return next(rule for rule in _rules_in(name.replace("-", "_")) if rule.name == name).options_type


def _rules_in(module: str) -> "Iterator[type[Rule]]":
    from reweave.rules.base import Rule

    for value in vars(importlib.import_module(f"reweave.rules.{module}")).values():
        if isinstance(value, type) and issubclass(value, Rule) and hasattr(value, "name"):
            yield value


@cache
def all_rules() -> "dict[str, type[Rule]]":
    """Return every rule by its name: repairs first, then content, layout and reports, by name within each."""
    found: dict[str, type[Rule]] = {}
    for module in _modules():
        found.update((rule.name, rule) for rule in _rules_in(module))
    return dict(sorted(found.items(), key=lambda item: (_ORDER.index(item[1].kind), item[0])))

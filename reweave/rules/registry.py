"""The rules by name, found in the modules of this package."""

import importlib
import pkgutil
from functools import cache

import reweave.rules
from reweave.note.changeset import ChangeKind
from reweave.rules.base import Rule

_ORDER = list(ChangeKind)


@cache
def all_rules() -> dict[str, type[Rule]]:
    """Return every rule by its name: repairs first, then content, layout and reports, by name within each."""
    found: dict[str, type[Rule]] = {}
    for module in pkgutil.iter_modules(reweave.rules.__path__):
        for value in vars(importlib.import_module(f"reweave.rules.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, Rule) and hasattr(value, "name"):
                found[value.name] = value
    return dict(sorted(found.items(), key=lambda item: (_ORDER.index(item[1].kind), item[0])))

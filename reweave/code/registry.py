"""The registry of rules: every rule class in the package `rules`."""

import importlib
import pkgutil
from functools import cache

import reweave.code.rules
from reweave.code.rule import CodeRule


@cache
def code_rules() -> dict[str, CodeRule]:
    """Return every rule by its code, in order."""
    found: dict[str, CodeRule] = {}
    for module in pkgutil.iter_modules(reweave.code.rules.__path__):
        for value in vars(importlib.import_module(f"reweave.code.rules.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, CodeRule) and hasattr(value, "code"):
                found[value.code] = value()
    return dict(sorted(found.items()))

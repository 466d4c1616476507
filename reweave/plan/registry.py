"""Finding the operations: every module of `operations` that defines one."""

import importlib
import pkgutil
from functools import cache

import reweave.plan.operations
from reweave.plan.operation import Operation


@cache
def all_operations() -> dict[str, type[Operation]]:
    """Return every operation by its name, in alphabetical order."""
    found: dict[str, type[Operation]] = {}
    for module in pkgutil.iter_modules(reweave.plan.operations.__path__):
        for value in vars(importlib.import_module(f"reweave.plan.operations.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, Operation) and hasattr(value, "op"):
                found[value.op] = value
    return dict(sorted(found.items()))

"""The registry of rules: every rule class in the package `rules`."""

import importlib
import pkgutil
from functools import cache

import reweave.code.rules
from reweave.code.rule import CodeRule
from reweave.config.model import CodeConfig
from reweave.errors import ReweaveError
from reweave.suggestion import did_you_mean
from reweave.text import quoted


@cache
def code_rules() -> dict[str, CodeRule]:
    """Return every rule by its code, in order."""
    found: dict[str, CodeRule] = {}
    for module in pkgutil.iter_modules(reweave.code.rules.__path__):
        for value in vars(importlib.import_module(f"reweave.code.rules.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, CodeRule) and hasattr(value, "code"):
                found[value.code] = value()
    return dict(sorted(found.items()))


def selected_rules(config: CodeConfig) -> list[CodeRule]:
    """Return the rules that a configuration selects.

    Raises:
        ReweaveError: a code is unknown.
    """
    known = code_rules()
    for key in ("select", "extend_select", "ignore"):
        for code in getattr(config, key) or ():
            if code not in known:
                raise ReweaveError(
                    f"unknown rule {quoted(code)} in code.{key.replace('_', '-')}",
                    code="config-invalid",
                    suggestion=did_you_mean(code, known, "see `reweave code rules`"),
                )
    selected = {code for code, rule in known.items() if rule.default} if config.select is None else {*config.select}
    selected = (selected | {*config.extend_select}) - {*config.ignore}
    return [rule for code, rule in known.items() if code in selected]

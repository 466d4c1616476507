"""The command `rules`."""

import dataclasses
import inspect
import json
from typing import Annotated, Any

import typer

from reweave.cli.options import ListFormat
from reweave.errors import ReweaveError
from reweave.exits import Exit
from reweave.rules.base import Rule
from reweave.rules.registry import all_rules


def rules(
    name: Annotated[str | None, typer.Argument(help="Show one rule in full.", metavar="[NAME]")] = None,
    output_format: ListFormat = "text",
) -> int:
    """List the rules, or explain one with its options and examples.

    Example:
    reweave rules quotes
    """
    known = all_rules()
    if name is not None and name not in known:
        import difflib

        near = difflib.get_close_matches(name, known, 1)
        hint = f'did you mean "{near[0]}"?' if near else "`reweave rules` lists them"
        raise ReweaveError(f'there is no rule "{name}"', code="no-such-rule", suggestion=hint)
    chosen = list(known.values()) if name is None else [known[name]]
    if output_format == "json":
        print(json.dumps({"schema": "reweave/rules/1", "rules": [_data(rule) for rule in chosen]}, indent=2))
    elif name is None:
        width = max(map(len, known))
        for rule in chosen:
            on = "on " if rule.default else "off"
            print(f"{rule.name:{width}}  {on}  {rule.safety.value:6}  {rule.kind.value:7}  {_page(rule)[0]}")
        print("\n`on`: selected where the configuration does not say. `unsafe`: written with --unsafe only.")
    else:
        _explain(chosen[0])
    return Exit.DONE


def _page(rule: type[Rule]) -> list[str]:
    return inspect.cleandoc(rule.__doc__ or "").split("\n")


def _options(rule: type[Rule]) -> dict[str, Any]:
    return {
        field.name.replace("_", "-"): getattr(rule.options_type(), field.name)
        for field in dataclasses.fields(rule.options_type)
    }


def _data(rule: type[Rule]) -> dict[str, Any]:
    return {
        "name": rule.name,
        "kind": rule.kind.value,
        "safety": rule.safety.value,
        "default": rule.default,
        "options": _options(rule),
        "documentation": "\n".join(_page(rule)),
        "examples": [
            {"title": one.title, "options": dict(one.options), "before": one.before, "after": one.after}
            for one in rule.examples
        ],
    }


def _explain(rule: type[Rule]) -> None:
    on = "on by default" if rule.default else f'off by default; `extend-select = ["{rule.name}"]` turns it on'
    print(f"{rule.name} ({rule.kind.value}, {rule.safety.value}): {on}\n")
    print("\n".join(_page(rule)))
    options = _options(rule)
    if options:
        print(f"\n{inspect.cleandoc(rule.options_type.__doc__ or '')}\n\n[rules.{rule.name}]")
        for key, value in options.items():
            print(f"{key} = {json.dumps(value)}")
    for one in rule.examples:
        given = "".join(f" ({key} = {json.dumps(value)})" for key, value in one.options.items())
        print(f"\n{one.title}{given}:\n")
        shown = one.after if one.before != one.after else "(left as it is)\n"
        print(_indented(one.before) + "    ->\n" + _indented(shown), end="")


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.removesuffix("\n").split("\n"))

import dataclasses
import inspect
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reweave.cli.options import ListFormat
from reweave.cli.printing.answer import answer
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.rules.base import Rule
from reweave.rules.registry import all_rules
from reweave.suggestion import did_you_mean
from reweave.text import quoted

if TYPE_CHECKING:
    from reweave.schemas import rules as answers


def rules(
    name: Annotated[str | None, typer.Argument(help="Explain this rule.", metavar="[NAME]")] = None,
    output_format: ListFormat = "text",
) -> int:
    """List the rules, or explain one.

    The explanation of a rule has its options and examples.

    Example:
    reweave rules quotes
    """
    known = all_rules()
    if name is not None and name not in known:
        hint = did_you_mean(name, known, "see `reweave rules`")
        raise ReweaveError(f"unknown rule {quoted(name)}", code="no-such-rule", suggestion=hint)
    chosen = list(known.values()) if name is None else [known[name]]
    lines = _list if name is None else _explain
    answer("rules", output_format, lambda: _data(chosen), lambda: lines(chosen))
    return Exit.DONE


def _list(rules: Sequence[type[Rule]]) -> Iterator[str]:
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        on = "on " if rule.default else "off"
        yield f"{rule.name:{width}}  {on}  {rule.safety.value:6}  {rule.kind.value:7}  {_page(rule)[0]}"
    yield "\n`on`: selected by default. `unsafe`: applied only with --unsafe."


def _page(rule: type[Rule]) -> list[str]:
    return inspect.cleandoc(rule.__doc__ or "").split("\n")


def _options(rule: type[Rule]) -> dict[str, Any]:
    return {
        field.name.replace("_", "-"): getattr(rule.options_type(), field.name)
        for field in dataclasses.fields(rule.options_type)
    }


def _data(rules: Sequence[type[Rule]]) -> "answers.Rules":
    return {"rules": [_rule(rule) for rule in rules]}


def _rule(rule: type[Rule]) -> "answers.Rule":
    return {
        "name": rule.name,
        "kind": rule.kind.value,
        "safety": rule.safety,
        "default": rule.default,
        "options": _options(rule),
        "documentation": "\n".join(_page(rule)),
        "examples": [
            {"title": one.title, "options": dict(one.options), "before": one.before, "after": one.after}
            for one in rule.examples
        ],
    }


def _explain(rules: Sequence[type[Rule]]) -> Iterator[str]:
    rule = rules[0]
    on = "on by default" if rule.default else f'off by default; `extend-select = ["{rule.name}"]` turns it on'
    yield f"{rule.name} ({rule.kind.value}, {rule.safety.value}): {on}\n"
    yield from _page(rule)
    options = _options(rule)
    if options:
        yield f"\n{inspect.cleandoc(rule.options_type.__doc__ or '')}\n\n[rules.{rule.name}]"
        for key, value in options.items():
            yield f"{key} = {json.dumps(value)}"
    for one in rule.examples:
        given = "".join(f" ({key} = {json.dumps(value)})" for key, value in one.options.items())
        yield f"\n{one.title}{given}:\n"
        yield from _indented(one.before)
        yield "    ->"
        yield from _indented(one.after if one.before != one.after else "(unchanged)\n")


def _indented(text: str) -> Iterator[str]:
    yield from (f"    {line}" for line in text.removesuffix("\n").split("\n"))

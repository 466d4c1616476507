"""The command `code rules`."""

import inspect
import json
from typing import Annotated, Any

import typer

from reweave.cli.options import ListFormat
from reweave.code.base import CodeRule, program
from reweave.code.registry import code_rules
from reweave.errors import ReweaveError
from reweave.exits import Exit


def rules(
    code: Annotated[str | None, typer.Argument(help="Show one rule in full.", metavar="[CODE]")] = None,
    output_format: ListFormat = "text",
) -> int:
    """List the rules about code, or explain one with its examples.

    Example:
    reweave code rules RW101
    """
    known = code_rules()
    if code is not None and code not in known:
        raise ReweaveError(
            f'there is no rule "{code}"', code="no-such-rule", suggestion="`reweave code rules` lists them"
        )
    chosen = list(known.values()) if code is None else [known[code]]
    if output_format == "json":
        print(json.dumps({"schema": "reweave/code-rules/1", "rules": [_data(rule) for rule in chosen]}, indent=2))
    elif code is None:
        for rule in chosen:
            print(f"{rule.code}  {rule.safety.value:6}  {_page(rule)[0]}")
        print("\n`safe`: written by `reweave code fix`. `unsafe`: with --unsafe only. `report`: a person has to act.")
    else:
        _explain(chosen[0])
    return Exit.DONE


def _page(rule: CodeRule) -> list[str]:
    return inspect.cleandoc(rule.__doc__ or "").split("\n")


def _data(rule: CodeRule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "safety": rule.safety.value,
        "documentation": "\n".join(_page(rule)),
        "invalid": [
            {"before": program(one.before), "after": None if one.after is None else program(one.after)}
            for one in rule.invalid
        ],
        "valid": [program(one) for one in rule.valid],
    }


def _explain(rule: CodeRule) -> None:
    print(f"{rule.code} ({rule.safety.value})\n")
    print("\n".join(_page(rule)))
    for one in rule.invalid:
        print(f"\nFound:\n\n{_indented(program(one.before))}", end="")
        if one.after is not None:
            print(f"    ->\n{_indented(program(one.after))}", end="")
    for text in rule.valid:
        print(f"\nNot found:\n\n{_indented(program(text))}", end="")


def _indented(text: str) -> str:
    return "".join(f"    {line}".rstrip() + "\n" for line in text.removesuffix("\n").split("\n"))

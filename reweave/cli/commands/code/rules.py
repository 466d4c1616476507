import inspect
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import ListFormat
from reweave.cli.printing.answer import answer
from reweave.code.registry import code_rules
from reweave.code.rule import CodeRule, program
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.suggestion import did_you_mean
from reweave.text import quoted

if TYPE_CHECKING:
    from reweave.schemas import code_rules as answers


def rules(
    code: Annotated[str | None, typer.Argument(help="Explain this rule.", metavar="[CODE]")] = None,
    output_format: ListFormat = "text",
) -> int:
    """List the rules for code, or explain one.

    Example:
    reweave code rules RW101
    """
    known = code_rules()
    if code is not None and code not in known:
        hint = did_you_mean(code, known, "see `reweave code rules`")
        raise ReweaveError(f"unknown rule {quoted(code)}", code="no-such-rule", suggestion=hint)
    chosen = list(known.values()) if code is None else [known[code]]
    lines = _list if code is None else _explain
    answer("code-rules", output_format, lambda: _data(chosen), lambda: lines(chosen))
    return Exit.DONE


def _list(rules: Sequence[CodeRule]) -> Iterator[str]:
    for rule in rules:
        yield f"{rule.code}  {rule.safety.value:6}  {_page(rule)[0]}"
    yield "\n`safe`: fixed by `reweave code fix`. `unsafe`: fixed with --unsafe. `report`: fix manually."


def _page(rule: CodeRule) -> list[str]:
    return inspect.cleandoc(rule.__doc__ or "").split("\n")


def _data(rules: Sequence[CodeRule]) -> "answers.CodeRules":
    return {"rules": [_rule(rule) for rule in rules]}


def _rule(rule: CodeRule) -> "answers.CodeRule":
    return {
        "code": rule.code,
        "safety": rule.safety,
        "documentation": "\n".join(_page(rule)),
        "invalid": [
            {"before": program(one.before), "after": None if one.after is None else program(one.after)}
            for one in rule.invalid
        ],
        "valid": [program(one) for one in rule.valid],
    }


def _explain(rules: Sequence[CodeRule]) -> Iterator[str]:
    rule = rules[0]
    yield f"{rule.code} ({rule.safety.value})\n"
    yield from _page(rule)
    for one in rule.invalid:
        yield "\nInvalid:\n"
        yield from _indented(program(one.before))
        if one.after is not None:
            yield "    ->"
            yield from _indented(program(one.after))
    for text in rule.valid:
        yield "\nValid:\n"
        yield from _indented(program(text))


def _indented(text: str) -> Iterator[str]:
    yield from (f"    {line}".rstrip() for line in text.removesuffix("\n").split("\n"))

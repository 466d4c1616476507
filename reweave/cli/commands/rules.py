import inspect
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import ListFormat
from reweave.cli.printing.answer import answer
from reweave.cli.printing.rules import default_options, rule_list, rule_page, terminal_width
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

    def lines() -> Iterator[str]:
        width = terminal_width()
        return rule_list(chosen, width) if name is None else rule_page(known[name], width)

    answer("rules", output_format, lambda: _data(chosen), lines)
    return Exit.DONE


def _data(rules: Sequence[type[Rule]]) -> "answers.Rules":
    return {"rules": [_rule(rule) for rule in rules]}


def _rule(rule: type[Rule]) -> "answers.Rule":
    return {
        "name": rule.name,
        "kind": rule.kind.value,
        "safety": rule.safety,
        "default": rule.default,
        "options": default_options(rule),
        "documentation": inspect.cleandoc(rule.__doc__ or ""),
        "examples": [
            {"title": one.title, "options": dict(one.options), "before": one.before, "after": one.after}
            for one in rule.examples
        ],
    }

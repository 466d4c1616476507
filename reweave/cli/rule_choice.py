"""`--select`, `--extend-select` and `--ignore`: the rules of one command line."""

from collections.abc import Callable, Collection, Sequence

from reweave.errors import ReweaveError
from reweave.run.workspace import Workspace
from reweave.text import quoted

Given = Sequence[str] | None
"""The values of an option that takes names of rules, each with commas between them."""


def with_rules(workspace: Workspace, select: Given, extend_select: Given, ignore: Given) -> Workspace:
    """Return the workspace with the rules for notes that the command line chooses.

    `--select` and `--extend-select` overrule the configuration, but for what `[[overrides]]` ignore; `--ignore`
    overrules all of it.

    Raises:
        ReweaveError: a rule is unknown (`no-such-rule`).
    """
    if select is None and extend_select is None and ignore is None:
        return workspace
    from reweave.rules.registry import rule_names

    config = workspace.config
    only = None if select is None else _names("--select", select, rule_names)
    more = _names("--extend-select", extend_select or (), rule_names)
    ignored = _names("--ignore", ignore or (), rule_names)
    overrides = tuple(
        override._replace(
            select=override.select if only is None else None,
            extend_select=override.extend_select if only is None else (),
            ignore=(*override.ignore, *ignored),
        )
        for override in config.overrides
    )
    chosen = config._replace(
        select=config.select if only is None else only,
        extend_select=(*(config.extend_select if only is None else ()), *more),
        ignore=(*(name for name in config.ignore if only is None and name not in more), *ignored),
        overrides=overrides,
    )
    return workspace._replace(config=chosen)


def with_code_rules(workspace: Workspace, select: Given, extend_select: Given, ignore: Given) -> Workspace:
    """Return the workspace with the rules for code that the command line chooses; it overrules the configuration.

    Raises:
        ReweaveError: a rule is unknown (`no-such-rule`).
    """
    if select is None and extend_select is None and ignore is None:
        return workspace
    from reweave.code.registry import code_rules

    code = workspace.config.code
    only = None if select is None else _names("--select", select, code_rules)
    more = _names("--extend-select", extend_select or (), code_rules)
    ignored = _names("--ignore", ignore or (), code_rules)
    chosen = code._replace(
        select=code.select if only is None else only,
        extend_select=(*(code.extend_select if only is None else ()), *more),
        ignore=(*(name for name in code.ignore if only is None and name not in more), *ignored),
    )
    return workspace._replace(config=workspace.config._replace(code=chosen))


def _names(option: str, given: Sequence[str], known: Callable[[], Collection[str]]) -> tuple[str, ...]:
    names = tuple(name for value in given for name in (part.strip() for part in value.split(",")) if name)
    for name in names:
        if name not in known():
            from reweave.suggestion import did_you_mean

            raise ReweaveError(
                f"{option}: unknown rule {quoted(name)}",
                code="no-such-rule",
                suggestion=did_you_mean(name, sorted(known())),
            )
    return names

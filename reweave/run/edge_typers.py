"""Edge typers by the names of --type-by: the statements of notes, or a configured model."""

import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.run.workspace import Workspace
from reweave.suggestion import did_you_mean
from reweave.text import count_of, quoted
from reweave.verbosity import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reweave.config.judge import JudgeConfig
    from reweave.vault.vault import Vault
    from reweave.weave.judge.model import JudgeModel
    from reweave.weave.judge.run import JudgeRun
    from reweave.weave.verdict import EdgeTyper, Verdict


def stated_typer() -> "EdgeTyper":
    """Return what types edges by the statements of bodies, as weave does, for an evaluation.

    It follows every reading of a name. What fields say, a mere mention, and what only follows from another edge have no
    type here: weave writes none of them.
    """
    from dataclasses import replace

    from reweave.weave.promotion import is_promotable
    from reweave.weave.stated.edge_types import type_edges

    def ask(vault: "Vault", pairs: "Sequence[tuple[int, int]]") -> "Iterator[Verdict]":
        for one in type_edges(vault, pairs, follow_ambiguous=True, derived=False):
            yield one if is_promotable(one) else replace(one, type=None)

    return ask


@dataclass(slots=True)
class JudgeLimits:
    """The limits of a judge beside its own budget: the `cost` of the run, and when it is `out_of_time`.

    The judge fills in what it `spent`, how many pairs it `left` unasked, and in `stop` the reason.
    """

    cost: float | None = None
    out_of_time: "Callable[[], bool]" = lambda: False
    spent: float = 0.0
    left: int = 0
    stop: str = ""


TIME_UP = "the time is up"


class NamedJudge(NamedTuple):
    """A judge that the user has set up: its name, and its configuration."""

    name: str
    config: "JudgeConfig"


def find_judge(config: Config, name: str, user_config: Path | None) -> NamedJudge:
    """Return the judge called `name` of the user's own configuration (`None`: in its usual place).

    `judge` is the one that `[weave] judge` of the vault's configuration names, or else the only one.

    Raises:
        ReweaveError: none has that name, several may be meant (`no-such-typer`), or none is set up (`judge-missing`).
    """
    from reweave.config.user import load_user_config, user_file

    judges = load_user_config(user_config).judges
    if not judges:
        file = user_config or user_file() or "~/.config/reweave/config.toml"
        hint = f"add [judges.NAME] with url and model, or with command, to your own configuration, {file}"
        message = "no judge is set up" if name == "judge" else f"unknown typer {quoted(name)}: no judge is set up"
        raise ReweaveError(message, code="judge-missing", suggestion=hint)
    wanted = name
    if name == "judge":
        wanted = config.weave.judge or (next(iter(judges)) if len(judges) == 1 else "")
    if wanted not in judges:
        raise _unknown_judge(name, wanted, sorted(judges))
    return NamedJudge(wanted, judges[wanted])


def _unknown_judge(name: str, wanted: str, judges: list[str]) -> ReweaveError:
    if name != "judge":
        hint = did_you_mean(name, ["stated", "judge", *judges])
        return ReweaveError(f"unknown typer {quoted(name)}", code="no-such-typer", suggestion=hint)
    if not wanted:
        hint = f"use --type-by with one of {', '.join(map(quoted, judges))}, or set [weave] judge"
        return ReweaveError("several judges are set up", code="no-such-typer", suggestion=hint)
    message = f"the vault asks for the judge {quoted(wanted)}, which your own configuration does not set up"
    return ReweaveError(message, code="no-such-typer", suggestion=did_you_mean(wanted, judges))


def open_judge(workspace: Workspace, judge: NamedJudge, limits: JudgeLimits | None = None) -> "EdgeTyper":
    """Return a judge. It announces its cost before the first request, and reports after the last.

    It returns verdicts of any confidence. The budget holds for all calls of the typer together.

    Raises:
        ReweaveError: its key is not set, its program or the client is not installed, or a limit of cost has no price.
    """
    from reweave.weave.judge.budget import Budget
    from reweave.weave.judge.cache import Cache
    from reweave.weave.judge.judge import Judge
    from reweave.weave.judge.run import JudgeRun

    config = judge.config
    if limits is not None and limits.cost is not None and not config.has_price:
        hint = f"set input-price and output-price in [judges.{judge.name}] of your own configuration"
        raise ReweaveError("run.max-cost needs a price", code="config-invalid", suggestion=hint)
    _warn_of_types(workspace, judge)
    model = _model(config)
    cache = Cache(workspace.state / "judge")
    limits = limits or JudgeLimits()
    budget = Budget(min((most for most in (config.budget, limits.cost) if most is not None), default=None))

    def ask(vault: "Vault", pairs: "Sequence[tuple[int, int]]") -> "Iterator[Verdict]":
        run = JudgeRun(budget)
        asking = Judge(vault, config, model, cache, run)
        estimate = asking.estimate(pairs)
        say(f"judge {judge.name}: {_described(config)}")
        tokens = estimate.tokens.sent + estimate.tokens.received
        price = f", {estimate.cost:.2f} at your prices" if config.has_price else ""
        about = f" about {count_of(estimate.pairs, 'pair')}" if estimate.pairs != estimate.asked else ""
        say(f"{count_of(estimate.asked, 'question')} to ask{about}, at most about {tokens:,} tokens{price}")
        say(f"{count_of(estimate.cached, 'answer')} cached; {count_of(estimate.skipped, 'pair')} skipped")
        spent = budget.spent
        yield from asking.judge(_in_time(pairs, run, limits.out_of_time))
        limits.spent, limits.left, limits.stop = budget.spent, limits.left + run.left, run.stop
        for line in _summary(run, budget.spent - spent):
            say(line)

    return ask


def _model(config: "JudgeConfig") -> "JudgeModel":
    if config.command:
        from reweave.weave.judge.program import JudgeProgram

        return JudgeProgram(config)
    from reweave.weave.judge.endpoint import Endpoint

    return Endpoint(config, os.environ)


def _described(config: "JudgeConfig") -> str:
    if config.command:
        return shlex.join(config.command)
    return f"{config.model} at {config.url}" + (f", key from {config.key_variable}" if config.key_variable else "")


def _warn_of_types(workspace: Workspace, judge: NamedJudge) -> None:
    """Say which types of `confidence-by-type` this vault does not have: another vault may, or it is a typo."""
    known = {edge_type.name for edge_type in workspace.config.weave.types}
    for name in judge.config.confidence_by_type:
        if name not in known:
            say(f"[judges.{judge.name}.confidence-by-type]: this vault has no edge type {quoted(name)}")


def _in_time(
    pairs: "Sequence[tuple[int, int]]", run: "JudgeRun", out_of_time: "Callable[[], bool]"
) -> "Iterator[tuple[int, int]]":
    """Yield the pairs, and tell the judge to stop asking when the time is up."""
    for pair in pairs:
        if out_of_time():
            run.stop = run.stop or TIME_UP
        yield pair


def confident_judge(workspace: Workspace, judge: NamedJudge, limits: JudgeLimits | None = None) -> "EdgeTyper":
    """Return a judge for writing edges: below the configured confidence, a verdict has no type.

    Raises:
        ReweaveError: as `open_judge`.
    """
    from reweave.weave.judge.judge import confident

    ask = open_judge(workspace, judge, limits)

    def ask_confidently(vault: "Vault", pairs: "Sequence[tuple[int, int]]") -> "Iterator[Verdict]":
        return confident(ask(vault, pairs), judge.config)

    return ask_confidently


def _summary(run: "JudgeRun", spent: float) -> "Iterator[str]":
    yield (
        f"{run.asked:,} asked, {run.cached:,} cached, {count_of(run.refused, 'answer')} refused, "
        f"{run.unanswered:,} unanswered; spent {spent:.4f}"
    )
    if run.stop:
        yield f"stopped: {run.stop}; {count_of(run.left, 'pair')} left, run the same command to continue"

"""Edge typers by the names of --type-by: the statements of notes, or a configured model."""

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reweave.errors import ReweaveError
from reweave.run.workspace import Workspace
from reweave.suggestion import did_you_mean
from reweave.text import count_of, quoted
from reweave.verbosity import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reweave.config.judge import JudgeConfig
    from reweave.vault.vault import Vault
    from reweave.weave.judge.run import JudgeRun
    from reweave.weave.verdict import EdgeTyper, Verdict


def find_typer(name: str, workspace: Workspace) -> "EdgeTyper":
    """Return the typer called `name` for an evaluation: `stated` follows every note that an ambiguous name may mean.

    Raises:
        ReweaveError: the name is unknown, or the judge cannot be asked.
    """
    if name == "stated":
        from functools import partial

        from reweave.weave.stated.edge_types import type_edges

        return partial(type_edges, follow_ambiguous=True)
    return open_judge(workspace, name)


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


def find_judge(workspace: Workspace, name: str) -> "JudgeConfig":
    """Return the configuration of the judge called `name`: `[weave.judge]`, or one of `[weave.judges]`.

    Raises:
        ReweaveError: the name is unknown (`no-such-typer`).
    """
    weave = workspace.config.weave
    judges = {"judge": weave.judge, **weave.judges}
    if name not in judges:
        names = ["stated", *sorted(judges)]
        raise ReweaveError(f"unknown typer {quoted(name)}", code="no-such-typer", suggestion=did_you_mean(name, names))
    return judges[name]


def open_judge(workspace: Workspace, name: str, limits: JudgeLimits | None = None) -> "EdgeTyper":
    """Return the judge called `name`. It announces its cost before the first request, and reports after the last.

    It returns verdicts of any confidence. The budget holds for all calls of the typer together.

    Raises:
        ReweaveError: none is configured, its key is not set, or the client is not installed.
    """
    from reweave.weave.judge.budget import Budget
    from reweave.weave.judge.cache import Cache
    from reweave.weave.judge.endpoint import Endpoint
    from reweave.weave.judge.judge import Judge
    from reweave.weave.judge.run import JudgeRun

    config = find_judge(workspace, name)
    endpoint = Endpoint(config, os.environ)
    cache = Cache(workspace.state / "judge")
    limits = limits or JudgeLimits()
    budget = Budget(min((most for most in (config.budget, limits.cost) if most is not None), default=None))

    def ask(vault: "Vault", pairs: "Sequence[tuple[int, int]]") -> "Iterator[Verdict]":
        run = JudgeRun(budget)
        judge = Judge(vault, config, endpoint, cache, run)
        estimate = judge.estimate(pairs)
        key = f", key from {config.key_variable}" if config.key_variable else ""
        say(f"judge {config.model} at {config.base_url}{key}")
        tokens = estimate.tokens.sent + estimate.tokens.received
        price = f", {estimate.cost:.2f} at your prices" if config.input_price or config.output_price else ""
        say(f"{count_of(estimate.asked, 'question')} to ask, at most about {tokens:,} tokens{price}")
        say(f"{estimate.cached:,} answers cached; {estimate.skipped:,} pairs skipped")
        spent = budget.spent
        yield from judge.judge(_in_time(pairs, run, limits.out_of_time))
        limits.spent, limits.left, limits.stop = budget.spent, limits.left + run.left, run.stop
        for line in _summary(run, budget.spent - spent):
            say(line)

    return ask


def _in_time(
    pairs: "Sequence[tuple[int, int]]", run: "JudgeRun", out_of_time: "Callable[[], bool]"
) -> "Iterator[tuple[int, int]]":
    """Yield the pairs, and tell the judge to stop asking when the time is up."""
    for pair in pairs:
        if out_of_time():
            run.stop = run.stop or TIME_UP
        yield pair


def confident_judge(workspace: Workspace, name: str, limits: JudgeLimits | None = None) -> "EdgeTyper":
    """Return the judge called `name` for writing edges: below the configured confidence, a verdict has no type.

    Raises:
        ReweaveError: as `open_judge`.
    """
    from reweave.weave.judge.judge import confident

    ask = open_judge(workspace, name, limits)
    config = find_judge(workspace, name)

    def ask_confidently(vault: "Vault", pairs: "Sequence[tuple[int, int]]") -> "Iterator[Verdict]":
        return confident(ask(vault, pairs), config)

    return ask_confidently


def _summary(run: "JudgeRun", spent: float) -> "Iterator[str]":
    yield (
        f"{run.asked:,} asked, {run.cached:,} cached, {run.refused:,} answers refused, {run.unanswered:,} unanswered; "
        f"spent {spent:.4f}"
    )
    if run.stop:
        yield f"stopped: {run.stop}; {count_of(run.left, 'pair')} left, run the same command to continue"

"""Who says the types of edges, by the name that a user gives."""

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reweave.errors import ReweaveError
from reweave.run.workspace import Workspace
from reweave.suggestion import did_you_mean
from reweave.text import quoted
from reweave.verbosity import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reweave.config.judge import JudgeConfig
    from reweave.vault.vault import Vault
    from reweave.weave.judge.run import JudgeRun
    from reweave.weave.verdict import EdgeTyper, Verdict


def find_typer(name: str, workspace: Workspace) -> "EdgeTyper":
    """Return the typer called `name`, for measuring: `stated` follows each note that an ambiguous name may mean.

    Raises:
        ReweaveError: there is none of that name, or the judge cannot be asked.
    """
    if name == "stated":
        from functools import partial

        from reweave.weave.stated.edge_types import type_edges

        return partial(type_edges, follow_ambiguous=True)
    return open_judge(workspace, name)


@dataclass(slots=True)
class Bounds:
    """What bounds a judge beside its budget: the most that a run may cost, and when its time is `over`.

    The judge fills in what it `spent`, which pairs it `left` unasked, and why.
    """

    cost: float | None = None
    over: "Callable[[], bool]" = lambda: False
    spent: float = 0.0
    left: int = 0
    stop: str = ""


OVER = "the time is up"


def find_judge(workspace: Workspace, name: str) -> "JudgeConfig":
    """Return the configuration of the judge called `name`: `[weave.judge]`, or one of `[weave.judges]`.

    Raises:
        ReweaveError: there is none of that name.
    """
    weave = workspace.config.weave
    judges = {"judge": weave.judge, **weave.judges}
    if name not in judges:
        names = ["stated", *sorted(judges)]
        raise ReweaveError(
            f"unknown --type-by {quoted(name)}", code="no-such-typer", suggestion=did_you_mean(name, names)
        )
    return judges[name]


def open_judge(workspace: Workspace, name: str, bounds: Bounds | None = None) -> "EdgeTyper":
    """Return the judge of that name. What it may cost is said before its first request, what it did after the last.

    Its verdicts are given whatever their confidence. The budget holds for all calls of the typer together.

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
    bounds = bounds or Bounds()
    budget = Budget(min((one for one in (config.budget, bounds.cost) if one is not None), default=None))

    def ask(vault: "Vault", pairs: "Sequence[tuple[int, int]]") -> "Iterator[Verdict]":
        run = JudgeRun(budget)
        judge = Judge(vault, config, endpoint, cache, run)
        estimate = judge.estimate(pairs)
        key = f", key from {config.key_variable}" if config.key_variable else ""
        say(f"judge {config.model} at {config.base_url}{key}")
        tokens = estimate.tokens.sent + estimate.tokens.received
        price = f", {estimate.cost:.2f} at your prices" if config.input_price or config.output_price else ""
        say(f"{estimate.asked:,} questions to ask: at most about {tokens:,} tokens{price}")
        say(f"{estimate.cached:,} answers are known; {estimate.skipped:,} pairs are not asked about")
        spent = budget.spent
        yield from judge.judge(_in_time(pairs, run, bounds.over))
        bounds.spent, bounds.left, bounds.stop = budget.spent, bounds.left + run.left, run.stop
        for line in _summary(run, budget.spent - spent):
            say(line)

    return ask


def _in_time(
    pairs: "Sequence[tuple[int, int]]", run: "JudgeRun", over: "Callable[[], bool]"
) -> "Iterator[tuple[int, int]]":
    """Yield the pairs; when the time is up, what is not asked yet is not asked any more."""
    for pair in pairs:
        if over():
            run.stop = run.stop or OVER
        yield pair


def sure_judge(workspace: Workspace, name: str, bounds: Bounds | None = None) -> "EdgeTyper":
    """Return the judge of that name for writing: a verdict with less than the configured confidence has no type.

    Raises:
        ReweaveError: as `open_judge`.
    """
    from reweave.weave.judge.judge import confident

    ask = open_judge(workspace, name, bounds)
    config = find_judge(workspace, name)

    def ask_surely(vault: "Vault", pairs: "Sequence[tuple[int, int]]") -> "Iterator[Verdict]":
        return confident(ask(vault, pairs), config)

    return ask_surely


def _summary(run: "JudgeRun", spent: float) -> "Iterator[str]":
    yield (
        f"{run.asked:,} asked, {run.cached:,} known, {run.refused:,} answers refused, {run.unanswered:,} unanswered; "
        f"spent {spent:.4f}"
    )
    if run.stop:
        yield f"stopped: {run.stop}; {run.left:,} pairs left, the same command goes on with them"

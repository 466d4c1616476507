"""The limits that a weave reached."""

from dataclasses import replace

from reweave.output.report import Stop
from reweave.run.edge_typers import TIME_UP, JudgeLimits, NamedJudge
from reweave.run.state import RunState
from reweave.run.woven import Woven
from reweave.verbosity import say


def with_weave_stops(state: RunState, woven: Woven, judge: NamedJudge | None, limits: JudgeLimits) -> RunState:
    """Return the state with the limits that kept edges from being written, or pairs from being asked about."""
    if woven.beyond:
        state = state.stopped_by("max-edges", {"edges": woven.beyond})
    return state if judge is None or not limits.left else _with_judge_stop(state, judge, limits)


def _with_judge_stop(state: RunState, judge: NamedJudge, limits: JudgeLimits) -> RunState:
    from reweave.weave.judge.judge import SPENT

    left = {"pairs": limits.left}
    budget, cost = judge.config.budget, state.config.run.max_cost
    if limits.stop == TIME_UP:
        return state.stopped_by("max-minutes", left)
    if limits.stop == SPENT and cost is not None and (budget is None or cost <= budget):
        return state.stopped_by("max-cost", left)
    if limits.stop == SPENT and budget is not None:
        return replace(state, stops=(*state.stops, Stop(f"judges.{judge.name}.budget", budget, left)))
    say(f"the judge stopped: {limits.stop}")
    return state

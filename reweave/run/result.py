"""The result of a run, as its report and its push need it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reweave.git.delivery import Delivery
from reweave.git.repository import Repository
from reweave.git.target import Target
from reweave.lint.result import LintResult
from reweave.note.finding import Finding
from reweave.output.report import Stop
from reweave.run.push_result import PushResult
from reweave.run.woven import Woven

if TYPE_CHECKING:
    from reweave.weave.stale_proposal import StaleProposal


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """The commits that a run made, or would make (`dry_run`), and all that it found.

    `prefix` is the vault's folder in the repository (empty, or ending with `/`). `known` are findings that are
    accepted. `base` is the commit that was asked for, `target.base` the one that the run's commits build on. `merged`
    are the notes that were merged by meaning to get there, `stale` the edges that no longer held and are gone,
    `stale_left` those that could not be taken out, each with the reason. `pending` counts the changes that are pending
    on other branches by their names, `stops` are the limits that were reached, `seconds` is how long each part took.
    `push` is `None` if nothing was to be pushed.
    """

    repository: Repository
    target: Target
    lint: LintResult
    known: frozenset[Finding]
    weave: Woven | None
    delivery: Delivery
    dry_run: bool
    prefix: str
    base: str
    merged: tuple[str, ...]
    stale: "Sequence[StaleProposal]"
    stale_left: "Sequence[tuple[StaleProposal, str]]"
    pending: Mapping[str, int]
    stops: Sequence[Stop]
    cost: float
    seconds: Mapping[str, float]
    push: PushResult | None = None

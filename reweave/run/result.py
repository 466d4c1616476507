"""What a run did, or would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reweave.git.commits import Delivery, Target
from reweave.git.repository import Repository
from reweave.lint.linter import LintResult
from reweave.output.report import Stop
from reweave.run.push_result import PushResult

if TYPE_CHECKING:
    from reweave.weave.pipeline import WeaveResult
    from reweave.weave.stale import StaleProposal


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did, or would do (`dry_run`): where, what it found, and its commits.

    `prefix` is the vault's folder in the repository (empty, or ending with `/`). `base` is the commit that was asked
    for, `target.base` the one that the commits stand on. `merged` are the notes that were merged by meaning to get
    there, `superseded` the edges that were taken out because they no longer hold, `kept` those that should have been,
    each with what stands against it. `waiting` counts the changes that wait on other branches by their names, `stops`
    are the limits that were reached, `seconds` how long each part took. `sent` is what became of a push.
    """

    repository: Repository
    target: Target
    sweep: LintResult
    weaving: "WeaveResult | None"
    delivery: Delivery
    dry_run: bool
    prefix: str
    base: str
    merged: tuple[str, ...] = ()
    superseded: "Sequence[StaleProposal]" = ()
    kept: "Sequence[tuple[StaleProposal, str]]" = ()
    waiting: Mapping[str, int] = field(default_factory=dict)
    stops: Sequence[Stop] = ()
    cost: float = 0.0
    seconds: Mapping[str, float] = field(default_factory=dict)
    sent: PushResult | None = None

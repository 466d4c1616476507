"""Commands that make a plan, and show, write, commit or save it: the options that they share."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reweave.cli.options import Author, Branch, Commit, ConfigFile, Diff, ListFormat, PlanFile, Trailers

if TYPE_CHECKING:
    from reweave.plan.plan import Plan
    from reweave.run.note_source import NoteSource


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """What the command line says is to become of a plan."""

    diff: bool
    plan: Path | None
    commit: bool
    branch: str | None
    author: str | None
    trailer: list[str] | None
    config: Path | None
    output_format: str

    def finish(self, make: "Callable[[NoteSource], Plan]") -> int:
        """Do with the plan of `make` what is asked, print that, and return the exit code.

        Raises:
            ReweaveError: as `reweave.run.plan_execution.execute_plan`.
        """
        from reweave.cli.printing.plan import finish
        from reweave.run.branch_options import BranchOptions
        from reweave.run.plan_execution import PlanOptions

        commits = BranchOptions(branch=self.branch, author=self.author, trailers=tuple(self.trailer or ()))
        how = PlanOptions(diff=self.diff, commit=self.commit, commits=commits)
        return finish(make, how, self.plan, self.config, self.output_format)


def _options(
    diff: Diff = False,
    plan: PlanFile = None,
    commit: Commit = False,
    branch: Branch = None,
    author: Author = None,
    trailer: Trailers = None,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> PlanChoice:
    return PlanChoice(diff, plan, commit, branch, author, trailer, config, output_format)


def plan_command(command: Callable[..., int]) -> Callable[..., int]:
    """Return a command that takes the shared options; the function gets them as a `PlanChoice`, its last parameter."""
    shared = inspect.signature(_options).parameters

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> int:
        choice = _options(**{name: kwargs.pop(name) for name in shared if name in kwargs})
        return command(*args, **kwargs, choice=choice)

    own = inspect.signature(command)
    parameters = [one for name, one in own.parameters.items() if name != "choice"]
    run.__signature__ = own.replace(parameters=[*parameters, *shared.values()])  # type: ignore[attr-defined]
    return run

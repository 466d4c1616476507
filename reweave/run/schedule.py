"""The schedule that `reweave schedule` shows, installs or removes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.distribution import DISTRIBUTION, pinned_requirement
from reweave.errors import ReweaveError
from reweave.git.repository import Repository, head, open_repository
from reweave.schedule.base import Resource, Scheduler
from reweave.schedule.job import Job, make_job
from reweave.schedule.ownership import OwnershipState
from reweave.text import quoted

if TYPE_CHECKING:
    from reweave.schemas import schedule as answer

KINDS = ("systemd", "cron", "github", "gitlab", "forgejo")


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job, its scheduler, and the files that it consists of there."""

    kind: str
    job: Job
    scheduler: Scheduler
    resources: Sequence[Resource]

    def answer(self, action: str, written: Sequence[Resource] | None = None) -> "answer.Schedule":
        """Return the schedule for a JSON answer; `written` is what was written, where that is not what is expected."""
        return {
            "action": action,
            "kind": self.kind,
            "name": self.job.name,
            "at": f"{self.job.hour:02}:{self.job.minute:02}",
            "pieces": [
                {"place": one.location, "state": one.state, "content": one.content.decode()}
                for one in (self.resources if written is None else written)
            ],
            "notes": list(self.scheduler.instructions(self.job)),
        }


_REQUIREMENT = re.compile(r"[A-Za-z0-9][\w.-]*(?:\[(?P<extras>[\w,-]+)\])?(?: @ [^\s'\"$]+|==[\w.!+]+)", re.ASCII)


def open_schedule(
    repo: Path,
    chosen: Sequence[bool],
    at: str | None,
    push: str | None,
    *,
    pr: bool,
    requirement: str | None = None,
) -> Schedule:
    """Return the schedule that is `chosen` (options for `KINDS`, in that order); to remove one needs no `push`.

    A workflow installs `requirement`, by default exactly this reweave, with the extras that are named there or that the
    configuration of HEAD needs.

    Raises:
        ReweaveError: none or several are chosen, the time is not valid, or a file cannot be read.
    """
    named = [kind for kind, wanted in zip(KINDS, chosen, strict=True) if wanted]
    if len(named) != 1:
        options = ", ".join(f"--{kind}" for kind in KINDS)
        what = "missing scheduler" if not named else f"expected one scheduler, not {len(named)}"
        raise ReweaveError(what, code="usage", suggestion=f"use one of {options}")
    repository = open_repository(repo)
    if push is not None and named[0] in ("systemd", "cron"):
        from reweave.git.remote import find_remote

        # Write no job that cannot run; a path has to be right from any directory.
        remote = find_remote(repository, push, Path.cwd())
        if pr:
            _refuse_without_forge(repository, remote.url)
        push = push if remote.configured else remote.url
    extras: Sequence[str] = ()
    if push is None:
        requirement = DISTRIBUTION  # it is compared with nothing
    elif requirement is None:
        requirement, extras = pinned_requirement(), _extras(repository)
    else:
        match = _REQUIREMENT.fullmatch(requirement)
        if match is None:
            raise ReweaveError(
                f"--requirement: {quoted(requirement)} pins nothing",
                code="usage",
                suggestion="use 'NAME @ URL' or 'NAME==VERSION'",
            )
        extras = match["extras"].split(",") if match["extras"] else _extras(repository)
    job = make_job(repository, at, push or "origin", pr=pr, requirement=requirement, extras=tuple(extras))
    scheduler = _scheduler(named[0], repository)
    return Schedule(named[0], job, scheduler, scheduler.resources(job))


def installed_schedule(repository: Repository, chosen: Sequence[bool], requirement: str | None) -> Schedule:
    """Return the schedule of a workflow that is installed: its time and its pull request are as they are there.

    Raises:
        ReweaveError: as `open_schedule`.
    """
    folder = (repository.root or repository.git_dir) / repository.prefix
    first = open_schedule(folder, chosen, None, "origin", pr=True, requirement=requirement)
    place = Path(first.resources[0].location)
    if first.resources[0].state is OwnershipState.MISSING:
        return first
    from reweave.schedule.update import time_of

    current = place.read_text(encoding="utf-8", errors="replace")
    opens = re.search(r"reweave run .*--pr\b", current) is not None
    return open_schedule(folder, chosen, time_of(current), "origin", pr=opens, requirement=requirement)


def _refuse_without_forge(repository: Repository, url: str) -> None:
    """Refuse a job that could not open its pull request.

    Raises:
        ReweaveError: neither the URL nor the configuration tells the forge (`forge`).
    """
    from reweave.forge.detection import detect_forge
    from reweave.git.repository import resolve
    from reweave.run.committed_config import committed_config

    _, config = committed_config(repository, resolve(repository, "HEAD"))
    try:
        detect_forge(url, config.run.forge)
    except ReweaveError as error:
        what = "use --no-pr" if not error.suggestion or "--pr" in error.suggestion else error.suggestion
        raise ReweaveError(error.message, code=error.code, suggestion=what) from error


def _extras(repository: Repository) -> Sequence[str]:
    """Return the extras that the runs of a repository need, by the configuration of its HEAD."""
    now = head(repository).commit
    if now is None:
        return ()
    from reweave.run.committed_config import committed_config

    config = committed_config(repository, now)[1]
    needed = {
        "weave": config.run.weave and config.weave.dense is None,
        "dense": config.run.weave and config.weave.dense is not None,
        "schema": bool(config.rules.get("schema", {}).get("schemas")),
    }
    return [extra for extra, is_needed in needed.items() if is_needed]


def _scheduler(kind: str, repository: Repository) -> Scheduler:
    from reweave.schedule.cron import Cron
    from reweave.schedule.forgejo import ForgejoActions
    from reweave.schedule.github import GitHubActions
    from reweave.schedule.gitlab import GitLabCI
    from reweave.schedule.systemd import Systemd

    if kind == "systemd":
        return Systemd()
    if kind == "cron":
        return Cron()
    workflows: dict[str, Callable[[Path | None], Scheduler]] = {
        "github": GitHubActions,
        "gitlab": GitLabCI,
        "forgejo": ForgejoActions,
    }
    return workflows[kind](repository.root)

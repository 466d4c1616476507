"""What the commands of `reweave schedule` share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.errors import ReweaveError
from reweave.git.repository import Repository, open_repository
from reweave.schedule.base import Piece, Scheduler
from reweave.schedule.job import Job, make_job

if TYPE_CHECKING:
    from reweave.schemas import schedule as answer

KINDS = ("systemd", "cron", "github", "gitlab", "forgejo")


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job, where it is to be written, and what stands there."""

    kind: str
    job: Job
    scheduler: Scheduler
    pieces: Sequence[Piece]

    def answer(self, action: str) -> "answer.Schedule":
        """Return it for programs."""
        return {
            "action": action,
            "kind": self.kind,
            "name": self.job.name,
            "at": f"{self.job.hour:02}:{self.job.minute:02}",
            "pieces": [
                {"place": one.place, "state": one.state, "content": one.content.decode()} for one in self.pieces
            ],
            "notes": list(self.scheduler.notes(self.job)),
        }


def open_schedule(repo: Path, chosen: Sequence[bool], at: str | None, push: str | None, *, pr: bool) -> Schedule:
    """Return the schedule that the options (those of `KINDS`, in that order) name; one to be removed needs no `push`.

    Raises:
        ReweaveError: none or several are named, the time is none, or a place cannot be read.
    """
    named = [kind for kind, wanted in zip(KINDS, chosen, strict=True) if wanted]
    if len(named) != 1:
        options = ", ".join(f"--{kind}" for kind in KINDS)
        what = "missing scheduler" if not named else f"expected one scheduler, not {len(named)}"
        raise ReweaveError(what, code="usage", suggestion=f"use one of {options}")
    repository = open_repository(repo)
    if push is not None and named[0] in ("systemd", "cron"):
        from reweave.git.remote import find_remote

        # A job that cannot run is not written; a path has to be right from everywhere.
        remote = find_remote(repository, push, Path.cwd())
        if pr:
            _refuse_without_forge(repository, remote.url)
        push = push if remote.configured else remote.url
    job = make_job(repository, at, push or "origin", pr=pr)
    scheduler = _scheduler(named[0], repository)
    return Schedule(named[0], job, scheduler, scheduler.pieces(job))


def _refuse_without_forge(repository: Repository, url: str) -> None:
    """Refuse a job whose pull request would have nowhere to go.

    Raises:
        ReweaveError: the URL and the configuration do not tell the forge (`forge`).
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

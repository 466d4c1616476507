"""The command `schedule install`."""

from pathlib import Path

from reweave.cli.options import At, Cron, Forgejo, GitHub, GitLab, ListFormat, Pr, Push, Repo, Systemd
from reweave.exit_codes import Exit
from reweave.run.schedule import open_schedule
from reweave.text import escape
from reweave.verbosity import say

SCHEMAS = ("schedule",)


def install(
    systemd: Systemd = False,
    cron: Cron = False,
    github: GitHub = False,
    gitlab: GitLab = False,
    forgejo: Forgejo = False,
    at: At = None,
    push: Push = "origin",
    pr: Pr = True,
    repo: Repo = Path(),
    output_format: ListFormat = "text",
) -> int:
    """Write the unit, the line or the workflow that runs reweave once a day, and start it where there is a timer.

    A second time changes nothing. What reweave did not write, or what was edited since, is refused.

    Example:
    reweave schedule install --systemd --push origin
    """
    from reweave.schedule.base import refuse_foreign
    from reweave.schedule.ownership import OwnershipState

    schedule = open_schedule(repo, (systemd, cron, github, gitlab, forgejo), at, push, pr=pr)
    refuse_foreign(schedule.pieces, "written")
    schedule.scheduler.install(schedule.job, schedule.pieces)
    if output_format == "json":
        print(schedule.answer("install"))
        return Exit.DONE
    for piece in schedule.pieces:
        print(f"{'as it should be' if piece.state is OwnershipState.SAME else 'wrote'}: {escape(piece.place)}")
    for note in schedule.scheduler.notes(schedule.job):
        say(note)
    return Exit.DONE

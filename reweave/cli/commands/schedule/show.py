import sys
from pathlib import Path

from reweave.cli.options import At, Cron, Forgejo, GitHub, GitLab, ListFormat, Pr, Push, Repo, Requirement, Systemd
from reweave.exit_codes import Exit
from reweave.run.schedule import open_schedule
from reweave.text import escape
from reweave.verbosity import say

SCHEMAS = ("schedule",)


def show(
    systemd: Systemd = False,
    cron: Cron = False,
    github: GitHub = False,
    gitlab: GitLab = False,
    forgejo: Forgejo = False,
    at: At = None,
    push: Push = "origin",
    pr: Pr = True,
    requirement: Requirement = None,
    repo: Repo = Path(),
    output_format: ListFormat = "text",
) -> int:
    """Show what `install` would write.

    Prints the systemd units, the crontab line or the workflow; nothing is written.

    Example:
    reweave schedule show --github
    reweave schedule show --systemd --at 03:17
    """
    schedule = open_schedule(repo, (systemd, cron, github, gitlab, forgejo), at, push, pr=pr, requirement=requirement)
    if output_format == "json":
        from reweave.output.document import indented

        sys.stdout.write(indented("schedule", schedule.answer("show")))
        return Exit.DONE
    for resource in schedule.resources:
        if len(schedule.resources) > 1:
            print(f"# {escape(resource.location)}")
        sys.stdout.write(escape(resource.content.decode(), keep="\n"))
    for note in schedule.scheduler.instructions(schedule.job):
        say(note)
    return Exit.DONE

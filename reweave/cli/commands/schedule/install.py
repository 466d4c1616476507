import sys
from pathlib import Path

from reweave.cli.options import At, Cron, Forgejo, GitHub, GitLab, ListFormat, Pr, Push, Repo, Requirement, Systemd
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
    requirement: Requirement = None,
    repo: Repo = Path(),
    output_format: ListFormat = "text",
) -> int:
    """Install a daily run.

    Writes the systemd timer (and starts it), the crontab line or the workflow. Running it again changes nothing. Files
    that reweave did not write, or that were edited since, are left alone and reported as an error.

    Example:
    reweave schedule install --systemd --push origin
    """
    from reweave.schedule.base import refuse_foreign
    from reweave.schedule.ownership import OwnershipState

    schedule = open_schedule(repo, (systemd, cron, github, gitlab, forgejo), at, push, pr=pr, requirement=requirement)
    refuse_foreign(schedule.resources, "written")
    schedule.scheduler.install(schedule.job, schedule.resources)
    if output_format == "json":
        from reweave.output.document import indented

        sys.stdout.write(indented("schedule", schedule.answer("install")))
        return Exit.DONE
    for resource in schedule.resources:
        print(f"{'unchanged' if resource.state is OwnershipState.SAME else 'wrote'}: {escape(resource.location)}")
    for note in schedule.scheduler.instructions(schedule.job):
        say(note)
    return Exit.DONE

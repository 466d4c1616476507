import sys
from pathlib import Path

from reweave.cli.options import Cron, Forgejo, GitHub, GitLab, ListFormat, Repo, Systemd
from reweave.exit_codes import Exit
from reweave.run.schedule import open_schedule
from reweave.text import escape

SCHEMAS = ("schedule",)


def remove(
    systemd: Systemd = False,
    cron: Cron = False,
    github: GitHub = False,
    gitlab: GitLab = False,
    forgejo: Forgejo = False,
    repo: Repo = Path(),
    output_format: ListFormat = "text",
) -> int:
    """Remove the daily run.

    Removes only what `schedule install` wrote; what was edited since is left alone and reported as an error.

    Example:
    reweave schedule remove --systemd
    """
    from reweave.schedule.base import refuse_foreign
    from reweave.schedule.ownership import OwnershipState

    schedule = open_schedule(repo, (systemd, cron, github, gitlab, forgejo), None, None, pr=True)
    refuse_foreign(schedule.resources, "removed")
    schedule.scheduler.remove(schedule.job, schedule.resources)
    if output_format == "json":
        from reweave.output.document import indented

        sys.stdout.write(indented("schedule", schedule.answer("remove")))
        return Exit.DONE
    gone = [resource for resource in schedule.resources if resource.state is not OwnershipState.MISSING]
    for resource in gone:
        print(f"removed: {escape(resource.location)}")
    if not gone:
        print("nothing to remove")
    return Exit.DONE

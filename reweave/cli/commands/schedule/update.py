import sys
from pathlib import Path

from reweave.cli.options import Forgejo, GitHub, GitLab, ListFormat, Repo, Requirement
from reweave.exit_codes import Exit
from reweave.text import escape
from reweave.verbosity import say

SCHEMAS = ("schedule",)


def update(
    github: GitHub = False,
    gitlab: GitLab = False,
    forgejo: Forgejo = False,
    requirement: Requirement = None,
    repo: Repo = Path(),
    output_format: ListFormat = "text",
) -> int:
    """Bring a workflow up to date.

    Writes the workflow as this reweave writes it, with what people changed in it since: further triggers and steps, the
    time of day, newer pins of actions. Of each pin the newest version counts. The rest is merged as git merges text;
    where both sides changed the same lines, nothing is written. A systemd timer or a crontab line is brought up to date
    by `schedule install`.

    Example:
    reweave schedule update --github
    """
    from reweave.git.repository import open_repository
    from reweave.run.schedule import installed_schedule
    from reweave.run.schedule_update import update_schedule

    repository = open_repository(repo)
    schedule = installed_schedule(repository, (False, False, github, gitlab, forgejo), requirement)
    before = schedule.resources[0].state
    written = update_schedule(repository, schedule)
    if output_format == "json":
        from reweave.output.document import indented

        sys.stdout.write(indented("schedule", schedule.answer("update", [written])))
        return Exit.DONE
    kept = ", with what was changed in it since" if before == "edited" else ""
    print(f"{'unchanged' if written.state == 'same' else 'wrote'}: {escape(written.location)}{kept}")
    for note in schedule.scheduler.instructions(schedule.job):
        say(note)
    return Exit.DONE

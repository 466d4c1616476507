"""The arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Paths = Annotated[
    list[Path] | None, typer.Argument(help="Notes and folders.", show_default="the whole vault", metavar="[PATHS]...")
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="Use this configuration file.", show_default="found upward")
]
Unsafe = Annotated[bool, typer.Option("--unsafe", help="Also carry out the repairs of unreadable and broken notes.")]
Repo = Annotated[Path, typer.Option("--repo", help="The repository, or a folder in it.", show_default="here")]
Branch = Annotated[str | None, typer.Option("--branch", help="The branch to write.")]
NewBranch = Annotated[bool, typer.Option("--new", help="Refuse a branch that exists already.")]
Trailers = Annotated[
    list[str] | None, typer.Option("--trailer", help="Add 'Key: value' to each commit message (repeatable).")
]
Author = Annotated[str | None, typer.Option("--author", help="The commits' author, 'Name <mail>'.")]

Diff = Annotated[bool, typer.Option("--diff", help="Show what would change, as a patch, instead of changing it.")]
Commit = Annotated[
    bool, typer.Option("--commit", help="Deliver commits on a branch, from what is committed; the checkout stays.")
]
PlanFile = Annotated[
    Path | None, typer.Option("--plan", help="Write a plan for `reweave apply` to this file (-: stdout) instead.")
]

FindingFormat = Annotated[
    Literal["text", "json", "github", "sarif"], typer.Option("--output-format", help="How to print the answer.")
]
ListFormat = Annotated[Literal["text", "json"], typer.Option("--output-format", help="How to print the answer.")]


CodePaths = Annotated[
    list[Path] | None,
    typer.Argument(help="Python files, notes and folders.", show_default="the whole vault", metavar="[PATHS]..."),
]


VaultFolder = Annotated[
    Path | None, typer.Option("--vault", help="Name the lines of this vault that a reader of lists would miss.")
]


Systemd = Annotated[bool, typer.Option("--systemd", help="A unit and a timer of the user's systemd.")]


Cron = Annotated[bool, typer.Option("--cron", help="A line in the user's crontab.")]


GitHub = Annotated[bool, typer.Option("--github", help="A workflow for GitHub Actions.")]


GitLab = Annotated[bool, typer.Option("--gitlab", help="A job for GitLab CI.")]


Forgejo = Annotated[bool, typer.Option("--forgejo", help="A workflow for Forgejo Actions.")]


At = Annotated[
    str | None,
    typer.Option("--at", metavar="HH:MM", help="When; UTC on a forge.", show_default="drawn for each repository"),
]


Push = Annotated[str, typer.Option("--push", metavar="REMOTE", help="Where a job on this machine pushes to.")]


Pr = Annotated[bool, typer.Option("--pr/--no-pr", help="Open a pull request, too.")]

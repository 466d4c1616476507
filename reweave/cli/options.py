"""The arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Paths = Annotated[
    list[Path] | None, typer.Argument(help="Notes or folders.", show_default="the whole vault", metavar="[PATHS]...")
]
CodePaths = Annotated[
    list[Path] | None,
    typer.Argument(help="Python files, notes or folders.", show_default="the whole vault", metavar="[PATHS]..."),
]
SourceNote = Annotated[
    str, typer.Argument(metavar="SOURCE", help="The note that the edge starts from: a path or a title.")
]
TargetNote = Annotated[str, typer.Argument(metavar="TARGET", help="The note that the edge points to.")]

ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="Read this configuration file.", show_default="nearest, searching upward"
    ),
]
UserConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--user-config",
        metavar="FILE",
        help="Read your own configuration from this file.",
        show_default="~/.config/reweave/config.toml",
    ),
]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        envvar="REWEAVE_NO_CACHE",
        help="Ignore what earlier runs found (in ~/.cache/reweave; safe to delete).",
    ),
]
Unsafe = Annotated[bool, typer.Option("--unsafe", help="Also apply unsafe fixes, such as repairs of unreadable notes.")]
Repo = Annotated[
    Path,
    typer.Option("--repo", metavar="PATH", help="The repository, or a folder in it.", show_default="current directory"),
]
Branch = Annotated[str | None, typer.Option("--branch", metavar="NAME", help="Commit to this branch.")]
NewBranch = Annotated[bool, typer.Option("--new", help="Fail if the branch already exists.")]
Trailers = Annotated[
    list[str] | None,
    typer.Option("--trailer", metavar="TEXT", help="Add a 'Key: value' trailer to each commit (repeatable)."),
]
By = Annotated[
    Literal["folder", "rule", "note", "edge", "target"] | None,
    typer.Option(
        "--by",
        help="Group commits; edge, target: one per edge, or per note that edges lead to.",
        show_default="as configured",
    ),
]
Author = Annotated[str | None, typer.Option("--author", metavar="TEXT", help="Set the commit author: 'Name <email>'.")]

Diff = Annotated[bool, typer.Option("--diff", help="Print the changes as a patch; write nothing.")]
Commit = Annotated[
    bool, typer.Option("--commit", help="Read HEAD and commit to a branch; leave the working tree alone.")
]
PlanFile = Annotated[
    Path | None,
    typer.Option("--plan", metavar="FILE", help="Write a plan for `reweave apply` to FILE (-: stdout) instead."),
]

FindingFormat = Annotated[
    Literal["text", "concise", "grouped", "json", "github", "gitlab", "junit", "sarif"],
    typer.Option("--output-format", help="Output format."),
]
ChangedSince = Annotated[
    str | None,
    typer.Option("--changed-since", metavar="REV", help="Only notes that differ from where HEAD left this revision."),
]
Staged = Annotated[bool, typer.Option("--staged", help="Only what the next commit changes, as it is in the index.")]
StdinFilename = Annotated[
    Path | None,
    typer.Option("--stdin-filename", metavar="FILE", help="With `-`: the file that the note on stdin belongs to."),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="RULES", help="Use only these rules (comma-separated, repeatable)."),
]
ExtendSelect = Annotated[
    list[str] | None,
    typer.Option("--extend-select", metavar="RULES", help="Use these rules, too."),
]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar="RULES", help="Do not use these rules.")]
Statistics = Annotated[bool, typer.Option("--statistics", help="Print how many findings each rule has, not each one.")]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 even if there are findings.")]
ListFormat = Annotated[Literal["text", "json"], typer.Option("--output-format", help="Output format.")]

LookFrom = Annotated[
    Literal["thin", "orphans", "all"],
    typer.Option("--from", help="Look from notes with few edges, from notes with none, or from all."),
]
JudgePairs = Annotated[
    Literal["linked", "new", "all"] | None,
    typer.Option(
        "--judge",
        help="Ask a judge about linked notes whose type nobody states, about unlinked ones, or about both.",
        show_default="new with --type-by",
    ),
]
TypeBy = Annotated[
    str,
    typer.Option(
        "--type-by", metavar="NAME", help="How to type edges between unlinked notes: 'stated' or one of your judges."
    ),
]

Systemd = Annotated[bool, typer.Option("--systemd", help="Use a systemd user timer.")]
Cron = Annotated[bool, typer.Option("--cron", help="Use your crontab.")]
GitHub = Annotated[bool, typer.Option("--github", help="Use a GitHub Actions workflow.")]
GitLab = Annotated[bool, typer.Option("--gitlab", help="Use a GitLab CI job.")]
Forgejo = Annotated[bool, typer.Option("--forgejo", help="Use a Forgejo Actions workflow.")]
At = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="HH:MM", help="Time of day; UTC on a forge.", show_default="random, fixed per repository"
    ),
]
Requirement = Annotated[
    str | None,
    typer.Option(
        "--requirement", metavar="TEXT", help="What a workflow installs, as pip takes it.", show_default="this reweave"
    ),
]
Push = Annotated[str, typer.Option("--push", metavar="REMOTE", help="Push to this remote (local schedulers).")]
Pr = Annotated[bool, typer.Option("--pr/--no-pr", help="Also open a pull request.")]
ForgeKind = Annotated[
    Literal["github", "gitlab", "forgejo"] | None,
    typer.Option("--forge", help="The kind of server behind the remote.", show_default="guessed from its name"),
]
Watch = Annotated[bool, typer.Option("--watch", help="Check again whenever a note changes.")]

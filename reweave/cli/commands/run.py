from pathlib import Path
from typing import Annotated

import typer

from reweave.cli.options import (
    Author,
    Branch,
    By,
    ForgeKind,
    JudgePairs,
    ListFormat,
    NewBranch,
    NoCache,
    Repo,
    Trailers,
    TypeBy,
    Unsafe,
    UserConfigFile,
)
from reweave.cli.params import typed_by
from reweave.cli.printing.run import print_run
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.note.finding import Severity

BatchSize = Annotated[
    int | None, typer.Option("--batch-size", metavar="N", min=1, help="Put at most N notes in a commit.")
]
Weave = Annotated[
    bool | None, typer.Option("--weave/--no-weave", help="Also add missing edges.", show_default="as configured")
]
Report = Annotated[
    Path | None,
    typer.Option("--report", help="Write a report to FILE (.json or .md; without either, both).", metavar="FILE"),
]
Push = Annotated[
    str | None, typer.Option("--push", metavar="REMOTE", help="Push the branch to this remote (a name or URL).")
]


def run(
    repo: Repo = Path(),
    branch: Branch = None,
    new: NewBranch = False,
    base: Annotated[str, typer.Option("--base", metavar="REV", help="Start a new branch from this commit.")] = "HEAD",
    batch_size: BatchSize = None,
    by: By = None,
    unsafe: Unsafe = False,
    weave: Weave = None,
    type_by: TypeBy = "stated",
    judge_pairs: JudgePairs = None,
    user_config: UserConfigFile = None,
    report: Report = None,
    trailer: Trailers = None,
    author: Author = None,
    push: Push = None,
    pr: Annotated[bool, typer.Option("--pr", help="With --push: open or update a pull request.")] = False,
    forge: ForgeKind = None,
    shard: Annotated[
        str | None,
        typer.Option("--shard", metavar="K/N", help="Take part K of N, on a branch of its own."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the commits; make none.")] = False,
    no_cache: NoCache = False,
    output_format: ListFormat = "text",
) -> int:
    """Commit fixes to a branch, ready for review.

    Notes and configuration are read from the base commit; the working tree, the index and HEAD are left alone. If the
    base or the branch moves meanwhile, only the notes that changed are processed again. What exceeds the limits set in
    `[run]` is left to the next run.

    --shard 3/8 takes the third of eight parts of the vault, by folders, to the branch BRANCH-3-of-8: eight such runs
    may run at once, here or in eight clones, and make together the commits that one would make. Edges are decided over
    the whole vault, and each is written by the shard of the note that holds it.

    With --push, commits that others pushed to the branch are merged first, and a failed push is retried by the next
    run. --pr needs gh, glab or tea.

    Example:
    reweave run --branch reweave/normalize --dry-run
    reweave run --report last-night
    reweave run --push origin --pr
    """
    from reweave.run.options import RunOptions
    from reweave.run.pipeline import deliver
    from reweave.run.report import report_files, run_report, write_report
    from reweave.run.shard import parse_shard

    files = [] if report is None else report_files(report)
    trailers = tuple(trailer or ())
    part = None if shard is None else parse_shard(shard)
    type_by = typed_by(type_by, judge_pairs)
    if part is not None and type_by != "stated":
        raise ReweaveError(
            "--shard cannot be used with --type-by: each shard would ask about every edge",
            code="usage",
            suggestion="run once without --shard for edges that a model types",
        )
    sending = (push, pr, forge, new, user_config, not no_cache, part, judge_pairs or "new")
    options = RunOptions(branch, base, batch_size, by, unsafe, trailers, author, dry_run, weave, type_by, *sending)
    result = deliver(repo, options)
    content = run_report(result)
    failure = write_report(content, files)
    print_run(result, content, output_format)
    if result.push is not None and result.push.failure is not None:
        raise result.push.failure
    if failure is not None:
        raise failure
    if dry_run and result.delivery.steps:
        return Exit.FINDINGS
    return Exit.REFUSED if any(finding.severity is Severity.ERROR for finding in content.new) else Exit.DONE

from typing import Annotated

import typer

from reweave.cli.options import (
    Author,
    Branch,
    Commit,
    ConfigFile,
    Diff,
    ListFormat,
    PlanFile,
    SourceNote,
    TargetNote,
    Trailers,
)

SCHEMAS = ("apply", "planned")


def decline(
    source: SourceNote,
    target: TargetNote,
    type: Annotated[
        str, typer.Option("--type", metavar="TYPE", help="Reject only edges of this type.", show_default="any")
    ] = "",
    diff: Diff = False,
    plan: PlanFile = None,
    commit: Commit = False,
    branch: Branch = None,
    author: Author = None,
    trailer: Trailers = None,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Reject an edge so it isn't proposed again.

    The decision holds until the text of either note changes. It is recorded in `.reweave/answers.jsonl`, which belongs
    in git; --commit commits it.

    Example:
    reweave decline "claims/storage cost falls.md" "claims/grid batteries displace peaking plants.md"
    """
    from reweave.cli.params import named_type
    from reweave.cli.printing.plan import finish
    from reweave.plan.builders import declining, make_plan
    from reweave.plan.plan import Plan
    from reweave.run.branch_options import BranchOptions
    from reweave.run.note_source import NoteSource
    from reweave.run.plan_execution import PlanOptions
    from reweave.run.selection import find_note

    def make(read: NoteSource) -> Plan:
        if type:
            named_type(type, [one.name for one in read.config.weave.types])
        ends = [read.vault.records[find_note(read.vault, name, read.root)] for name in (source, target)]
        return make_plan([declining(ends[0].path, ends[0].source, ends[1].path, type)], read.config, read.base)

    commits = BranchOptions(branch=branch, author=author, trailers=tuple(trailer or ()))
    return finish(make, PlanOptions(diff=diff, commit=commit, commits=commits), plan, config, output_format)

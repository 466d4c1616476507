from typing import Annotated

import typer

from reweave.cli.options import Author, Branch, Commit, ConfigFile, Diff, ListFormat, PlanFile, Trailers

SCHEMAS = ("apply", "planned")


def retarget(
    old: Annotated[str, typer.Argument(help="The current target: a path or a title.", metavar="FROM")],
    new: Annotated[str, typer.Argument(help="The new target: a path or a title.", metavar="TO")],
    diff: Diff = False,
    plan: PlanFile = None,
    commit: Commit = False,
    branch: Branch = None,
    author: Author = None,
    trailer: Trailers = None,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Move incoming edges to another note.

    Rewrites typed lists and entries of reweave_edges. An edge is removed where the new target is listed already, or
    where it would point to its own note. Bodies are left alone.

    Example:
    reweave retarget "solar is cheap" "solar is cheaper than coal" --diff
    """
    from reweave.cli.printing.plan import finish
    from reweave.plan.builders import make_plan
    from reweave.plan.plan import Plan
    from reweave.plan.renaming import retargeting_operations
    from reweave.run.branch_options import BranchOptions
    from reweave.run.note_source import NoteSource
    from reweave.run.plan_execution import PlanOptions
    from reweave.run.selection import find_note

    def make(source: NoteSource) -> Plan:
        vault = source.vault
        ends = (vault.records[find_note(vault, name, source.root)].path for name in (old, new))
        return make_plan(retargeting_operations(vault, *ends), source.config, source.base)

    commits = BranchOptions(branch=branch, author=author, trailers=tuple(trailer or ()))
    return finish(make, PlanOptions(diff=diff, commit=commit, commits=commits), plan, config, output_format)

from typing import Annotated

import typer

from reweave.cli.plan_command import PlanChoice, plan_command

SCHEMAS = ("apply", "planned")


@plan_command
def retarget(
    old: Annotated[str, typer.Argument(help="The current target: a path or a title.", metavar="FROM")],
    new: Annotated[str, typer.Argument(help="The new target: a path or a title.", metavar="TO")],
    *,
    choice: PlanChoice,
) -> int:
    """Move incoming edges to another note.

    Rewrites typed lists and entries of reweave_edges. An edge is removed where the new target is listed already, or
    where it would point to its own note. Bodies are left alone.

    Example:
    reweave retarget "solar is cheap" "solar is cheaper than coal" --diff
    """
    from reweave.plan.builders import make_plan
    from reweave.plan.plan import Plan
    from reweave.plan.renaming import retargeting_operations
    from reweave.run.note_source import NoteSource
    from reweave.run.selection import find_note

    def make(source: NoteSource) -> Plan:
        vault = source.vault
        ends = (vault.records[find_note(vault, name, source.root)].path for name in (old, new))
        return make_plan(retargeting_operations(vault, *ends), source.config, source.base)

    return choice.finish(make)

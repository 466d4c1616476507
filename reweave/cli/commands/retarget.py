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
    where it would point to its own note. Bodies are left alone. FROM may also be a name that means no note any more.

    Example:
    reweave retarget "solar is cheap" "solar is cheaper than coal" --diff
    """
    from reweave.errors import ReweaveError
    from reweave.plan.builders import make_plan
    from reweave.plan.dangling import dangling_operations
    from reweave.plan.plan import Plan
    from reweave.plan.renaming import retargeting_operations
    from reweave.run.note_source import NoteSource
    from reweave.run.selection import find_note

    def make(source: NoteSource) -> Plan:
        vault = source.vault
        goal = find_note(vault, new, source.root)
        try:
            start = vault.records[find_note(vault, old, source.root)].path
        except ReweaveError as error:
            made = dangling_operations(vault, old, goal) if error.code == "no-such-note" else []
            if not made:
                raise
        else:
            made = retargeting_operations(vault, start, vault.records[goal].path)
        return make_plan(made, source.config, source.base)

    return choice.finish(make)

from typing import Annotated

import typer

from reweave.cli.options import SourceNote, TargetNote
from reweave.cli.plan_command import PlanChoice, plan_command

SCHEMAS = ("apply", "planned")


@plan_command
def decline(
    source: SourceNote,
    target: TargetNote,
    type: Annotated[
        str, typer.Option("--type", metavar="TYPE", help="Reject only edges of this type.", show_default="any")
    ] = "",
    *,
    choice: PlanChoice,
) -> int:
    """Reject an edge so it isn't proposed again.

    The decision holds until the text of either note changes. It is recorded in `.reweave/answers.jsonl`, which belongs
    in git; --commit commits it.

    Example:
    reweave decline "claims/storage cost falls.md" "claims/grid batteries displace peaking plants.md"
    """
    from reweave.cli.params import named_type
    from reweave.errors import ReweaveError
    from reweave.exit_codes import Exit
    from reweave.files.answers_file import ANSWERS_FILE
    from reweave.plan.builders import declining, make_plan
    from reweave.plan.plan import Plan
    from reweave.run.note_source import NoteSource
    from reweave.run.selection import find_note
    from reweave.verbosity import say

    def make(read: NoteSource) -> Plan:
        if type:
            named_type(type, [one.name for one in read.config.weave.types])
        ends = [read.vault.records[find_note(read.vault, name, read.root)] for name in (source, target)]
        if ends[0] is ends[1]:
            raise ReweaveError("a note has no edge to itself; name two notes", code="usage", path=ends[0].path)
        return make_plan([declining(ends[0].path, ends[0].source, ends[1].path, type)], read.config, read.base)

    code = choice.finish(make)
    if code == Exit.DONE and choice.plan is None and not choice.diff:
        where = ANSWERS_FILE if choice.commit else f"{ANSWERS_FILE}; `reweave run` heeds it once that is committed"
        say(f"declined {type or 'any edge'} from {source} to {target}, in {where}")
    return code

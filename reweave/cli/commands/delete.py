from typing import Annotated

import typer

from reweave.cli.plan_command import PlanChoice, plan_command

SCHEMAS = ("apply", "planned")


@plan_command
def delete(
    note: Annotated[str, typer.Argument(metavar="NOTE", help="The note: a path or a title.")],
    *,
    choice: PlanChoice,
) -> int:
    """Delete a note and the edges to it.

    Takes the note out of the typed lists and reweave_edges of other notes, with the comments on those lines. Edges that
    cannot be taken out without losing something else, links in bodies, names in other fields, and
    the canvases and bases with the note are left, counted, and named on stderr. --commit makes a single commit.

    Example:
    reweave delete "claims/storage cost falls.md" --diff
    """
    from reweave.cli.printing.left_names import say_left, say_outside
    from reweave.plan.board_operations import board_operations
    from reweave.plan.builders import make_plan
    from reweave.plan.left_names import ambiguous_names, body_links, html_links, plain_words, untyped_names
    from reweave.plan.plan import Plan
    from reweave.plan.renaming import deleting_operations
    from reweave.run.note_source import NoteSource
    from reweave.run.selection import find_note
    from reweave.vault.renaming import Renaming

    def make(source: NoteSource) -> Plan:
        vault = source.vault
        path = vault.records[find_note(vault, note, source.root)].path
        say_left("link", body_links(vault, path))
        say_left("name", untyped_names(vault, path))
        elsewhere = Renaming(vault, path, f"{path} deleted.md", source.config.extensions)
        boards = board_operations(source.boards, elsewhere, 0)
        say_left("canvas or base file", [*(one.path for one in boards.operations), *boards.left])
        say_left("ambiguous name", ambiguous_names(vault, path))
        say_left("plain word", plain_words(vault, path))
        say_left("HTML link", html_links(vault, path))
        say_outside(vault, path, source.sparse)
        operations, stuck = deleting_operations(vault, path, source.config, source.sparse)
        say_left("edge", [f"{holder} ({why})" for holder, why in stuck.items()])
        return make_plan(operations, source.config, source.base)

    return choice.finish(make)

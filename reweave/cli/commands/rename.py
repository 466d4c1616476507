from typing import Annotated

import typer

from reweave.cli.plan_command import PlanChoice, plan_command

SCHEMAS = ("apply", "planned")


@plan_command
def rename(
    old: Annotated[str, typer.Argument(metavar="NOTE", help="The note: a path or a title.")],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help="The new path, a folder (x/), or a new name in the same folder.")
    ],
    allow_unportable: Annotated[
        bool, typer.Option("--allow-unportable", help="Allow names that other systems cannot hold.")
    ] = False,
    *,
    choice: PlanChoice,
) -> int:
    """Rename a note and update references to it.

    Updates typed lists, reweave_edges, paths in other fields, links in all bodies, canvases and bases. Each reference
    keeps its form (title, slug, path, wikilink, Markdown link or definition); a reference that stays valid, such as an
    alias, is left alone. What is left is counted on stderr. No other byte changes, and --commit makes a single commit.

    Example:
    reweave rename "claims/storage cost falls.md" "storage cost falls faster than forecasts" --diff
    """
    from reweave.cli.printing.left_names import say_left, say_outside
    from reweave.plan.board_operations import board_operations
    from reweave.plan.builders import make_plan
    from reweave.plan.left_names import ambiguous_names, html_links, plain_words
    from reweave.plan.new_path import new_path
    from reweave.plan.plan import Plan
    from reweave.plan.renaming import renaming_operations
    from reweave.run.note_source import NoteSource
    from reweave.run.selection import find_note
    from reweave.vault.renaming import Renaming

    def make(source: NoteSource) -> Plan:
        vault = source.vault
        path = vault.records[find_note(vault, old, source.root)].path
        say_left("ambiguous name", ambiguous_names(vault, path))
        say_left("plain word", plain_words(vault, path))
        say_left("HTML link", html_links(vault, path))
        goal = new_path(path, new)
        operations = renaming_operations(vault, path, goal, source.sparse, unportable=allow_unportable)
        boards = board_operations(source.boards, Renaming(vault, path, goal, source.config.extensions), len(operations))
        say_left("canvas or base file", boards.left)
        say_outside(vault, path, source.sparse)
        return make_plan([*operations, *boards.operations], source.config, source.base)

    return choice.finish(make)

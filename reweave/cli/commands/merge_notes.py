from typing import Annotated

import typer

from reweave.cli.plan_command import PlanChoice, plan_command

SCHEMAS = ("apply", "planned")


@plan_command
def merge_notes(
    note: Annotated[str, typer.Argument(metavar="NOTE", help="The note that stays: a path or a title.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The note that is merged into it.")],
    *,
    choice: PlanChoice,
) -> int:
    """Merge two notes of one claim into one.

    Edges and links to OTHER lead to NOTE, its edges and lists are joined with those of NOTE, its names become aliases,
    and its body follows under a heading. A key with another value in both keeps that of NOTE; the other value is
    quoted above that body. OTHER is deleted. --commit makes a single commit.

    Example:
    reweave merge-notes "solar is cheap" "solar power is cheap" --diff
    """
    from reweave.cli.printing.left_names import say_left, say_outside
    from reweave.plan.board_operations import board_operations
    from reweave.plan.builders import make_plan
    from reweave.plan.left_names import ambiguous_names, html_links, plain_words
    from reweave.plan.note_merge import left_keys
    from reweave.plan.plan import Plan
    from reweave.plan.renaming import merging_operations
    from reweave.run.note_source import NoteSource
    from reweave.run.selection import find_note
    from reweave.vault.renaming import Renaming
    from reweave.verbosity import say

    def make(source: NoteSource) -> Plan:
        vault = source.vault
        path, gone = (vault.records[find_note(vault, name, source.root)].path for name in (note, other))
        say_left("ambiguous name", ambiguous_names(vault, gone))
        say_left("plain word", plain_words(vault, gone))
        say_left("HTML link", html_links(vault, gone))
        operations = merging_operations(vault, path, gone, source.sparse)
        renaming = Renaming(vault, gone, path, source.config.extensions, merges=True)
        boards = board_operations(source.boards, renaming, len(operations))
        say_left("canvas or base file", boards.left)
        if left := left_keys(renaming, source.config):
            say(f"quoted above the appended body, as {path} has other values: {', '.join(left)}")
        say_outside(vault, gone, source.sparse)
        return make_plan([*operations, *boards.operations], source.config, source.base)

    return choice.finish(make)

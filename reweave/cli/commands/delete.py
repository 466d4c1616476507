from typing import Annotated

import typer

from reweave.cli.options import Author, Branch, Commit, ConfigFile, Diff, ListFormat, PlanFile, Trailers

SCHEMAS = ("apply", "planned")


def delete(
    note: Annotated[str, typer.Argument(metavar="NOTE", help="The note: a path or a title.")],
    diff: Diff = False,
    plan: PlanFile = None,
    commit: Commit = False,
    branch: Branch = None,
    author: Author = None,
    trailer: Trailers = None,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Delete a note and the edges to it.

    Takes the note out of the typed lists and reweave_edges of other notes. Links in bodies and names in other fields
    are left, counted, and named on stderr. --commit makes a single commit.

    Example:
    reweave delete "claims/storage cost falls.md" --diff
    """
    from reweave.cli.printing.left_names import say_left, say_outside
    from reweave.cli.printing.plan import finish
    from reweave.plan.builders import make_plan
    from reweave.plan.left_names import ambiguous_names, body_links, plain_words, untyped_names
    from reweave.plan.plan import Plan
    from reweave.plan.renaming import deleting_operations
    from reweave.run.branch_options import BranchOptions
    from reweave.run.note_source import NoteSource
    from reweave.run.plan_execution import PlanOptions
    from reweave.run.selection import find_note

    def make(source: NoteSource) -> Plan:
        vault = source.vault
        path = vault.records[find_note(vault, note, source.root)].path
        say_left("link", body_links(vault, path))
        say_left("name", untyped_names(vault, path))
        say_left("ambiguous name", ambiguous_names(vault, path))
        say_left("plain word", plain_words(vault, path))
        say_outside(vault, path, source.sparse)
        return make_plan(deleting_operations(vault, path, source.sparse), source.config, source.base)

    commits = BranchOptions(branch=branch, author=author, trailers=tuple(trailer or ()))
    return finish(make, PlanOptions(diff=diff, commit=commit, commits=commits), plan, config, output_format)

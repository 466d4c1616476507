"""The command `resolve`."""

from typing import Annotated

import typer

from reweave.cli.options import ConfigFile, Paths
from reweave.cli.output import many, print_patch
from reweave.cli.workspace import open_workspace
from reweave.deliver.terminal import escape
from reweave.exits import Exit


def resolve(
    paths: Paths = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what each note would become.")] = False,
    markers: Annotated[
        bool,
        typer.Option("--markers", help="Instead repair notes that hold conflict markers, or damage of a union merge."),
    ] = False,
    config: ConfigFile = None,
) -> int:
    """Merge the notes that a merge, rebase, cherry-pick or stash pop left in conflict, and stage them.

    What is left between markers is for a person, as is a note that was edited since. `--markers` looks at the notes
    themselves, conflict or not. That is not safe where both sides changed one list: without their common base, an item
    that one side had removed cannot be told from one that the other side added, and both stay. Look at the diff first.

    Example:
    reweave resolve --dry-run
    """
    workspace = open_workspace(paths, config)
    if markers:
        from reweave.cli.repairing import repair_workspace

        repaired = repair_workspace(workspace, paths, dry_run=dry_run)
        print_patch(workspace.prefix, repaired.totals)
        for path, why in repaired.left:
            print(f"{escape(path)}: left, {escape(why)}")
        print(f"{many(len(repaired.totals), 'note')} {'to repair' if dry_run else 'repaired'}")
        return Exit.FINDINGS if repaired.left or (dry_run and repaired.totals) else Exit.DONE
    from reweave.cli.resolving import resolve_workspace

    resolved = resolve_workspace(workspace, paths, dry_run=dry_run)
    if dry_run:
        print_patch(workspace.prefix, resolved.totals)
    for one in resolved.notes:
        if one.merged is None:
            print(f"{escape(one.path)}: left, {escape(one.left)}")
        elif not one.clean:
            print(f"{escape(one.path)}: conflict in {escape(', '.join(one.merged.conflicts))}")
    for path in resolved.others:
        print(f"{escape(path)}: left, it is no note")
    clean = sum(one.clean for one in resolved.notes)
    print(f"{many(clean, 'note')} {'to resolve' if dry_run else 'resolved'}, {len(resolved.notes) - clean} left")
    left = clean < len(resolved.notes) or resolved.others
    return Exit.FINDINGS if left or (dry_run and clean) else Exit.DONE

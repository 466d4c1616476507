from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import ConfigFile, ListFormat, Paths
from reweave.cli.printing.answer import answer
from reweave.cli.printing.patch import print_patch
from reweave.exit_codes import Exit
from reweave.note.changeset import Total
from reweave.output.paths import path_fields
from reweave.run.workspace import open_workspace
from reweave.text import count_of, escape

if TYPE_CHECKING:
    from reweave.run.resolve import Resolved
    from reweave.schemas import resolve as answers


def resolve(
    paths: Paths = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the changes as a patch; write nothing.")] = False,
    markers: Annotated[
        bool,
        typer.Option("--markers", help="Repair committed conflict markers and merge=union damage instead."),
    ] = False,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Resolve merge conflicts in notes.

    Merges and stages the notes that a merge, rebase, cherry-pick or stash pop left in conflict. Conflicts that remain
    keep their markers; notes that were edited since are left alone.

    --markers instead repairs notes that contain conflict markers, whatever git says. Without a common base, an item
    that one side removed cannot be told from one that the other side added, so both stay: review the diff.

    Example:
    reweave resolve --dry-run
    """
    workspace = open_workspace(paths, config)
    if markers:
        from reweave.run.repair import repair_workspace

        repaired = repair_workspace(workspace, paths, dry_run=dry_run)
        outcome = _Outcome(
            dry_run, len(repaired.totals), repaired.totals, [(path, f"left, {why}") for path, why in repaired.left]
        )
        done = f"{count_of(len(repaired.totals), 'note')} {'to repair' if dry_run else 'repaired'}"
        patch = True
    else:
        from reweave.run.resolve import resolve_workspace

        resolved = resolve_workspace(workspace, paths, dry_run=dry_run)
        outcome = _Outcome(dry_run, sum(one.clean for one in resolved.notes), resolved.totals, _left(resolved))
        left = len(resolved.notes) - outcome.clean
        done = f"{count_of(outcome.clean, 'note')} {'to resolve' if dry_run else 'resolved'}, {left} left"
        patch = dry_run
    if patch and output_format == "text":
        print_patch(workspace.prefix, outcome.totals)
    answer("resolve", output_format, outcome.data, lambda: [*outcome.lines(), done])
    return Exit.FINDINGS if outcome.left or (dry_run and outcome.totals) else Exit.DONE


@dataclass(frozen=True)
class _Outcome:
    """The notes that are, or would be, written, how many of them are whole, and what is left with the reason."""

    dry_run: bool
    clean: int
    totals: Sequence[Total]
    left: Sequence[tuple[str, str]]

    def data(self) -> "answers.Resolve":
        return {
            "written": not self.dry_run,
            "clean": self.clean,
            "notes": [path_fields(one.path) for one in self.totals],
            "left": [{**path_fields(path), "reason": why} for path, why in self.left],
        }

    def lines(self) -> Iterator[str]:
        for path, why in self.left:
            yield f"{escape(path)}: {escape(why)}"


def _left(resolved: "Resolved") -> list[tuple[str, str]]:
    found = []
    for one in resolved.notes:
        if one.merged is None:
            found.append((one.path, f"left, {one.left}"))
        elif not one.clean:
            found.append((one.path, f"conflict in {', '.join(one.merged.conflicts)}"))
    return found + [(path, "left, not a note") for path in resolved.others]

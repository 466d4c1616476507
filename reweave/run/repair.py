"""Repairing notes of a checkout after an unfinished merge, or one with `merge=union`."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from reweave.config.model import Config
from reweave.lint.normalize import layers, normalize
from reweave.merge.repair import RepairError, holds_markers, repair_markers
from reweave.note.changeset import Total
from reweave.note.note import Note
from reweave.rules.registry import all_rules
from reweave.run.note_files import read_workspace
from reweave.run.workspace import Workspace
from reweave.verbosity import timed_step

_RULES = ("duplicate-key", "mixed-list", "swallowed-item")
"""The rules that fix what a union merge leaves behind."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """The notes that were repaired, or would be, and those that could not be, with the reason."""

    totals: list[Total]
    left: list[tuple[str, str]]


@timed_step("repair the notes")
def repair_workspace(workspace: Workspace, paths: Sequence[Path] | None, *, dry_run: bool) -> Repaired:
    """Repair the notes below `paths`, and write all of them or none.

    Raises:
        ReweaveError: a path does not exist or lies outside the root, or a note changed meanwhile (exit 5).
    """
    from reweave.worktree.writer import write_tree

    with nullcontext() if dry_run else workspace.held():
        repaired = Repaired([], [])
        for path, source in read_workspace(workspace, paths or []):
            _repair(repaired, path, source, workspace.config)
        if not dry_run:
            write_tree(workspace.root, workspace.state, repaired.totals)
    return repaired


def _repair(repaired: Repaired, path: str, source: bytes, config: Config) -> None:
    after = source
    if holds_markers(source):
        try:
            after = repair_markers(source, config.merge, config.limits)
        except RepairError as error:
            repaired.left.append((path, str(error)))
    rules = [all_rules()[name]() for name in _RULES]
    outcome = normalize(Note(path, after, config.limits), rules, layers(rules, unsafe=True))
    if outcome.changes:
        after = outcome.changes[-1].after
    elif outcome.refusal is not None:
        repaired.left.append((path, outcome.refusal))
    if after != source:
        reasons = tuple(edit for change in outcome.changes for edit in change.reasons)
        repaired.totals.append(Total(path, source, after, reasons))

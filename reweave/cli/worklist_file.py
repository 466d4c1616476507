"""Worklist files, written by name."""

import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from reweave.cli.printing.answer import answer
from reweave.output.paths import path_fields
from reweave.own_files import check_own_file, write_own_file
from reweave.plan.builders import make_plan
from reweave.plan.worklist import is_worklist, worklist_data, worklist_header
from reweave.run.note_source import checked_out_commit
from reweave.run.workspace import Workspace
from reweave.text import count_of, escape
from reweave.verbosity import say
from reweave.weave.pipeline import WeaveResult

FEW = 200
"""Lines of a worklist where no limit is given."""


def check_worklist_file(file: Path) -> None:
    """Check, before the work, that a worklist may be written to a file.

    Raises:
        ReweaveError: it cannot, or something is there that is no worklist.
    """
    if str(file) != "-":
        check_own_file(file, is_worklist)


def save_worklist(workspace: Workspace, result: WeaveResult, file: Path, limit: int | None, output_format: str) -> None:
    """Write the worklist of a weave to a file, atomically, or to stdout (`-`), and print what it holds.

    Raises:
        ReweaveError: it cannot be written.
    """
    header = make_plan((), workspace.config, checked_out_commit(workspace)).header
    found = worklist_data(result)
    pairs = list(itertools.islice(found, FEW if limit is None else limit))
    left = sum(1 for _ in found) if limit is None else 0
    lines = _lines([worklist_header(result, header), *pairs])
    if str(file) == "-":
        sys.stdout.writelines(lines)
    else:
        write_own_file(file, (line.encode("ascii") for line in lines), is_worklist)
        answer(
            "planned",
            output_format,
            lambda: {"plan": path_fields(str(file)), "operations": len(pairs)},
            lambda: [f"{count_of(len(pairs), 'pair')} in {escape(str(file))}"],
        )
    if left:
        say(f"{left:,} more pairs left; --limit N writes more")


def _lines(data: list[dict[str, object]]) -> Iterator[str]:
    return (json.dumps(one) + "\n" for one in data)

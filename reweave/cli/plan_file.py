"""Plan files, read and written by name."""

import sys
from pathlib import Path

from reweave.atomic import write_whole
from reweave.cli.printing.answer import answer
from reweave.errors import ReweaveError
from reweave.output.paths import path_fields
from reweave.plan.plan import Plan
from reweave.plan.reader import read_plan
from reweave.plan.writer import plan_lines
from reweave.text import count_of, escape


def load_plan(file: Path) -> Plan:
    """Read a plan from a file, or from stdin (`-`).

    Raises:
        ReweaveError: it cannot be read, or a line of it is invalid.
    """
    if str(file) == "-":
        return read_plan(sys.stdin.buffer, "stdin")
    try:
        with file.open("rb") as stream:
            return read_plan(stream, str(file))
    except OSError as error:
        raise ReweaveError(f"cannot read: {error.strerror}", code="cannot-read", path=str(file)) from error


def save_plan(plan: Plan, file: Path, output_format: str) -> None:
    """Write a plan to a file, atomically, or to stdout (`-`), and print what it holds.

    Raises:
        ReweaveError: it cannot be written.
    """
    if str(file) == "-":
        sys.stdout.writelines(plan_lines(plan))
        return
    write_whole(file, (line.encode("ascii") for line in plan_lines(plan)))
    answer(
        "planned",
        output_format,
        lambda: {"plan": path_fields(str(file)), "operations": len(plan.operations)},
        lambda: [f"{count_of(len(plan.operations), 'operation')} in {escape(str(file))}"],
    )

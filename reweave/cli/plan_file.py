"""Plan files, read and written by name."""

import sys
from pathlib import Path

from reweave.cli.printing.answer import answer
from reweave.errors import ReweaveError
from reweave.output.paths import path_fields
from reweave.own_files import check_own_file, write_own_file
from reweave.plan.plan import Plan
from reweave.plan.reader import read_plan
from reweave.plan.writer import is_plan, plan_lines
from reweave.text import count_of, escape


def load_plan(file: Path) -> Plan:
    """Read a plan from a file, or from stdin (`-`).

    Raises:
        ReweaveError: it cannot be read, or a line of it is invalid.
    """
    if str(file) == "-":
        return read_plan(sys.stdin.buffer, "stdin")
    try:
        # `<(...)` of a shell is a pipe that somebody writes to; a named one may wait for ever.
        if file.is_fifo() and not str(file).startswith(("/dev/fd/", "/proc/")):
            message = "cannot read: a named pipe"
            raise ReweaveError(message, code="cannot-read", path=str(file), suggestion="use - and stdin")
        with file.open("rb") as stream:
            return read_plan(stream, str(file))
    except OSError as error:
        raise ReweaveError(f"cannot read: {error.strerror}", code="cannot-read", path=str(file)) from error


def check_plan_file(file: Path | None) -> None:
    """Check, before the work, that a plan may be written to a file (`None`: no plan is asked for).

    Raises:
        ReweaveError: it cannot, or something is there that is no plan.
    """
    if file is not None and str(file) != "-":
        check_own_file(file, is_plan)


def save_plan(plan: Plan, file: Path, output_format: str) -> None:
    """Write a plan to a file, atomically, or to stdout (`-`), and print what it holds.

    Raises:
        ReweaveError: it cannot be written.
    """
    if str(file) == "-":
        sys.stdout.writelines(plan_lines(plan))
        return
    write_own_file(file, (line.encode("ascii") for line in plan_lines(plan)), is_plan)
    answer(
        "planned",
        output_format,
        lambda: {"plan": path_fields(str(file)), "operations": len(plan.operations)},
        lambda: [f"{count_of(len(plan.operations), 'operation')} in {escape(str(file))}"],
    )

"""Plan files, read and written by name."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reweave.cli.printing.answer import answer
from reweave.errors import ReweaveError
from reweave.output.paths import path_fields
from reweave.own_files import check_own_file, write_own_file
from reweave.plan.plan import Plan
from reweave.plan.reader import LONGEST_LINE, json_lines, read_plan
from reweave.plan.writer import is_plan, plan_lines
from reweave.text import count_of, escape

if TYPE_CHECKING:
    from reweave.plan.worklist import Worklist


def load_plan(file: Path) -> Plan:
    """Read a plan from a file, or from stdin (`-`).

    Raises:
        ReweaveError: it cannot be read, or a line of it is invalid.
    """
    found = load_plan_or_worklist(file)
    if isinstance(found, Plan):
        return found
    message = "a worklist, expected a plan"
    raise ReweaveError(message, code="plan-invalid", path=str(file), line=1, suggestion="use `reweave apply`")


def load_plan_or_worklist(file: Path) -> "Plan | Worklist":
    """Read a plan or a worklist from a file, or from stdin (`-`).

    Raises:
        ReweaveError: it cannot be read, or a line of it is invalid.
    """
    if str(file) == "-":
        return _read(sys.stdin.buffer, "stdin")
    try:
        # `<(...)` of a shell is a pipe that somebody writes to; a named one may wait for ever.
        if file.is_fifo() and not str(file).startswith(("/dev/fd/", "/proc/")):
            message = "cannot read: a named pipe"
            raise ReweaveError(message, code="cannot-read", path=str(file), suggestion="use - and stdin")
        with file.open("rb") as stream:
            return _read(stream, str(file))
    except OSError as error:
        raise ReweaveError(f"cannot read: {error.strerror}", code="cannot-read", path=str(file)) from error


def _read(stream: BinaryIO, name: str) -> "Plan | Worklist":
    first = stream.readline(LONGEST_LINE + 1)
    if b"reweave/worklist/" not in first:
        return read_plan(stream, name, first)
    from reweave.plan.worklist import LONGEST_LINE as LONGEST_WORK
    from reweave.plan.worklist import read_worklist

    return read_worklist(json_lines(stream, name, first, LONGEST_WORK), name)


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

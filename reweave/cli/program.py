"""Running a command line: every failure becomes one line, or JSON, on stderr and an exit code."""

import errno
import io
import os
import sys
from collections.abc import Sequence

from reweave.cli.direct import run_directly
from reweave.effects import has_changed, start_anew
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.streams import STDOUT


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; any failure is one line on stderr, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # File names are bytes, and any of them can be printed.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    start_anew()
    for_programs = wants_json(arguments)
    try:
        if "_REWEAVE_COMPLETE" in os.environ:  # its module would cost every command its import
            from reweave.cli.completion import complete

            return complete()
        code = run_directly(arguments)
        if code is None:
            from reweave.cli.parsed import run_parsed

            code = run_parsed(arguments)
        sys.stdout.flush()
        return code
    except SystemExit:
        raise
    except BaseException as error:
        return fail(error, for_programs=for_programs)


def fail(error: BaseException, *, for_programs: bool) -> int:
    """Print a failure on stderr and return its exit code."""
    if type(error).__name__ == "NoArgsIsHelpError" and not for_programs:
        print(error, file=sys.stderr)
        return Exit.USAGE
    reported = failure(error)
    if reported.exit_code == Exit.USAGE and has_changed():
        reported = _after_changes(reported)
    if isinstance(error, OSError) and (isinstance(error, BrokenPipeError) or error.filename == STDOUT):
        _give_up_output()
    # A person knows that they closed the output (`| head`).
    if for_programs or not isinstance(error, BrokenPipeError):
        from reweave.output.document import error_json
        from reweave.text import escape

        print(error_json(reported) if for_programs else f"reweave: {escape(str(reported))}", file=sys.stderr)
    return reported.exit_code


def wants_json(arguments: Sequence[str]) -> bool:
    """Return whether the arguments, valid or not, ask for JSON."""
    output_format = ""
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--output-format":
            output_format = "".join(arguments[position + 1 : position + 2])
        elif argument.startswith("--output-format="):
            output_format = argument.partition("=")[2]
    return output_format in ("json", "sarif", "gitlab")


def failure(error: BaseException) -> ReweaveError:
    """Return an exception of a command as the error that the user is shown."""
    if isinstance(error, ReweaveError):
        return error
    if "typer" in sys.modules:
        from reweave.cli.parsed import usage_error

        reported = usage_error(error)
        if reported is not None:
            return reported
    if isinstance(error, KeyboardInterrupt) or type(error).__name__ == "Abort":
        return ReweaveError("interrupted", code="interrupted", exit_code=Exit.INTERRUPTED)
    if isinstance(error, BrokenPipeError):
        message = "output closed early"
        return ReweaveError(message, code="output-closed", exit_code=Exit.OUTPUT_CLOSED)
    if isinstance(error, OSError):
        if error.filename == STDOUT:
            return ReweaveError(f"cannot write the output: {error.strerror}", code="output-failed")
        if isinstance(error, FileNotFoundError) and error.filename is None:
            return ReweaveError(
                "the current directory does not exist any more", code="system-error", suggestion="change to another one"
            )
        # A full disk, or a directory that was removed: the system's words.
        name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else None
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        advice = "free some space, then run it again" if full else None
        return ReweaveError(error.strerror or str(error), code="system-error", path=name, suggestion=advice)
    if isinstance(error, MemoryError):
        return ReweaveError("out of memory", code="out-of-memory", exit_code=Exit.INTERNAL)
    return _internal_error(error)


def _after_changes(error: ReweaveError) -> ReweaveError:
    """Return an error that came after something was written: it must not read as if nothing had been."""
    return ReweaveError(
        f"the changes are written, but then: {error.message}",
        code=error.code,
        exit_code=Exit.NOT_SENT,
        path=error.path,
        line=error.line,
        suggestion=error.suggestion,
    )


def _internal_error(error: BaseException) -> ReweaveError:
    """Return an exception that reweave should not have raised, with the line that a report needs."""
    trace, where = error.__traceback__, ""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if f"{os.sep}reweave{os.sep}" in file:
            where = f" at {file.rpartition(f'{os.sep}reweave{os.sep}')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return ReweaveError(
        f"internal error{where}: {' '.join(text.split())}",
        code="internal-error",
        exit_code=Exit.INTERNAL,
        suggestion="please report it, with the command you ran",
    )


def _give_up_output() -> None:
    """Discard what is still to be written to stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""Running a command line: every failure becomes one line, or JSON, on stderr and an exit code."""

import io
import os
import sys
from collections.abc import Sequence

import typer
import typer.core
import typer.main

from reweave.cli.app import arranged, build
from reweave.effects import has_changed, start_anew
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.streams import STDOUT
from reweave.suggestion import did_you_mean
from reweave.text import quoted

_UsageError = typer.BadParameter.__mro__[1]
_ClickError = typer.BadParameter.__mro__[2]


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
        return _invoke(arranged(arguments))
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


def _invoke(arguments: Sequence[str]) -> int:
    command = typer.main.get_command(build(arguments))
    try:
        with command.make_context("reweave", list(arguments)) as context:
            code = command.invoke(context)
    except typer.Exit as end:
        code = end.exit_code
    sys.stdout.flush()
    return int(code or 0)


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
    if isinstance(error, _ClickError):
        return _usage(error)
    if isinstance(error, KeyboardInterrupt | typer.Abort):
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
        return ReweaveError(error.strerror or str(error), code="system-error", path=name)
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


def _usage(error: BaseException) -> ReweaveError:
    """Return a usage error of the command line's library in our words, with the help to consult."""
    context = getattr(error, "ctx", None)
    see_help = f"see `{'reweave' if context is None else context.command_path} --help`"
    if type(error).__name__ == "NoArgsIsHelpError":
        # Its message is the whole help.
        return ReweaveError("missing command", code="wrong-use", suggestion=see_help)
    option = getattr(error, "option_name", "")
    if type(error).__name__ == "NoSuchOption" and context is not None:
        known = [name for one in context.command.params for name in (*one.opts, *one.secondary_opts) if name[0] == "-"]
        hint = did_you_mean(option, known, see_help)
        return ReweaveError(f"unknown option {quoted(option)}", code="wrong-use", suggestion=hint)
    message = " ".join(str(getattr(error, "format_message", error.__str__)()).split()).rstrip(".")
    return ReweaveError(message[:1].lower() + message[1:], code="wrong-use", suggestion=see_help)


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

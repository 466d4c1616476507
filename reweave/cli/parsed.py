"""Running a command line whose options the command line's library has to read."""

import re
from collections.abc import Sequence

import typer
import typer.core
import typer.main

from reweave.cli.app import arranged, build
from reweave.errors import ReweaveError
from reweave.suggestion import did_you_mean
from reweave.text import quoted

_ClickError = typer.BadParameter.__mro__[2]

_IN_OUR_WORDS = (
    (re.compile(r"is not a valid int(?:eger)?(?: range)?$"), "is not a whole number"),
    (re.compile(r"is not a valid float(?: range)?$"), "is not a number"),
    (re.compile(r"(?<!\S)(\S+) is not in the range x>=(\S+)$"), r"\1 is too small; expected at least \2"),
    (re.compile(r"(?<!\S)(\S+) is not in the range (\S+?)<=x<=(\S+)$"), r"\1 is out of range; expected \2 to \3"),
    (re.compile(r"^Got unexpected extra arguments?(?:\(s\))? \((.*)\)$"), r"unexpected argument '\1'"),
)
"""What the command line's library says, and how it is said here."""


def run_parsed(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code.

    Raises:
        Exception: whatever the command raised, or the library for arguments that are not valid.
    """
    given = arranged(arguments)
    command = typer.main.get_command(build(given))
    try:
        with command.make_context("reweave", list(given)) as context:
            code = command.invoke(context)
    except typer.Exit as end:
        code = end.exit_code
    return int(code or 0)


def usage_error(error: BaseException) -> ReweaveError | None:
    """Return a usage error of the command line's library in our words, with the help to consult; `None` for others."""
    if not isinstance(error, _ClickError):
        return None
    context = getattr(error, "ctx", None)
    # Of an option without its argument, the library does not say of which command it is.
    unknown = context is None and type(error).__name__ == "BadOptionUsage"
    see_help = None if unknown else f"see `{'reweave' if context is None else context.command_path} --help`"
    if type(error).__name__ == "NoArgsIsHelpError":
        # Its message is the whole help.
        return ReweaveError("missing command", code="wrong-use", suggestion=see_help)
    option = getattr(error, "option_name", "")
    if type(error).__name__ == "NoSuchOption" and context is not None:
        known = [name for one in context.command.params for name in (*one.opts, *one.secondary_opts) if name[0] == "-"]
        hint = did_you_mean(option, known, f"see `{context.command_path} --help`")
        return ReweaveError(f"unknown option {quoted(option)}", code="wrong-use", suggestion=hint)
    message = " ".join(str(getattr(error, "format_message", error.__str__)()).split()).rstrip(".")
    for pattern, words in _IN_OUR_WORDS:
        message = pattern.sub(words, message)
    return ReweaveError(message[:1].lower() + message[1:], code="wrong-use", suggestion=see_help)

"""Running a command line whose options the command line's library has to read."""

from collections.abc import Sequence

import typer
import typer.core
import typer.main

from reweave.cli.app import arranged, build
from reweave.errors import ReweaveError
from reweave.suggestion import did_you_mean
from reweave.text import quoted

_ClickError = typer.BadParameter.__mro__[2]


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

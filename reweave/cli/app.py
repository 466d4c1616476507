"""Finding the commands, and turning what they raise into a line and an exit code."""

import functools
import importlib
import inspect
import io
import os
import pkgutil
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any, NoReturn

import typer

import reweave.cli.commands
from reweave import __version__
from reweave.errors import ReweaveError

_INTERRUPTED = 130
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 120}


def command_names() -> list[str]:
    """Return the names of all commands."""
    return [module.name.rstrip("_") for module in pkgutil.iter_modules(reweave.cli.commands.__path__)]


def build(arguments: Sequence[str]) -> typer.Typer:
    """Return the program. Only the command that `arguments` name is imported; all of them, where they name none."""
    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings=_SETTINGS,
        help="One frontmatter style for every note of a knowledge base, delivered as commits a person can review.",
        epilog="Exit codes: 0 done, 1 findings or pending changes, 2 wrong use, 3 notes refused, 4 locked, 5 moved.",
    )
    app.callback()(_program)
    names = command_names()
    chosen = arguments[:1] if arguments and arguments[0] in names else names
    for name in chosen:
        _add(app, name)
    return app


def _add(app: typer.Typer, name: str) -> None:
    module_name = next(
        module.name for module in pkgutil.iter_modules(reweave.cli.commands.__path__) if module.name.rstrip("_") == name
    )
    function = getattr(importlib.import_module(f"reweave.cli.commands.{module_name}"), module_name)
    # The example stands apart from the text above it, line by line.
    text = inspect.cleandoc(function.__doc__ or "").replace("Example:\n", "Example:\n\n\b\n")
    app.command(name, help=text, context_settings=_SETTINGS)(guarded(function))


def _program(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=lambda asked: _version(asked), help="Show the version.")
    ] = False,
) -> None:
    """Do what the named command does."""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"reweave {__version__}")
        raise typer.Exit


def guarded(command: Callable[..., int]) -> Callable[..., None]:
    """Return a command that ends the process with the code it returns, and with one line for what it raises."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        for stream in (sys.stdout, sys.stderr):
            # File names are bytes: whatever they are, they can be printed.
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="surrogateescape")
        try:
            code = int(command(*args, **kwargs))
            sys.stdout.flush()
        except ReweaveError as error:
            _complain(error, kwargs.get("output_format"))
        except KeyboardInterrupt:
            sys.exit(_INTERRUPTED)
        except BrokenPipeError:
            # The reader of our output is gone (`| head`): there is nobody to tell, and no traceback at exit either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(_INTERRUPTED)
        sys.exit(code)

    return run


def _complain(error: ReweaveError, output_format: str | None) -> NoReturn:
    from reweave.deliver.error import error_json
    from reweave.deliver.terminal import escape

    if output_format not in (None, "text", "github"):
        print(error_json(error), file=sys.stderr)
    else:
        print(f"reweave: {escape(str(error))}", file=sys.stderr)
    sys.exit(error.exit_code)

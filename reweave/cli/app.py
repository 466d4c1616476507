"""Finding the commands, and turning what they raise into a line and an exit code."""

import functools
import importlib
import inspect
import io
import os
import pkgutil
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Annotated, Any, NoReturn

import typer
import typer.core

import reweave.cli.commands
from reweave import __version__
from reweave.errors import ReweaveError

_INTERRUPTED = 130
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 120}


def command_names(package: ModuleType = reweave.cli.commands, prefix: str = "") -> list[str]:
    """Return the names of all commands; those of a group as `group name`."""
    found = []
    for module in pkgutil.iter_modules(package.__path__):
        name = prefix + module.name.rstrip("_")
        if module.ispkg:
            found += command_names(importlib.import_module(f"{package.__name__}.{module.name}"), name + " ")
        else:
            found.append(name)
    return found


def build(arguments: Sequence[str]) -> typer.Typer:
    """Return the program. Only the command that `arguments` name is imported; all of them, where they name none."""
    app = _group(
        help="One frontmatter style for every note of a knowledge base, delivered as commits a person can review.",
        epilog="Exit codes: 0 done, 1 findings or pending changes, 2 wrong use, 3 notes refused, 4 locked, 5 moved, "
        "6 not pushed.",
    )
    app.callback()(_program)
    _fill(app, reweave.cli.commands, arguments)
    return app


def _group(help: str, epilog: str | None = None, default: str | None = None) -> typer.Typer:
    """Return a group; what names none of its commands goes to `default`, options in front of it too."""

    class Group(typer.core.TyperGroup):
        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            chosen = [default, *args] if default is not None and args[0] not in self.commands else args
            return super().resolve_command(ctx, chosen)

    return typer.Typer(
        cls=Group,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings=_SETTINGS if default is None else {**_SETTINGS, "ignore_unknown_options": True},
        help=help,
        epilog=epilog,
    )


def _fill(app: typer.Typer, package: ModuleType, arguments: Sequence[str]) -> None:
    """Add the commands of a package: a module is a command, a package in it a group whose docstring is its help."""
    modules = {module.name.rstrip("_"): module for module in pkgutil.iter_modules(package.__path__)}
    chosen = arguments[:1] if arguments and arguments[0] in modules else modules
    for name in chosen:
        module = importlib.import_module(f"{package.__name__}.{modules[name].name}")
        text = inspect.cleandoc(module.__doc__ or "")
        if modules[name].ispkg:
            group = _group(text, default=getattr(module, "DEFAULT", None))
            # A callback keeps a group of one command a group.
            group.callback()(_nothing)
            _fill(group, module, arguments[1:] if len(chosen) == 1 else ())
            app.add_typer(group, name=name)
        else:
            function = getattr(module, modules[name].name)
            # The example stands apart from the text above it, line by line.
            text = inspect.cleandoc(function.__doc__ or "").replace("Example:\n", "Example:\n\n\b\n")
            app.command(name, help=text, context_settings=_SETTINGS)(guarded(function))


def _nothing() -> None:
    pass


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
            _give_up_output()
            sys.exit(_INTERRUPTED)
        except OSError as error:
            # A full disk under our output, a folder taken away: the system's words, and no traceback.
            _give_up_output()
            name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else None
            told = ReweaveError(error.strerror or str(error), code="system-error", path=name)
            _complain(told, kwargs.get("output_format"))
        sys.exit(code)

    return run


def _give_up_output() -> None:
    """Let what is still to be written to stdout go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(error: ReweaveError, output_format: str | None) -> NoReturn:
    from reweave.deliver.error import error_json
    from reweave.deliver.terminal import escape

    if output_format not in (None, "text", "github"):
        print(error_json(error), file=sys.stderr)
    else:
        print(f"reweave: {escape(str(error))}", file=sys.stderr)
    sys.exit(error.exit_code)

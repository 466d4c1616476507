"""Finding the commands, and what all of them have in common."""

import functools
import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Annotated, Any

import typer
import typer.core

import reweave.cli.commands
from reweave import __version__
from reweave.verbosity import Verbosity, part, set_verbosity

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 120}
_SPEAKING = [
    inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Annotated[bool, option])
    for name, option in (
        ("quiet", typer.Option("--quiet", help="Say nothing but the answer and errors.")),
        ("verbose", typer.Option("--verbose", help="Say on stderr what is done, and how long each part takes.")),
    )
]


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


def command_module(name: str) -> ModuleType:
    """Return the module of a command (`check`, `code fix`)."""
    place = name.replace(" ", ".")
    package = reweave.cli.commands.__name__
    if importlib.util.find_spec(f"{package}.{place}") is None:
        place += "_"
    return importlib.import_module(f"{package}.{place}")


def answers_of(name: str) -> tuple[str, ...]:
    """Return the names of the schemas that a command's JSON keeps to: its own, unless its module says `SCHEMAS`."""
    found: tuple[str, ...] = getattr(command_module(name), "SCHEMAS", (name.replace(" ", "-"),))
    return found


def build(arguments: Sequence[str]) -> typer.Typer:
    """Return the program. Only the command that `arguments` name is imported; all of them, where they name none."""
    app = _group(
        help="One frontmatter style for every note of a knowledge base, delivered as commits a person can review.",
        epilog="Exit codes: 0 done, 1 findings or pending changes, 2 wrong use, 3 notes refused, 4 locked, 5 moved, "
        "6 not handed on. Each command takes --output-format json; `reweave skill` tells programs the rest.",
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


def _fill(app: typer.Typer, package: ModuleType, arguments: Sequence[str], prefix: str = "") -> None:
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
            _fill(group, module, arguments[1:] if len(chosen) == 1 else (), f"{name} ")
            app.add_typer(group, name=name)
        else:
            function = getattr(module, modules[name].name)
            # The example stands apart from the text above it, line by line.
            text = inspect.cleandoc(function.__doc__ or "").replace("Example:\n", "Example:\n\n\b\n")
            app.command(name, help=text, context_settings=_SETTINGS)(spoken(f"{prefix}{name}", function))


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


def spoken(name: str, command: Callable[..., int]) -> Callable[..., int]:
    """Return a command with the options that every command has: how much it says on stderr."""

    @functools.wraps(command)
    def run(*args: Any, quiet: bool, verbose: bool, **kwargs: Any) -> int:
        set_verbosity(Verbosity.QUIET if quiet else Verbosity.VERBOSE if verbose else Verbosity.NORMAL)
        with part(name):
            return int(command(*args, **kwargs))

    own = inspect.signature(command)
    run.__signature__ = own.replace(parameters=[*own.parameters.values(), *_SPEAKING])  # type: ignore[attr-defined]
    return run


def arranged(arguments: Sequence[str]) -> list[str]:
    """Return arguments with those options of all commands that stand before the command's name behind it."""
    rest, front = list(arguments), []
    while rest and (rest[0] in ("--quiet", "--verbose") or rest[0].startswith("--output-format")):
        front += rest[: 2 if rest[0] == "--output-format" else 1]
        del rest[: 2 if rest[0] == "--output-format" else 1]
    if not front or not rest or rest[0].startswith("-"):
        return list(arguments)
    names = 2 if " ".join(rest[:2]) in command_names() else 1
    return [*rest[:names], *front, *rest[names:]]

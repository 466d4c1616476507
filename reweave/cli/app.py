"""The program: finds the commands, groups them, and gives all of them the same options."""

import functools
import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, get_args

import typer
import typer.core
from typer.models import TyperPath

import reweave.cli.commands
import reweave.cli.options
from reweave import __version__
from reweave.cli.direct import run_command
from reweave.errors import ReweaveError
from reweave.network import forbid_network
from reweave.suggestion import did_you_mean
from reweave.text import quoted
from reweave.verbosity import Verbosity

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 120}
_EVERYWHERE = [
    inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Annotated[bool, option])
    for name, option in (
        ("quiet", typer.Option("--quiet", help="Print only results and errors.")),
        ("verbose", typer.Option("--verbose", help="Print each step and its duration on stderr.")),
        ("offline", typer.Option("--offline", help="Refuse whatever could reach other machines.")),
    )
]


def command_names(package: ModuleType = reweave.cli.commands, prefix: str = "") -> list[str]:
    """Return the names of all commands; `group name` for those in a group."""
    names = []
    for module in pkgutil.iter_modules(package.__path__):
        name = prefix + _command_name(module.name)
        if module.ispkg:
            names += command_names(importlib.import_module(f"{package.__name__}.{module.name}"), name + " ")
        else:
            names.append(name)
    return names


def _command_name(module: str) -> str:
    return module.rstrip("_").replace("_", "-")


def command_module(name: str) -> ModuleType:
    """Return the module of a command (`check`, `code fix`)."""
    module = f"{reweave.cli.commands.__name__}.{name.replace(' ', '.').replace('-', '_')}"
    return importlib.import_module(module if importlib.util.find_spec(module) is not None else f"{module}_")


def answers_of(name: str) -> tuple[str, ...]:
    """Return the names of the schemas of a command's JSON: its own, unless its module has `SCHEMAS`."""
    names: tuple[str, ...] = getattr(command_module(name), "SCHEMAS", (name.replace(" ", "-"),))
    return names


def build(arguments: Sequence[str]) -> typer.Typer:
    """Return the program with the command that `arguments` name, or with all commands if they name none.

    `--version` needs none: it ends the program before a command is looked up.
    """
    app = _group(
        reweave.cli.commands,
        help="Normalize YAML frontmatter and add typed edges in Markdown vaults, as reviewable commits.",
        epilog="Exit codes: 0 done, 1 findings or pending changes, 2 usage error, 3 notes refused, 4 locked, "
        "5 branch or file moved, 6 push or scheduler failed. Run `reweave skill` for a guide for programs.",
    )
    app.callback()(_program)
    if arguments[:1] != ["--version"]:
        _fill(app, reweave.cli.commands, arguments)
    return app


class _Group(typer.core.TyperGroup):
    """A group of commands whose help lists them in sections.

    Arguments that name no command, and options before them, go to the `default` command if the group has one.
    """

    default: str | None = None
    sections: Mapping[str, Sequence[str]] = {}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        if self.default is not None:
            return super().resolve_command(ctx, [self.default, *args])
        hint = did_you_mean(args[0], self.commands, f"see `{ctx.command_path} --help`")
        raise ReweaveError(f"unknown command {quoted(args[0])}", code="wrong-use", suggestion=hint)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        width = max(map(len, self.commands))
        for title, names in (self.sections or {"Commands": self.list_commands(ctx)}).items():
            with formatter.section(title):
                rows = [(name, self.commands[name].get_short_help_str()) for name in names]
                formatter.write_dl([(f"{name:{width}}", summary) for name, summary in rows])


def _group(module: ModuleType, help: str, epilog: str | None = None) -> typer.Typer:
    """Return the empty group of a package of commands."""

    class Group(_Group):
        default = getattr(module, "DEFAULT", None)
        sections = getattr(module, "SECTIONS", {})

    return typer.Typer(
        cls=Group,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings=_SETTINGS if Group.default is None else {**_SETTINGS, "ignore_unknown_options": True},
        help=help,
        epilog=epilog,
    )


def _fill(app: typer.Typer, package: ModuleType, arguments: Sequence[str], prefix: str = "") -> None:
    """Add the commands of a package: each module is a command, each package a group whose docstring is its help."""
    modules = {_command_name(module.name): module for module in pkgutil.iter_modules(package.__path__)}
    chosen = arguments[:1] if arguments and arguments[0] in modules else modules
    for name in chosen:
        module = importlib.import_module(f"{package.__name__}.{modules[name].name}")
        text = inspect.cleandoc(module.__doc__ or "")
        if modules[name].ispkg:
            group = _group(module, text)
            # A callback keeps a group of one command a group.
            group.callback()(_nothing)
            _fill(group, module, arguments[1:] if len(chosen) == 1 else (), f"{name} ")
            app.add_typer(group, name=name)
        else:
            function = getattr(module, modules[name].name)
            # Keeps the lines of the example apart.
            text = inspect.cleandoc(function.__doc__ or "").replace("Example:\n", "Example:\n\n\b\n")
            app.command(name, help=text, context_settings=_SETTINGS)(spoken(f"{prefix}{name}", function))


def _nothing() -> None:
    pass


def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=lambda asked: _version(asked), help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Take the options of the program itself."""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"reweave {__version__}")
        raise typer.Exit


def spoken(name: str, command: Callable[..., int]) -> Callable[..., int]:
    """Return a command with the options that every command has: how much it prints on stderr, and `--offline`.

    Its annotations may be the names of options.
    """

    @functools.wraps(command)
    def run(*args: Any, quiet: bool, verbose: bool, offline: bool, **kwargs: Any) -> int:
        if offline:
            forbid_network()
        chosen = Verbosity.QUIET if quiet else Verbosity.VERBOSE if verbose else Verbosity.NORMAL
        return run_command(name, lambda: command(*args, **kwargs), chosen)

    own = inspect.signature(command, locals=vars(reweave.cli.options), eval_str=True)
    for parameter in own.parameters.values():
        _refuse_empty_paths(parameter.annotation)
    signature = own.replace(parameters=[*own.parameters.values(), *_EVERYWHERE])
    run.__signature__ = signature  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in signature.parameters.values()}
    return run


class _Path(TyperPath):
    """A path that is not empty: `"$FILE"`, with the variable unset, must not mean the whole vault."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if value == "":
            self.fail("a path cannot be empty", param, ctx)
        return super().convert(value, param, ctx)


def _refuse_empty_paths(annotation: Any) -> None:
    """Have an option or argument that takes paths refuse the empty one."""
    kinds, about = [annotation], getattr(annotation, "__metadata__", ())
    for kind in kinds:
        kinds.extend(get_args(kind))
    if Path in kinds:
        for one in about:
            one.click_type = _Path()


def arranged(arguments: Sequence[str]) -> list[str]:
    """Return arguments with the options of all commands moved from before the command's name to after it."""
    rest, front = list(arguments), []
    while rest and (rest[0] in ("--quiet", "--verbose", "--offline") or rest[0].startswith("--output-format")):
        front += rest[: 2 if rest[0] == "--output-format" else 1]
        del rest[: 2 if rest[0] == "--output-format" else 1]
    if not front or not rest or rest[0].startswith("-"):
        return list(arguments)
    names = 2 if " ".join(rest[:2]) in command_names() else 1
    return [*rest[:names], *front, *rest[names:]]

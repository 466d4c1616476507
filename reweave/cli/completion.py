"""Completion of command lines, which a shell asks for through an environment variable."""

import os

import typer.completion
import typer.main

from reweave.cli.app import build

VARIABLE = "_REWEAVE_COMPLETE"
"""Holds what a shell asks for: `source_bash` for its script, `complete_bash` for words; also zsh and fish."""


def complete() -> int:
    """Print what the shell asks for, and return the exit code."""
    typer.completion.get_completion_inspect_parameters()  # registers the shells
    command = typer.main.get_command(build([]))
    return typer.completion.shell_complete(command, {}, "reweave", VARIABLE, os.environ[VARIABLE])

"""The arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[
    list[Path] | None, typer.Argument(help="Notes and folders.", show_default="the whole vault", metavar="[PATHS]...")
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="Use this configuration file.", show_default="found upward")
]
Unsafe = Annotated[bool, typer.Option("--unsafe", help="Also carry out the repairs of unreadable and broken notes.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print no summary.")]

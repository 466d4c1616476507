import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import ConfigFile, ListFormat
from reweave.cli.printing.answer import answer
from reweave.config.model import Config
from reweave.config.settings import settings_of
from reweave.exit_codes import Exit
from reweave.output.paths import path_fields
from reweave.run.workspace import open_workspace
from reweave.text import escape

if TYPE_CHECKING:
    from reweave.schemas import config_show as answers


def show(
    path: Annotated[
        Path, typer.Argument(metavar="[PATH]", help="The vault.", show_default="current directory")
    ] = Path(),
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Show every setting, and where it is from.

    A setting that the file sets is followed by the file's name, any other by `default`. What is excluded because of
    another program's settings (Obsidian's templates, a site builder's output) is followed by the name of that file.

    Example:
    reweave config show
    """
    found = open_workspace([path], config).config
    answer("config-show", output_format, lambda: _data(found), lambda: _lines(found))
    return Exit.DONE


def _lines(config: Config) -> Iterator[str]:
    for setting in settings_of(config):
        value = "no value" if setting.value is None else escape(json.dumps(setting.value, ensure_ascii=False))
        source = str(config.file) if setting.is_set else setting.found_in or "default"
        yield f"{escape(setting.key)} = {value}   # {escape(source)}"


def _data(config: Config) -> "answers.ConfigShow":
    return {
        "file": None if config.file is None else path_fields(str(config.file)),
        "settings": [
            {
                "key": setting.key,
                "value": setting.value,
                "is_set": setting.is_set,
                "found_in": None if setting.found_in is None else path_fields(setting.found_in),
            }
            for setting in settings_of(config)
        ],
    }

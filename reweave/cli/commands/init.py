"""The command `init`."""

from pathlib import Path
from typing import Annotated

import typer

from reweave.cli.workspace import open_workspace, read_workspace
from reweave.config.place import FILE
from reweave.config.survey import survey, write_config
from reweave.errors import ReweaveError
from reweave.exits import Exit
from reweave.note.note import Note


def init(
    path: Annotated[Path, typer.Argument(help="The vault's folder.", show_default="here")] = Path(),
    show: Annotated[bool, typer.Option("--print", help="Print the configuration instead of writing it.")] = False,
) -> int:
    """Look at a vault and write a configuration with the style that most of its notes follow.

    Example:
    reweave init --print
    """
    if not path.is_dir():
        raise ReweaveError("there is no such folder", code="no-such-path", path=str(path))
    workspace = open_workspace([path], None)
    if workspace.config.file is not None and not show:
        raise ReweaveError(
            "there is a configuration already",
            code="config-exists",
            path=str(workspace.config.file),
            suggestion="edit it, or compare it with `reweave init --print`",
        )
    root = path.resolve()
    text = write_config(survey(Note(name, source) for name, source in read_workspace(workspace, [path], point=True)))
    if show:
        print(text, end="")
        return Exit.DONE
    try:
        with (root / FILE).open("x", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        raise ReweaveError(f"cannot write it: {error.strerror}", code="cannot-write", path=str(root / FILE)) from error
    print(f"wrote {path / FILE}; see what it asks for with `reweave check`")
    return Exit.DONE

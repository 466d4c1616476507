from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import ListFormat
from reweave.cli.printing.answer import answer
from reweave.config.locate import FILE
from reweave.effects import record_change
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.lint.style_survey import survey, write_config
from reweave.note.note import Note
from reweave.output.paths import path_fields
from reweave.run.code_hint import point_at_code
from reweave.run.extension_hint import point_at_extension
from reweave.run.note_files import find_notes, read_files
from reweave.run.workspace import open_workspace
from reweave.text import escape

if TYPE_CHECKING:
    from reweave.schemas import init as answers


def init(
    path: Annotated[
        Path, typer.Argument(metavar="[PATH]", help="The vault.", show_default="current directory")
    ] = Path(),
    show: Annotated[bool, typer.Option("--print", help="Print the configuration; write nothing.")] = False,
    output_format: ListFormat = "text",
) -> int:
    """Write a reweave.toml in the vault's style.

    The configuration asks for the style that most notes follow already.

    Example:
    reweave init --print
    """
    if not path.is_dir():
        raise ReweaveError("no such directory", code="no-such-path", path=str(path))
    workspace = open_workspace([path], None)
    if workspace.config.file is not None and not show:
        raise ReweaveError(
            "configuration already exists",
            code="config-exists",
            path=str(workspace.config.file),
            suggestion="edit it, or compare it with `reweave init --print`",
        )
    root = path.resolve()
    found = find_notes(workspace, [path])
    point_at_code(workspace, found)
    point_at_extension(workspace, found)
    notes = read_files(found.files, [], workspace.config.limits.note_bytes)
    text = write_config(survey(Note(name, source) for name, source in notes))
    if not show:
        _write(root / FILE, text)
    data: answers.Init = {"file": path_fields(str(path / FILE)), "written": not show, "configuration": text}
    said = f"wrote {escape(str(path / FILE))}; run `reweave check` to see the findings"
    answer("init", output_format, lambda: data, lambda: text.splitlines() if show else [said])
    return Exit.DONE


def _write(file: Path, text: str) -> None:
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
            record_change()
    except OSError as error:
        raise ReweaveError(f"cannot write: {error.strerror}", code="cannot-write", path=str(file)) from error

from pathlib import Path
from typing import Annotated

import typer

from reweave.atomic import replace_file
from reweave.cli.options import ListFormat
from reweave.cli.printing.answer import answer
from reweave.effects import record_change
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.output.paths import path_fields
from reweave.text import escape


def vendor(
    file: Annotated[Path, typer.Argument(help="The file to write.", metavar="FILE")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
    output_format: ListFormat = "text",
) -> int:
    """Copy reweave.fm into your own code.

    The copy holds the functions that fixed code calls, and needs only the standard library. `reweave code fix --fm
    vendored` makes one where fixed code can import it; `reweave code check` says when a copy is old or edited.

    Example:
    reweave code vendor scripts/fm.py
    """
    from reweave.code.vendored import vendored_copy

    text = vendored_copy()
    try:
        if force:
            replace_file(file, [text])
        else:
            with file.open("xb") as stream:
                stream.write(text)
        record_change()
    except FileExistsError as error:
        raise ReweaveError(
            "file exists", code="file-exists", path=str(file), suggestion="use --force to overwrite it"
        ) from error
    except OSError as error:
        raise ReweaveError(f"cannot write: {error.strerror}", code="cannot-write", path=str(file)) from error
    answer(
        "code-vendor", output_format, lambda: {"file": path_fields(str(file))}, lambda: [f"wrote {escape(str(file))}"]
    )
    return Exit.DONE

"""Writing a file that a user named: whole, or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

from reweave.errors import ReweaveError


def write_whole(file: Path, parts: Iterable[bytes]) -> None:
    """Replace a file, or make it, with `parts` one behind the other.

    Raises:
        ReweaveError: it cannot be written (`cannot-write`); what was there is there still.
    """
    staged = file.with_name(f".reweave-{token_hex(8)}")
    try:
        try:
            with staged.open("xb") as stream:
                stream.writelines(parts)
                stream.flush()
                os.fsync(stream.fileno())
            staged.replace(file)
        except BaseException:
            staged.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ReweaveError(f"cannot write it: {error.strerror}", code="cannot-write", path=str(file)) from error

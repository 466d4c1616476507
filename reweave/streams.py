"""The standard streams as this process needs them, whatever they were when it was started."""

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

STDOUT = "stdout"
"""What an error of writing the output names as its file."""


class _Output(io.FileIO):
    """Standard output: an error names it."""

    def write(self, data: "ReadableBuffer", /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OSError(error.errno, error.strerror, STDOUT) from error


class _Messages(io.FileIO):
    """Standard error: what cannot be written there is lost, since nobody can be told."""

    def write(self, data: "ReadableBuffer", /) -> int:
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def open_streams() -> None:
    """Make sure that the three standard streams are open, as git does: a closed one is the null device.

    Without that, a file that is opened later takes its number, and its text may end in a note.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = _text(_Output(1, "w", closefd=False))
    sys.stderr = _text(_Messages(2, "w", closefd=False))


def _text(raw: io.FileIO) -> io.TextIOWrapper:
    # File names are bytes, and any of them can be printed.
    lines = raw.name == 2 or raw.isatty()
    return io.TextIOWrapper(io.BufferedWriter(raw), "utf-8", "surrogateescape", line_buffering=lines)

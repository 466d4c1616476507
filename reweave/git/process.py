"""Running a program that talks to the network, in bounded time and memory."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_KEPT = 1 << 20
_GRACE = 2.0


@dataclass(frozen=True, slots=True)
class ProcessResult:
    """A finished program: its exit status (None: stopped at the time limit), and the start of its output."""

    status: int | None
    out: bytes
    err: bytes


def run_bounded(
    command: Sequence[str], *, env: Mapping[str, str], cwd: Path, seconds: float, input: bytes = b""
) -> ProcessResult:
    """Run a program in a session of its own, without a terminal that it could ask at, for at most `seconds`.

    Its children are ended with it. At most a megabyte of each stream is kept.

    Raises:
        OSError: it cannot be started.
    """
    import tempfile

    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        asked.write(input)
        asked.seek(0)
        process = subprocess.Popen(
            command, env=dict(env), cwd=cwd, stdin=asked, stdout=out, stderr=err, start_new_session=True
        )
        status: int | None = None
        try:
            status = process.wait(seconds)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            # Includes children it left running (ssh), also when this process is interrupted.
            _end(process)
        return ProcessResult(status, _start_of(out), _start_of(err))


def _end(process: subprocess.Popen[bytes]) -> None:
    for one in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, one)
        except (ProcessLookupError, PermissionError):
            # Nobody of that session is left (macOS says "not permitted" of a group of dead processes).
            break
        if process.poll() is not None:
            continue
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def _start_of(stream: IO[bytes]) -> bytes:
    stream.seek(0)
    return stream.read(_KEPT)

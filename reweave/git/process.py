"""Running a program that talks to the network, in bounded time and memory."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_KEPT = 1 << 20
_MOST = 64 << 20
"""A program that prints more than this is ended: nobody reads it, and it would fill the disk."""
_LOOK = 0.2
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

    Its children are ended with it. At most a megabyte of each stream is kept; one that prints far more is stopped.

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
            status = _wait(process, seconds, (out, err))
        finally:
            # Includes children it left running (ssh), also when this process is interrupted.
            _end(process)
        return ProcessResult(status, _start_of(out), _start_of(err))


def _wait(process: subprocess.Popen[bytes], seconds: float, streams: Sequence[IO[bytes]]) -> int | None:
    """Return the exit status of a process, `None` where it takes too long or prints too much."""
    end = time.monotonic() + seconds
    while True:
        left = end - time.monotonic()
        try:
            return process.wait(max(min(left, _LOOK), 0))
        except subprocess.TimeoutExpired:
            if left <= _LOOK or any(os.fstat(stream.fileno()).st_size > _MOST for stream in streams):
                return None


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

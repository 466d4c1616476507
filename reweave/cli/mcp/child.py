"""Running a command in its own process, so that nothing it prints or does reaches the server's."""

import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import anyio
from anyio.abc import ByteReceiveStream, ByteSendStream

from reweave.errors import ReweaveError

SECONDS = 600
"""Timeout of a command."""
_MOST_OUTPUT = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Done:
    """The exit code and output of a command."""

    code: int
    stdout: bytes
    stderr: bytes


async def run_command(root: Path, arguments: tuple[str, ...], stdin: bytes = b"") -> Done:
    """Run `reweave ARGUMENTS` in `root`.

    Raises:
        ReweaveError: it takes too long (`timeout`), or prints too much (`too-large`).
    """
    # -P: no module is imported from the vault, which is the current directory.
    command = [sys.executable, "-P", "-m", "reweave", *arguments]
    process = await anyio.open_process(command, cwd=root, env=environment(), start_new_session=True)
    out, err = bytearray(), bytearray()
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None
    try:
        with anyio.fail_after(SECONDS):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(_feed, process.stdin, stdin)
                tasks.start_soon(_collect, process.stdout, out, tasks.cancel_scope)
                tasks.start_soon(_collect, process.stderr, err, tasks.cancel_scope)
            if max(len(out), len(err)) >= _MOST_OUTPUT:
                raise ReweaveError("output too large", code="too-large", suggestion="select fewer notes")
            code = await process.wait()
    except TimeoutError as error:
        raise ReweaveError(f"timed out after {SECONDS} seconds", code="timeout") from error
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
        with anyio.CancelScope(shield=True):
            await process.aclose()
    return Done(code, bytes(out), bytes(err))


def environment() -> dict[str, str]:
    """Return this process's environment, with an absolute PYTHONPATH."""
    environment = dict(os.environ)
    if "PYTHONPATH" in environment:
        folders = (str(Path(one).absolute()) for one in environment["PYTHONPATH"].split(os.pathsep) if one)
        environment["PYTHONPATH"] = os.pathsep.join(folders)
    return environment


async def _feed(stream: ByteSendStream, data: bytes) -> None:
    # A command that does not read everything reports why.
    with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError):
        await stream.send(data)
    await stream.aclose()


async def _collect(stream: ByteReceiveStream, found: bytearray, reading: anyio.CancelScope) -> None:
    async for piece in stream:
        found += piece[: _MOST_OUTPUT - len(found)]
        if len(found) >= _MOST_OUTPUT:
            reading.cancel()  # the process may never end

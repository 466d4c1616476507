"""Asking the process that keeps the vault; it is started at the first question, and again where it ended."""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import anyio
from anyio.abc import Process
from anyio.streams.buffered import BufferedByteReceiveStream

from reweave.cli.mcp.child import SECONDS, environment
from reweave.errors import ReweaveError

_LONGEST = 256 * 1024 * 1024
_ENDED = (anyio.BrokenResourceError, anyio.EndOfStream, anyio.IncompleteRead, anyio.DelimiterNotFound)
"""What a process that ended, or answers without end, raises."""


class Keeper:
    """The process that keeps the vault in a folder. One question is asked at a time."""

    def __init__(self, root: Path) -> None:
        """Remember the folder."""
        self._root = root
        self._process: Process | None = None
        self._turn = anyio.Lock()

    async def ask(self, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a call: `answer` or `error`, and what was `said`.

        Raises:
            ReweaveError: it takes too long (`timeout`), or the process ended (`no-answer`).
        """
        async with self._turn:
            try:
                with anyio.fail_after(SECONDS):
                    return await self._asked(json.dumps({"name": name, "arguments": arguments}).encode() + b"\n")
            except TimeoutError as error:
                await self._end()
                raise ReweaveError(f"timed out after {SECONDS} seconds", code="timeout") from error
            except (
                anyio.BrokenResourceError,
                anyio.EndOfStream,
                anyio.IncompleteRead,
                anyio.DelimiterNotFound,
            ) as error:
                await self._end()
                raise ReweaveError("the process ended without an answer", code="no-answer") from error
            except BaseException:
                await self._end()  # its answer would be taken for that of the next question
                raise

    async def _asked(self, request: bytes) -> dict[str, Any]:
        if self._process is None or self._process.returncode is not None:
            # -P: no module is imported from the vault, which is the current directory.
            command = [sys.executable, "-P", "-m", "reweave.cli.mcp.worker", str(self._root)]
            self._process = await anyio.open_process(
                command, cwd=self._root, env=environment(), stderr=None, start_new_session=True
            )
        assert self._process.stdin is not None and self._process.stdout is not None
        await self._process.stdin.send(request)
        line = await BufferedByteReceiveStream(self._process.stdout).receive_until(b"\n", _LONGEST)
        found: dict[str, Any] = json.loads(line)
        return found

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
        with anyio.CancelScope(shield=True):
            await process.aclose()

    async def close(self) -> None:
        """End the process."""
        await self._end()

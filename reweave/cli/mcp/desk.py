"""Where calls are made and their answers put into pages."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mcp_types import CallToolResult, TextContent

from reweave.cli.mcp.child import Done, run_command
from reweave.cli.mcp.keeper import Keeper
from reweave.cli.mcp.pages import Answers, Page, cost_of, last_lines
from reweave.cli.mcp.tools import Ask, Call
from reweave.errors import ReweaveError
from reweave.output.document import error_json
from reweave.output.paths import valid

_LONGEST_ERROR = 2_000
_FRAME = 400
"""What the keys of a result take."""


class Desk:
    """Makes the calls on the vault in a folder, and keeps the answers that need several pages."""

    def __init__(self, root: Path) -> None:
        """Remember the folder."""
        self._root = root
        self._answers = Answers()
        self.keeper = Keeper(root)

    async def run(self, call: Call, limit: int) -> CallToolResult:
        """Return the first page of the answer of a command.

        Raises:
            ReweaveError: a path leads out of the root, or the command takes too long or prints too much.
        """
        operands = (*call.operands, *(confined(self._root, path) for path in call.paths))

        async def ask(output_format: str) -> Done:
            # After the `--`, nothing is read as an option.
            arguments = (call.command, f"--output-format={output_format}", *call.options, "--", *operands)
            return await run_command(self._root, arguments, call.stdin)

        done = await ask("json")
        answer = _parsed(done.stdout)
        if answer is None:
            return failure(_error(done))
        content: dict[str, Any] = {"exit_code": done.code, "answer": answer}
        if call.patch:
            content["patch"] = (await ask("text")).stdout.decode(errors="replace")
        return self._first(content, done.stderr.decode(errors="replace"), limit)

    async def asked(self, call: Ask, limit: int) -> CallToolResult:
        """Return the first page of an answer of the process that keeps the vault.

        Raises:
            ReweaveError: a path leads out of the root, or the process ended or takes too long.
        """
        for path in call.paths:
            confined(self._root, path)
        found = await self.keeper.ask(call.name, dict(call.arguments))
        if "error" in found:
            return failure({"error": found["error"]})
        return self._first({"exit_code": 0, "answer": found["answer"]}, valid(found["said"]), limit)

    def more(self, cursor: str) -> CallToolResult:
        """Return the page at a cursor.

        Raises:
            ReweaveError: no answer is kept for it.
        """
        return _result(*self._answers.next(cursor), [])

    def _first(self, content: Mapping[str, Any], stderr: str, limit: int) -> CallToolResult:
        said = list(last_lines(stderr))
        page, cursor = self._answers.first(content, limit, taken=_FRAME + cost_of(said))
        return _result(page, cursor, said)


def _result(page: Page, cursor: str | None, said: list[str]) -> CallToolResult:
    content = {"answer": {}, **page.answer, "said": said, "cut": page.cut, "cursor": cursor}
    return CallToolResult(content=[_as_text(content)], structured_content=content)


def confined(root: Path, given: str) -> str:
    """Return a path relative to the root.

    Raises:
        ReweaveError: it leads out of the root, possibly through a symlink (`outside-root`).
    """
    if not Path(os.path.realpath(root / given)).is_relative_to(root):
        raise ReweaveError("outside the root", code="outside-root", path=given)
    return given


def _parsed(data: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(data)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _error(done: Done) -> dict[str, Any]:
    """Return the error object that a command wrote on stderr, or one that says it wrote none."""
    for line in reversed(done.stderr.splitlines()):
        found = _parsed(line)
        if found is not None and "error" in found:
            return found
    said = " ".join(last_lines(done.stderr.decode(errors="replace"), 3))
    return _object(ReweaveError(f"no output, exit code {done.code}: {said}", code="no-answer"))


def _object(error: ReweaveError) -> dict[str, Any]:
    return dict(json.loads(error_json(error)))


def failed(error: ReweaveError) -> CallToolResult:
    """Return an error as a result."""
    return failure(_object(error))


def failure(error: dict[str, Any]) -> CallToolResult:
    """Return an error object as a result."""
    error = {"error": {key: _short(value) for key, value in error["error"].items()}}
    return CallToolResult(content=[_as_text(error)], structured_content=error, is_error=True)


def _short(value: Any) -> Any:
    return value[:_LONGEST_ERROR] + "…" if isinstance(value, str) and len(value) > _LONGEST_ERROR else value


def _as_text(content: Mapping[str, Any]) -> TextContent:
    return TextContent(type="text", text=json.dumps(content, ensure_ascii=False))

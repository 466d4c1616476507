"""Running a forge's command-line tool: by argument lists, outside the repository, in bounded time."""

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reweave.errors import ReweaveError
from reweave.executable import find_program, search_path
from reweave.exit_codes import Exit
from reweave.git.process import run_bounded
from reweave.network import require_network
from reweave.text import printable, quoted

_QUIET = {
    "NO_COLOR": "1",
    "NO_PROMPT": "1",
    "GH_PROMPT_DISABLED": "1",
    "GH_NO_UPDATE_NOTIFIER": "1",
    "GLAB_CHECK_UPDATE": "false",
    "GIT_TERMINAL_PROMPT": "0",
}


@dataclass(frozen=True, slots=True)
class Tool:
    """A program of the user: its name, how to install it, and the time limit of each call in seconds."""

    name: str
    install: str
    seconds: float

    def run(self, args: Sequence[str], input: bytes = b"") -> bytes:
        """Run the tool, in an empty folder so that it reads no repository, and return its output.

        Raises:
            ReweaveError: it is not installed (`forge-tool-missing`) or failed (`forge-failed`), exit 6.
        """
        require_network(f"{self.name}, for the forge,")
        program = self._find()
        with tempfile.TemporaryDirectory(prefix="reweave-forge-") as folder:
            env = {name: value for name, value in os.environ.items() if name not in ("GH_REPO", "GH_FORCE_TTY")}
            env |= {**_QUIET, "PATH": search_path(), "GIT_CEILING_DIRECTORIES": str(Path(folder).resolve().parent)}
            ended = run_bounded([program, *args], env=env, cwd=Path(folder), seconds=self.seconds, input=input)
        if ended.status == 0:
            return ended.out
        said = f"no answer within {self.seconds:g} seconds"
        if ended.status is not None:
            lines = (ended.err.strip() or ended.out.strip()).decode("utf-8", "replace").splitlines()
            said = printable(lines[0][:300].strip()) if lines else f"exit status {ended.status}"
        raise self.error(said)

    def run_json(self, args: Sequence[str], input: bytes = b"") -> Any:
        """Run the tool and return its JSON answer.

        Raises:
            ReweaveError: as `run`, or the answer is not JSON.
        """
        said = self.run(args, input)
        try:
            return json.loads(said or b"null")
        except (ValueError, RecursionError):
            raise self.error(
                f"unexpected answer {quoted(said[:80].decode('utf-8', 'replace'))}, expected JSON"
            ) from None

    def error(self, why: str) -> ReweaveError:
        """Return the error for a failed call."""
        return ReweaveError(f"{self.name}: {why}", code="forge-failed", exit_code=Exit.NOT_SENT)

    def _find(self) -> str:
        program = find_program(self.name)
        if program is None:
            raise ReweaveError(
                f"cannot open a pull request: {self.name} is not installed, or not on PATH",
                code="forge-tool-missing",
                exit_code=Exit.NOT_SENT,
                suggestion=self.install,
            )
        return program

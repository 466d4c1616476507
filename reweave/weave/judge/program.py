"""A judge that is a program of the user's: a question as JSON on stdin, the answer on stdout."""

import json
import os
import shutil
import tempfile
from pathlib import Path

from reweave.config.judge import JudgeConfig
from reweave.errors import ReweaveError
from reweave.executable import search_path
from reweave.git.process import run_bounded
from reweave.network import require_network
from reweave.text import quoted
from reweave.weave.judge.budget import Tokens
from reweave.weave.judge.excerpt import Excerpt
from reweave.weave.judge.model import JudgeRequest, UnansweredError

_SHOWN = 300


class JudgeProgram:
    """The program of a configuration. It may be asked from several threads; each question starts it once.

    It runs in an empty folder of its own, so that nothing in a vault can configure it.
    """

    def __init__(self, config: JudgeConfig) -> None:
        """Find the program.

        Raises:
            ReweaveError: it is not installed, or the network is forbidden.
        """
        require_network("the judge's program, which may ask others,")
        program = _find_program(config.command[0])
        if program is None:
            raise ReweaveError(
                f"the judge's program {quoted(config.command[0])} is not installed, or not on PATH",
                code="judge-not-installed",
                suggestion="check command in [judges] of your configuration; a path must be absolute",
            )
        self._command = (program, *config.command[1:])
        self._timeout = config.timeout

    def ask(self, request: JudgeRequest) -> tuple[str, Tokens | None]:
        """Start the program for one question.

        It is given `{"source": NOTE, "targets": [NOTE, ...], "messages": [...], "schema": {...}}`: the notes (`path`,
        `title`, `text`), the same question for a language model, and the schema of the answer.

        Raises:
            UnansweredError: it failed, took too long, or printed nothing.
        """
        question = {
            "source": _note(request.source),
            "targets": [_note(one) for one in request.targets],
            "messages": request.messages,
            "schema": request.schema,
        }
        environment = {**os.environ, "PATH": search_path()}
        with tempfile.TemporaryDirectory(prefix="reweave-judge-") as folder:
            try:
                result = run_bounded(
                    self._command,
                    env=environment,
                    cwd=Path(folder),
                    seconds=self._timeout,
                    input=json.dumps(question).encode(),
                )
            except OSError as error:
                raise UnansweredError(f"the program cannot be started: {error.strerror}") from error
        if result.status is None:
            raise UnansweredError(f"no answer within {self._timeout:g} seconds")
        if result.status != 0:
            said = " ".join(result.err.decode("utf-8", "replace").split())[:_SHOWN]
            raise UnansweredError(f"the program failed with status {result.status}" + (f": {said}" if said else ""))
        text = result.out.decode("utf-8", "replace").strip()
        if not text:
            raise UnansweredError("the program printed nothing")
        return text, None


def _note(excerpt: Excerpt) -> dict[str, str]:
    return {"path": excerpt.path, "title": excerpt.title, "text": excerpt.text}


def _find_program(name: str) -> str | None:
    """Return the path of a program: a name on PATH, an absolute path, or one below the home directory."""
    try:
        path = Path(name).expanduser()
    except RuntimeError:
        return None
    return shutil.which(path, path=search_path()) if path.is_absolute() or os.sep not in name else None

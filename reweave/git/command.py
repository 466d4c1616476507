"""Running git in an opened repository: one command, a question, or a conversation."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, NamedTuple

from reweave.errors import ReweaveError
from reweave.git.environment import fixed_environment
from reweave.git.program import git_program
from reweave.text import printable


class GitError(ReweaveError):
    """A git command that failed; `stderr` is all it said, `reason` the line that says why."""

    def __init__(self, command: str, status: int, stderr: bytes, *, suggestion: str | None = None) -> None:
        self.status = status
        self.stderr = stderr.decode("utf-8", "replace").strip()
        lines = [line for line in self.stderr.splitlines() if line.strip()]
        # The line that says why is the first fatal or error line; what follows is advice.
        told = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1] if lines else "")
        told = re.sub(r"^(?:fatal|error): ", "", told) or f"exit status {status}"
        self.reason = printable(told)
        if suggestion is None and "promisor" in self.stderr:
            # Nothing is fetched by itself: transports are off.
            suggestion = "this is a partial clone; fetch what it lacks with `git fetch --refetch --no-filter`"
        if suggestion is None and ".lock': File exists" in self.stderr:
            suggestion = "wait until the other git ends; if none runs, remove that file; then run it again"
        super().__init__(f"git {command} failed: {self.reason}", code="git-failed", suggestion=suggestion)


Settings = tuple[tuple[str, str], ...]


class Git:
    """A repository as commands are run in it: its git directory, and the settings that silence its configuration."""

    def __init__(self, directory: Path, settings: Settings, own: Callable[[], Settings] = tuple) -> None:
        """Run commands with `settings`, and with those that `own` makes of what the repository's configuration says.

        `own` is called when they are first needed.
        """
        self.directory = directory
        self._settings = settings
        self._own = own

    @cached_property
    def settings(self) -> Settings:
        """The settings that every command is run with."""
        return self._settings + self._own()

    @property
    def for_listing(self) -> "Git":
        """The repository for `ls-files`, which runs none of the programs that only `own` silences."""
        return Git(self.directory, self._settings)


def run_git(
    git: Git,
    args: Sequence[str | bytes],
    *,
    input: bytes | None = None,
    env: Mapping[str, str] | None = None,
    apart: bool = False,
) -> bytes:
    """Run one git command in the repository and return what it wrote.

    `env` adds variables (`GIT_INDEX_FILE`, who commits); `apart` gives the process a session of its own, so that a
    signal to the caller's process group does not reach it.

    Raises:
        GitError: the command failed.
    """
    done = ask_git(git, args, input=input, env=env, apart=apart)
    if done.returncode != 0:
        raise GitError(_name(args), done.returncode, done.stderr)
    return done.stdout


def ask_git(
    git: Git,
    args: Sequence[str | bytes],
    *,
    input: bytes | None = None,
    env: Mapping[str, str] | None = None,
    apart: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """Run a git command whose exit status is the answer; as `run_git`, but no status is an error."""
    return subprocess.run(
        [git_program(), *args],
        cwd=git.directory,
        env=fixed_environment(git.settings, git.directory, env),
        input=b"" if input is None else input,
        capture_output=True,
        start_new_session=apart,
    )


class Conversation(NamedTuple):
    """A running git command: write requests to `ask`, read answers from `answer`."""

    ask: IO[bytes]
    answer: IO[bytes]


@contextmanager
def talk_to_git(git: Git, args: Sequence[str | bytes]) -> Iterator[Conversation]:
    """Run a long-lived git command; it is ended and waited for when the block is left.

    Raises:
        GitError: the command failed.
    """
    import tempfile  # brings random number generators along, which most commands have no use for

    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [git_program(), *args],
            cwd=git.directory,
            env=fixed_environment(git.settings, git.directory),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        assert process.stdin is not None and process.stdout is not None
        failed = True
        try:
            yield Conversation(process.stdin, process.stdout)
            process.stdin.close()
            # Drain the rest of the output, or git may block on a full pipe.
            process.stdout.read()
            failed = False
        except BrokenPipeError:
            # git exited first; its status and stderr below say why.
            failed = False
        finally:
            if failed:
                process.kill()
            process.stdout.close()
            status = process.wait()
            _close_broken(process.stdin)
        if status != 0:
            errors.seek(0)
            raise GitError(_name(args), status, errors.read(65536))


def _close_broken(pipe: IO[bytes]) -> None:
    """Close a pipe whose reader may have exited, with bytes still in its buffer."""
    try:
        pipe.close()
    except BrokenPipeError:
        # The reader exited early; its status was checked by the caller.
        return


def _name(args: Sequence[str | bytes]) -> str:
    return os.fsdecode(args[0])

"""A line in the user's crontab, between two lines that mark its owner."""

import os
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.executable import search_path
from reweave.exit_codes import Exit
from reweave.git.process import run_bounded
from reweave.schedule.base import Resource
from reweave.schedule.job import Job
from reweave.schedule.ownership import OwnershipState, add_owner_marker, ownership_of
from reweave.text import printable

_SECONDS = 30
_LINE = 990
"""The longest line that the common crons read is a little below 1,000 bytes."""


class Cron:
    """The user's crontab, reached through the program `crontab` alone. All other lines stay byte for byte."""

    def resources(self, job: Job) -> Sequence[Resource]:
        """Return the block of lines."""
        line = f"{job.minute} {job.hour} * * * {_command(job)}"
        if len(os.fsencode(line)) > _LINE:
            raise ReweaveError("the crontab line would be too long", code="schedule-name", suggestion="use --systemd")
        content = add_owner_marker(f"{line}\n")
        try:
            found = _block(job).search(_read())
        except ReweaveError as error:
            if error.code != "no-cron":
                raise
            # Showing a line needs no cron.
            found = None
        return [Resource("crontab", content, ownership_of(None if found is None else found["inner"], content))]

    def install(self, job: Job, resources: Sequence[Resource]) -> None:
        """Replace the block, or append it."""
        (resource,) = resources
        if resource.state is OwnershipState.SAME:
            return
        old = _read()
        begin, end = _marks(job)
        block = begin + resource.content + end
        found = _block(job).search(old)
        if found is None:
            gap = b"" if not old or old.endswith(b"\n") else b"\n"
            _write(old + gap + block)
        else:
            _write(old[: found.start()] + block + old[found.end() :])

    def remove(self, job: Job, resources: Sequence[Resource]) -> None:
        """Remove the block."""
        old = _read()
        found = _block(job).search(old)
        if found is not None:
            _write(old[: found.start()] + old[found.end() :])

    def instructions(self, job: Job) -> Sequence[str]:
        """Return when it runs, and where errors go."""
        return [f"daily at {job.hour:02}:{job.minute:02}, local time; cron mails commits, new findings and errors only"]


def _command(job: Job) -> str:
    words = shlex.join(["env", f"PATH={job.path}", *job.command, "--quiet"])
    if "\\" in words:
        # Some crons strip a backslash, some do not.
        raise ReweaveError(
            "a crontab line cannot contain a backslash",
            code="schedule-name",
            suggestion="use --systemd, or rename it",
        )
    return words.replace("%", "\\%")


def _marks(job: Job) -> tuple[bytes, bytes]:
    return f"# reweave schedule begin {job.name}\n".encode(), f"# reweave schedule end {job.name}\n".encode()


def _block(job: Job) -> re.Pattern[bytes]:
    begin, end = (re.escape(one) for one in _marks(job))
    return re.compile(rb"(?ms)^" + begin + rb"(?P<inner>.*?)^" + end)


def _read() -> bytes:
    status, out, err = _crontab(["-l"])
    if status == 0:
        return out
    if re.search(r"\bno crontab\b", err):
        return b""
    raise _failed("read", err)


def _write(content: bytes) -> None:
    status, _, err = _crontab(["-"], content)
    if status != 0:
        raise _failed("write", err)
    if _read() != content:
        raise _failed("write", "`crontab -l` does not show what was written")


def _crontab(words: Sequence[str], content: bytes = b"") -> tuple[int | None, bytes, str]:
    try:
        env = {**os.environ, "PATH": search_path(), "LC_ALL": "C"}
        ended = run_bounded(["crontab", *words], env=env, cwd=Path("/"), seconds=_SECONDS, input=content)
    except FileNotFoundError:
        raise ReweaveError("crontab is not installed", code="no-cron", suggestion="install cron") from None
    return ended.status, ended.out, ended.err.decode("utf-8", "replace").strip()


def _failed(what: str, why: str) -> ReweaveError:
    return ReweaveError(
        f"cannot {what} the crontab: {printable(why.splitlines()[0][:300]) if why else 'crontab failed'}",
        code="crontab-failed",
        exit_code=Exit.NOT_SENT,
    )

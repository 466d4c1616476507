"""The job to schedule: command, folder and time."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.executable import find_program, own_program
from reweave.git.command import ask_git
from reweave.git.repository import Repository
from reweave.text import quoted

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_USUAL = ("/usr/local/bin", "/usr/bin", "/bin")
_NEEDED = ("git", "ssh", "gh", "glab", "tea")


@dataclass(frozen=True, slots=True)
class Job:
    """A daily run: in `folder` (`prefix` of the repository's top) whose git directory is `store`, pushed to `remote`.

    `name` is safe in file names and unit names, and unique to the repository on this machine. `writable_folders` are
    further folders that the run writes to: a remote that is a folder. `program` starts reweave with `path` as PATH;
    `requirement` is what installs the same one on another machine (`None`: unknown), where the run needs `extras`.
    """

    name: str
    folder: Path
    prefix: str
    store: Path
    hour: int
    minute: int
    remote: str
    pr: bool
    requirement: str | None
    extras: tuple[str, ...]
    program: tuple[str, ...]
    path: str
    writable_folders: tuple[Path, ...]

    @property
    def command(self) -> tuple[str, ...]:
        """The command of a job on this machine."""
        run = (*self.program, "run", "--repo", str(self.folder), "--push", self.remote)
        return (*run, "--pr") if self.pr else run


def make_job(
    repository: Repository,
    at: str | None,
    remote: str,
    *,
    pr: bool,
    requirement: str | None = None,
    extras: tuple[str, ...] = (),
) -> Job:
    """Return the job of a repository; without `at` (`HH:MM`) its time is a fixed function of its remote or folder.

    Raises:
        ReweaveError: the time is invalid (`time`), or a name has characters that are not allowed (`schedule-name`).
    """
    folder = (repository.root / repository.prefix) if repository.root is not None else repository.git_dir
    for what, text in (("folder", str(folder)), ("remote", remote)):
        _refuse_unprintable(what, text)
    if remote.startswith("-"):
        raise ReweaveError(f"{quoted(remote)} is not a remote", code="remote", suggestion="use a remote or a URL")
    digest = hashlib.sha256(_identity(repository, remote)).digest()
    # Not on the hour, where everybody's jobs start, and while most people sleep.
    hour, minute = (1 + digest[0] % 5, 2 + digest[1] % 57) if at is None else _parse(at)
    own = hashlib.sha256(os.fsencode(folder)).hexdigest()[:8]
    slug = re.sub(r"[^a-z0-9]+", "-", folder.name.lower()).strip("-")[:40]
    near = _local(repository, remote)
    return Job(
        "-".join(["reweave", *([slug] if slug else []), own]),
        folder,
        repository.prefix.rstrip("/"),
        repository.common_dir,
        hour,
        minute,
        remote,
        pr,
        requirement,
        extras,
        own_program(),
        _search_path(),
        () if near is None else (near,),
    )


def _parse(at: str) -> tuple[int, int]:
    match = _TIME.fullmatch(at)
    if match is None:
        raise ReweaveError(f"{quoted(at)} is not a time of day", code="time", suggestion="use HH:MM, such as 03:17")
    return int(match[1]), int(match[2])


def _refuse_unprintable(what: str, text: str) -> None:
    if not text.isprintable():
        raise ReweaveError(
            f"{what} {quoted(text)} has a character that a schedule cannot contain",
            code="schedule-name",
            suggestion="rename it",
        )


def _identity(repository: Repository, remote: str) -> bytes:
    """Return what identifies a repository: the URL of its remote, the same in every clone, or else its path."""
    said = ask_git(repository.git, ["config", "--get", f"remote.{remote}.url"]).stdout.strip()
    return said or os.fsencode(repository.common_dir)


def _local(repository: Repository, remote: str) -> Path | None:
    from reweave.git.remote import find_remote

    try:
        url = find_remote(repository, remote, Path.cwd()).url.removeprefix("file://")
    except ReweaveError:
        # A workflow may name a remote that only its own clone has; a job on this machine is refused by its command.
        return None
    return Path(url) if url.startswith("/") else None


def _search_path() -> str:
    """Return a PATH with the folders of the programs that a run may need, and the usual ones."""
    found = (find_program(name) for name in _NEEDED)
    folders = [str(Path(one).parent) for one in found if one is not None]
    return os.pathsep.join(dict.fromkeys(one for one in (*folders, *_USUAL) if one.isprintable() and ":" not in one))

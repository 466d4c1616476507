"""Fetching and pushing one branch of a remote repository.

git reads a repository's own configuration for every push, and there it can name programs (`core.sshCommand`,
`credential.helper`, `remote.*.receivepack`, a `url.*.insteadOf` that leads to `ext::`) and another way to the server
(`http.proxy`, `http.sslVerify`). So git is run in an empty repository of our own, made for the moment, that works with
the objects of the real one. Of the repository's own configuration one thing counts: the URL of the remote that was
named. How to get there, and with which credentials, is taken from the user's and the system's configuration and from
the environment alone, including what the user's own includes set for this repository. No hook of this side runs, no
transport but `file`, `git`, `http`, `https` and `ssh` is used, nothing can ask at a terminal, and the time is bounded.
The hooks of the other side are the other side's; a remote *inside* this repository is refused, since pushing to it
would run the hooks it brings.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.command import ask_git
from reweave.git.process import ProcessResult, run_bounded
from reweave.git.remote_advice import advice
from reweave.git.repository import Repository, is_ancestor
from reweave.git.transport import transport_command, users_settings
from reweave.network import require_network
from reweave.suggestion import did_you_mean
from reweave.text import printable, quoted

_KNOWN_REF = "refs/heads/known"
_FETCHED_REF = "refs/heads/fetched"
_USER = re.compile(r"(?<=://)[^/@]*@")
_REASON = re.compile(r"^(?:fatal|error|remote|ssh|git|warning): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Remote:
    """Another repository: its `name` as it was given, and where it is.

    `configured` says that the name is one of the repository's configuration. `shown` has no credentials in it.
    """

    name: str
    url: str
    configured: bool

    @property
    def shown(self) -> str:
        """The URL without user name and password, for a line of text."""
        return printable(_USER.sub("", self.url))


@dataclass(frozen=True, slots=True)
class RemoteSession:
    """A remote, and how git runs to reach it."""

    remote: Remote
    program: str
    env: Mapping[str, str]
    folder: Path
    seconds: float
    settings: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Advertised:
    """The refs a remote advertises, by full name, and its default branch (None: not advertised)."""

    default: str | None
    refs: Mapping[str, str] = field(default_factory=dict)


def find_remote(repository: Repository, name: str, here: Path) -> Remote:
    """Return the remote called `name` in the repository's configuration, or at the URL or path `name`, seen from here.

    Raises:
        ReweaveError: the remote does not exist, has several URLs, or is inside the repository (`remote`), or it is on
            another machine and the network is forbidden.
    """
    own = _configured(repository, name)
    if own:
        if len(own) > 1:
            raise _remote_error(f"remote {quoted(name)} has {len(own)} push URLs", "use one of them")
        top = repository.root or repository.git_dir
        return _reachable(Remote(name, _refuse_inside(repository, _absolute(own[0], top)), True))
    if ":" not in name and "/" not in name:
        listed = ask_git(repository.git, ["remote"]).stdout.decode("utf-8", "replace").split()
        known = did_you_mean(name, listed) or "add one with `git remote add`"
        raise _remote_error(f"remote {quoted(name)} not found", known)
    return _reachable(Remote(name, _refuse_inside(repository, _absolute(name, here)), False))


def _reachable(remote: Remote) -> Remote:
    """Return a remote that is on this machine, or may be reached."""
    if not remote.url.startswith(("/", "file://")):
        require_network(f"the remote {quoted(remote.name)}")
    return remote


def _configured(repository: Repository, name: str) -> list[str]:
    """Return the URLs to push to that the configuration gives a remote."""
    if not name or "\n" in name or "\0" in name:
        return []
    for key in ("pushurl", "url"):
        said = ask_git(repository.git, ["config", "-z", "--get-all", f"remote.{name}.{key}"])
        found = [url for url in said.stdout.decode("utf-8", "surrogateescape").split("\0") if url]
        if said.returncode == 0 and found:
            return found
    return []


def _absolute(url: str, here: Path) -> str:
    """Return a path as an absolute one, and any other URL as it is."""
    if url.startswith("-"):
        raise _remote_error(f"{quoted(url)} is not a URL", "use a remote or a URL")
    if "://" in url or "::" in url or ":" in url.partition("/")[0]:
        return url
    return str((here / Path(url).expanduser()).resolve())


def _refuse_inside(repository: Repository, url: str) -> str:
    path = Path(unquote(url.removeprefix("file://"))) if url.startswith("file://") else Path(url)
    if path.is_absolute():
        there = path.resolve()
        ours = [repository.git_dir, repository.common_dir, *([repository.root] if repository.root else [])]
        if any(there.is_relative_to(one) for one in ours):
            raise _remote_error(f"{quoted(url)} is inside this repository", "use a remote outside it")
    return url


def _remote_error(message: str, suggestion: str) -> ReweaveError:
    return ReweaveError(message, code="remote", suggestion=suggestion)


@contextmanager
def open_session(repository: Repository, remote: Remote, seconds: float) -> Iterator[RemoteSession]:
    """Create the temporary repository from which git reaches `remote`; each command has at most `seconds`.

    Raises:
        ReweaveError: git failed.
    """
    settings = users_settings(repository.git)
    with tempfile.TemporaryDirectory(prefix="reweave-push-") as name:
        folder = Path(name, "session.git")
        program, env = transport_command(folder, repository.common_dir / "objects", settings)
        session = RemoteSession(remote, program, env, folder, seconds, settings)
        made = run_bounded(
            [program, "init", "--quiet", "--bare", "--template=", f"--object-format={repository.object_format}"],
            env=env,
            cwd=Path(name),
            seconds=seconds,
        )
        if made.status != 0:
            raise ReweaveError(f"git init failed: {_reason(session, made)}", code="git-failed")
        if repository.shallow:
            # The boundary of the history in a shallow clone.
            shutil.copyfile(repository.common_dir / "shallow", folder / "shallow")
        yield session


def list_refs(session: RemoteSession, refs: Sequence[str]) -> Advertised:
    """Return which of `refs` (full names, or all below one: `refs/heads/a/*`) the remote has, and its default branch.

    Raises:
        ReweaveError: it cannot be reached (`remote-unreachable`, exit 6).
    """
    ended = _git(session, ["ls-remote", "--quiet", "--symref", "--", session.remote.url, "HEAD", *refs])
    if ended.status != 0:
        raise _failure(session, ended, "remote-unreachable", f"cannot reach {session.remote.shown}")
    default, found = None, {}
    for line in ended.out.decode("utf-8", "replace").splitlines():
        value, _, name = line.partition("\t")
        if name == "HEAD" and value.startswith("ref: refs/heads/"):
            default = value.removeprefix("ref: refs/heads/")
        elif name in refs or any(one.endswith("/*") and name.startswith(one[:-1]) for one in refs):
            found[name] = value
    return Advertised(default, found)


def fetch_ref(session: RemoteSession, ref: str, known: Sequence[str]) -> str:
    """Fetch what `ref` of the remote names, into the object store alone; `known` are commits that are here.

    Raises:
        ReweaveError: it cannot be fetched (`remote-unreachable`, exit 6).
    """
    for at, commit in enumerate(known):
        _git(session, ["update-ref", f"{_KNOWN_REF}{at}", commit])
    options = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--no-recurse-submodules"]
    ended = _git(
        session,
        ["fetch", *options, "--upload-pack=git-upload-pack", "--", session.remote.url, f"+{ref}:{_FETCHED_REF}"],
    )
    named = _git(session, ["rev-parse", "--verify", "--quiet", _FETCHED_REF])
    if ended.status != 0 or named.status != 0:
        raise _failure(session, ended, "remote-unreachable", f"cannot fetch {quoted(ref)} from {session.remote.shown}")
    return named.out.decode("ascii").strip()


def push_commit(session: RemoteSession, commit: str, ref: str, expected: str | None) -> None:
    """Update `ref` of the remote from `expected` (None: it must not be there) to `commit`, or leave it as it is.

    Raises:
        ReweaveError: it points to another commit by now (`remote-moved`, exit 5), or the push failed (`push-failed`,
            exit 6).
    """
    lease = f"--force-with-lease={ref}:{expected or ''}"
    options = ["--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", lease]
    ended = _git(
        session, ["push", *options, "--receive-pack=git-receive-pack", "--", session.remote.url, f"{commit}:{ref}"]
    )
    if ended.status == 0:
        return
    branch = ref.removeprefix("refs/heads/")
    if ended.status is not None:
        now = list_refs(session, [ref]).refs.get(ref)
        if now == commit:
            # The server updated the ref, and the connection broke before it said so.
            return
        if now != expected:
            raise remote_changed(branch, session.remote)
    raise _failure(session, ended, "push-failed", f"cannot push {quoted(branch)} to {session.remote.shown}")


def remote_changed(branch: str, remote: Remote) -> ReweaveError:
    """Return the error for a branch of a remote that changed since it was read."""
    return ReweaveError(
        f"branch {quoted(branch)} changed on {remote.shown} during this run; nothing was pushed",
        code="remote-moved",
        exit_code=Exit.MOVED,
        suggestion="run again to build on what was pushed there",
    )


def has_commit(repository: Repository, commit: str) -> bool:
    """Return whether a commit is in the object store."""
    return ask_git(repository.git, ["cat-file", "-e", f"{commit}^{{commit}}"]).returncode == 0


def contains(repository: Repository, newer: str, older: str) -> bool:
    """Return whether `newer` has `older` in its history; a commit that is not in this clone never counts."""
    return has_commit(repository, older) and is_ancestor(repository, older, newer)


def _git(session: RemoteSession, args: Sequence[str]) -> ProcessResult:
    return run_bounded([session.program, *args], env=session.env, cwd=session.folder, seconds=session.seconds)


def _failure(session: RemoteSession, ended: ProcessResult, code: str, what: str) -> ReweaveError:
    name = session.remote.name if session.remote.configured else session.remote.shown
    said = (ended.err + b"\n" + ended.out).decode("utf-8", "replace")
    return ReweaveError(
        f"{what}: {_reason(session, ended)}",
        code=code,
        exit_code=Exit.NOT_SENT,
        suggestion=advice(said, name, session.remote.url, session.settings),
    )


def _reason(session: RemoteSession, ended: ProcessResult) -> str:
    """Return git's own words, on one line, without credentials."""
    if ended.status is None:
        return f"no answer within {session.seconds:g} seconds"
    said = ended.err.decode("utf-8", "replace").replace(session.remote.url, session.remote.shown)
    rejected = re.search(r"(?m)^!\t[^\t\n]*\t(.*)$", ended.out.decode("utf-8", "replace"))
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("fatal:", "error:", "remote:", "ssh:"))] or lines
    first = next((line for line in told if not line.startswith("error: failed to push some refs")), "")
    words = [rejected[1] if rejected else "", _USER.sub("", _REASON.sub("", first))]
    shown = ": ".join(printable(word[:300].strip()) for word in words if word.strip())
    return shown or f"exit status {ended.status}"

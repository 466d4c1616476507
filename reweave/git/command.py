"""The one way git is run.

A repository's configuration is written by whoever wrote the vault, and git runs programs that configuration names.
So every call has a fixed environment: hooks, fsmonitor, filters, textconv, external diffs, merge drivers, editors,
pagers, credential helpers and every transport (also the fetch that a partial clone would start by itself) are off.
The overrides travel as GIT_CONFIG_COUNT variables, which take precedence over every configuration file and, unlike
`-c name=value`, can hold any name. The repository is named once (`GIT_DIR`), so that neither `core.worktree` nor
what a calling hook exported can lead a command to another place.

Name, e-mail and *whether and with which key* to sign follow git's whole configuration. *Which program* signs
(`gpg.program`, `gpg.<format>.program`, `gpg.ssh.defaultKeyCommand`) is taken from the system's and the user's own
configuration only: such a value in the repository's own configuration is replaced by the user's, or git's default.

The one exception is `transport_command`, for a push that the user asked for: see `reweave.git.remote`.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple

from reweave.errors import ReweaveError
from reweave.text import printable

MINIMUM_GIT = (2, 39)
"""The oldest git this is tested with."""

_KEPT = re.compile(
    r"GIT_(?:(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)"
    r"|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH)"
)
"""The caller's variables that say who commits and where the *user's* configuration is; every other GIT_* is dropped."""

_DROPPED = ("LANGUAGE", "SSH_ASKPASS", "VISUAL", "EDITOR", "PAGER")

_FIXED = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_PAGER": "cat",
    "GIT_EDITOR": ":",
    "GIT_ASKPASS": "",
}

_SETTINGS = (
    ("core.fsmonitor", "false"),
    ("core.hooksPath", os.devnull),
    ("core.pager", "cat"),
    ("core.editor", ":"),
    ("core.askPass", ""),
    ("core.sshCommand", "false"),
    ("core.gitProxy", ""),
    ("core.alternateRefsCommand", ""),
    ("credential.helper", ""),
    ("diff.external", ""),
    ("protocol.allow", "never"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
    # A temporary index must be one whole file, whatever the checkout's index looks like.
    ("core.splitIndex", "false"),
    ("core.untrackedCache", "false"),
    ("core.sparseCheckout", "false"),
    ("index.sparse", "false"),
    ("i18n.commitEncoding", "UTF-8"),
    ("i18n.logOutputEncoding", "UTF-8"),
    ("log.showSignature", "false"),
    ("trailer.separators", ":"),
    # An identity guessed from the login and host names is nobody's.
    ("user.useConfigOnly", "true"),
    # The branch must not point at objects that a power cut can still lose.
    ("core.fsync", "committed,reference"),
)

_TRANSPORT_SETTINGS = (
    *(one for one in _SETTINGS if one[0] in (
        "core.fsmonitor", "core.hooksPath", "core.pager", "core.editor", "core.alternateRefsCommand", "gc.auto",
        "maintenance.auto", "core.fsync",
    )),
    ("push.followTags", "false"),
    ("push.recurseSubmodules", "no"),
    ("fetch.recurseSubmodules", "false"),
    ("fetch.writeCommitGraph", "false"),
    # A hanging connection ends by itself, before the time that a run gives it is over.
    ("http.lowSpeedLimit", "1"),
    ("http.lowSpeedTime", "60"),
)  # fmt: skip

_TRANSPORT_KEPT = re.compile(r"GIT_(?:ASKPASS|SSH|SSH_COMMAND|SSH_VARIANT|SSL_\w+|HTTP_\w+|PROXY_SSL_\w+)|SSH_ASKPASS")
"""The caller's variables that say how the *user* reaches a server."""

_NAMED_PROGRAM = re.compile(
    r"(?:filter\..*\.(?:clean|smudge|process)|diff\..*\.(?:textconv|command)|merge\..*\.driver)"
)
_NAMED_DUTY = re.compile(r"filter\..*\.required")

_USERS_OWN = {
    # git's own default when neither the user nor the system names one.
    "gpg.program": "gpg",
    "gpg.openpgp.program": "gpg",
    "gpg.x509.program": "gpgsm",
    "gpg.ssh.program": "ssh-keygen",
    "gpg.ssh.defaultkeycommand": "",
    "core.attributesfile": "",
}
"""What only the user's and the system's configuration may set."""


class GitError(ReweaveError):
    """A git command that failed; `stderr` is what it said."""

    def __init__(self, command: str, status: int, stderr: bytes, *, suggestion: str | None = None) -> None:
        self.status = status
        self.stderr = stderr.decode("utf-8", "replace").strip()
        lines = [line for line in self.stderr.splitlines() if line.strip()]
        # The line that says why is the first fatal or error line; what follows is advice.
        told = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1] if lines else "")
        told = re.sub(r"^(?:fatal|error): ", "", told) or f"exit status {status}"
        super().__init__(f"git {command} failed: {printable(told)}", code="git-failed", suggestion=suggestion)


class Git(NamedTuple):
    """A repository as commands are run in it: its git directory, and the settings that silence its configuration."""

    directory: Path
    settings: tuple[tuple[str, str], ...]


def open_git(path: Path) -> Git:
    """Find the repository that `path` lies in, as git finds it (its ownership check included).

    Raises:
        ReweaveError: git is missing or too old, or `path` is in no repository that git will open (`not-a-repository`).
    """
    command = [_program(), "-C", str(path), "rev-parse", "--absolute-git-dir"]
    found = subprocess.run(command, env=_environment(_SETTINGS), capture_output=True, stdin=subprocess.DEVNULL)
    if found.returncode != 0:
        why = GitError("rev-parse", found.returncode, found.stderr).message
        raise ReweaveError(
            f"no git repository at {printable(str(path))}: {why}", code="not-a-repository", suggestion="name one"
        )
    directory = Path(os.fsdecode(found.stdout.removesuffix(b"\n")))
    return Git(directory, _SETTINGS + _silencing(Git(directory, _SETTINGS)))


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
        [_program(), *args],
        cwd=git.directory,
        env=_environment(git.settings, git.directory, env),
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
            [_program(), *args],
            cwd=git.directory,
            env=_environment(git.settings, git.directory),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        assert process.stdin is not None and process.stdout is not None
        failed = True
        try:
            yield Conversation(process.stdin, process.stdout)
            process.stdin.close()
            # What git still says at its end is not asked for, but must have somebody to take it.
            process.stdout.read()
            failed = False
        except BrokenPipeError:
            # git died first; its status and words below say why.
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
    """Close a pipe whose reader may be gone, with bytes still in its buffer."""
    try:
        pipe.close()
    except BrokenPipeError:
        # The reader ended early; its status is judged where it was waited for.
        return


def users_settings(git: Git) -> tuple[tuple[str, str], ...]:
    """Return what the user's and the system's configuration and the environment say, as they hold for this repository.

    Nothing of it is the repository's own. Files that the user's configuration includes are already read in.
    """
    fields = run_git(Git(git.directory, ()), ["config", "--list", "-z", "--show-scope"]).split(b"\0")
    found = []
    for scope, entry in zip(fields[::2], fields[1::2], strict=False):
        name, equals, value = os.fsdecode(entry).partition("\n")
        if scope in (b"system", b"global", b"command") and not name.startswith(("include.", "includeif.")):
            # A name without any value is how a configuration says yes.
            found.append((name, value if equals else "true"))
    return tuple(found)


def transport_command(
    directory: Path, objects: Path, settings: Sequence[tuple[str, str]]
) -> tuple[str, dict[str, str]]:
    """Return git's path, and an environment in which it may reach other repositories.

    `directory` is a git directory of our own, whose configuration is ours, `objects` the store it works with. Of all
    configuration only `settings` hold, and then the ones that keep programs off which no transport needs.
    """
    env = _environment((), directory)
    for name in [name for name in env if name.startswith("GIT_CONFIG_")]:
        del env[name]
    del env["GIT_WORK_TREE"]
    # Without a value of ours, git asks the program that the user's own configuration names.
    del env["GIT_ASKPASS"]
    env.update((name, value) for name, value in os.environ.items() if _TRANSPORT_KEPT.fullmatch(name))
    env["GIT_ALLOW_PROTOCOL"] = "file:git:http:https:ssh"
    env["GIT_OBJECT_DIRECTORY"] = str(objects)
    env["GIT_CONFIG_NOSYSTEM"], env["GIT_CONFIG_GLOBAL"] = "1", os.devnull
    both = (*settings, *_TRANSPORT_SETTINGS)
    for at, (name, value) in enumerate(both):
        env[f"GIT_CONFIG_KEY_{at}"], env[f"GIT_CONFIG_VALUE_{at}"] = name, value
    env["GIT_CONFIG_COUNT"] = str(len(both))
    return _program(), env


def _name(args: Sequence[str | bytes]) -> str:
    return os.fsdecode(args[0])


@cache
def _program() -> str:
    """Return git's absolute path, and hold it to the minimum version."""
    program = shutil.which("git", path=_search_path())
    if program is None:
        raise ReweaveError("git is not installed, or not on PATH", code="git-missing", suggestion="install git")
    said = subprocess.run([program, "version"], env=_environment(()), capture_output=True, stdin=subprocess.DEVNULL)
    match = re.match(rb"git version (\d+)\.(\d+)", said.stdout)
    if match is None:
        raise ReweaveError(f"{program} does not say its version", code="git-missing", suggestion="install git")
    version = int(match[1]), int(match[2])
    if version < MINIMUM_GIT:
        wanted, found = (".".join(map(str, one)) for one in (MINIMUM_GIT, version))
        raise ReweaveError(f"git {found} is too old", code="git-too-old", suggestion=f"install git {wanted} or newer")
    return program


def _search_path() -> str:
    """Return PATH without relative entries: commands run inside the repository, which must not bring its own git."""
    entries = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(entry for entry in entries if Path(entry).is_absolute())


def _environment(
    settings: Sequence[tuple[str, str]], directory: Path | None = None, extra: Mapping[str, str] | None = None
) -> dict[str, str]:
    env = {
        name: value
        for name, value in os.environ.items()
        if (not name.startswith("GIT_") or _KEPT.fullmatch(name)) and name not in _DROPPED
    }
    env["PATH"] = _search_path()
    env.update(_FIXED)
    told = env.get("GIT_CONFIG_COUNT") or "0"
    if not (told.isascii() and told.isdigit()):
        raise ReweaveError("GIT_CONFIG_COUNT is not a number", code="environment", suggestion="unset it")
    count = int(told)
    for name, value in settings:
        env[f"GIT_CONFIG_KEY_{count}"], env[f"GIT_CONFIG_VALUE_{count}"] = name, value
        count += 1
    env["GIT_CONFIG_COUNT"] = str(count)
    if directory is not None:
        # The work tree is named too, and is where the command runs: no path is then read relative to anything else.
        env["GIT_DIR"] = env["GIT_WORK_TREE"] = str(directory)
    env.update(extra or {})
    return env


def _silencing(git: Git) -> tuple[tuple[str, str], ...]:
    """Return the settings that take back, name by name, every program this repository's configuration names."""
    fields = run_git(git, ["config", "--list", "-z", "--show-scope"]).split(b"\0")
    silenced: dict[str, str] = {}
    trusted: dict[str, str] = {}
    local: set[str] = set()
    for scope, entry in zip(fields[::2], fields[1::2], strict=False):
        name, _, value = os.fsdecode(entry).partition("\n")
        if _NAMED_PROGRAM.fullmatch(name):
            silenced[name] = ""
        elif _NAMED_DUTY.fullmatch(name):
            silenced[name] = "false"
        elif name in _USERS_OWN:
            if scope in (b"local", b"worktree"):
                local.add(name)
            else:
                trusted[name] = value
    if local & {"gpg.program", "gpg.openpgp.program"}:
        # Two names of one setting: whichever git reads last counts, so both are set.
        local |= {"gpg.program", "gpg.openpgp.program"}
        own = trusted.get("gpg.openpgp.program") or trusted.get("gpg.program") or _USERS_OWN["gpg.program"]
        trusted["gpg.program"] = trusted["gpg.openpgp.program"] = own
    own_settings = {name: trusted.get(name, _USERS_OWN[name]) for name in sorted(local)}
    return tuple({**silenced, **own_settings}.items())

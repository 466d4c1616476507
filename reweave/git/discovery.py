"""Finding the repository that a folder lies in, and silencing every program its configuration names."""

import os
import re
import subprocess
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.git.command import Git, GitError
from reweave.git.configuration import list_config
from reweave.git.environment import SETTINGS, fixed_environment
from reweave.git.program import git_program
from reweave.text import quoted

_NAMED_PROGRAM = r"(?:filter\..*\.(?:clean|smudge|process)|diff\..*\.(?:textconv|command)|merge\..*\.driver)"
_NAMED_DUTY = r"filter\..*\.required"

_USERS_OWN = {
    # git's own default when neither the user nor the system names one.
    "gpg.program": "gpg",
    "gpg.openpgp.program": "gpg",
    "gpg.x509.program": "gpgsm",
    "gpg.ssh.program": "ssh-keygen",
    "gpg.ssh.defaultkeycommand": "",
    "core.attributesfile": "",
}
"""Settings that only the user's and the system's configuration may change, with git's defaults."""


def open_git(path: Path) -> Git:
    """Find the repository that `path` lies in, as git finds it (its ownership check included).

    Raises:
        ReweaveError: git is missing or too old, or `path` is in no repository that git will open (`not-a-repository`).
    """
    if not path.is_dir():
        why = "not a directory" if path.exists() else "no such directory"
        raise ReweaveError(why, code="not-a-repository", path=str(path))
    command = [git_program(), "-C", str(path), "rev-parse", "--absolute-git-dir"]
    found = subprocess.run(command, env=fixed_environment(SETTINGS), capture_output=True, stdin=subprocess.DEVNULL)
    if found.returncode != 0:
        reason = GitError("rev-parse", found.returncode, found.stderr).reason
        if "not a git repository" in reason:
            raise outside_repository(path)
        if "dubious ownership" in reason:
            raise _untrusted(found.stderr)
        raise ReweaveError(f"cannot open the repository: {reason}", code="not-a-repository")
    directory = Path(os.fsdecode(found.stdout.removesuffix(b"\n")))
    return Git(directory, SETTINGS, lambda: _silencing_settings(Git(directory, SETTINGS)))


def outside_repository(path: Path) -> ReweaveError:
    """Return the error for a folder that is in no repository."""
    return ReweaveError(
        f"{quoted(str(path))} is not inside a git repository",
        code="not-a-repository",
        suggestion="run this inside one, or use --repo",
    )


def _untrusted(stderr: bytes) -> ReweaveError:
    """Return the error for a repository of another owner, with the command that git itself advises."""
    lines = [line.strip() for line in os.fsdecode(stderr).splitlines()]
    advice = next((line for line in lines if line.startswith("git config ")), "git config --global safe.directory")
    return ReweaveError(
        "git does not trust this repository, because it belongs to another user",
        code="not-a-repository",
        suggestion=f"if you trust it: {advice}",
    )


def _silencing_settings(git: Git) -> tuple[tuple[str, str], ...]:
    """Return settings that override, name by name, every program this repository's configuration names."""
    silenced: dict[str, str] = {}
    trusted: dict[str, str] = {}
    local: set[str] = set()
    for scope, name, value in list_config(git):
        if re.fullmatch(_NAMED_PROGRAM, name):
            silenced[name] = ""
        elif re.fullmatch(_NAMED_DUTY, name):
            silenced[name] = "false"
        elif name in _USERS_OWN:
            if scope in ("local", "worktree"):
                local.add(name)
            else:
                trusted[name] = value or ""
    if local & {"gpg.program", "gpg.openpgp.program"}:
        # Two names of one setting: whichever git reads last counts, so both are set.
        local |= {"gpg.program", "gpg.openpgp.program"}
        own = trusted.get("gpg.openpgp.program") or trusted.get("gpg.program") or _USERS_OWN["gpg.program"]
        trusted["gpg.program"] = trusted["gpg.openpgp.program"] = own
    own_settings = {name: trusted.get(name, _USERS_OWN[name]) for name in sorted(local)}
    return tuple({**silenced, **own_settings}.items())

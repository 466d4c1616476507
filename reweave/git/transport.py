"""The one exception to `reweave.git.environment`: git that may reach a server, for a push that the user asked for."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from reweave.git.command import Git
from reweave.git.configuration import list_config
from reweave.git.environment import SETTINGS, fixed_environment
from reweave.git.program import git_program

_TRANSPORT_SETTINGS = (
    *(one for one in SETTINGS if one[0] in (
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


def users_settings(git: Git) -> tuple[tuple[str, str], ...]:
    """Return what the user's and the system's configuration and the environment say, as they hold for this repository.

    Nothing of it is the repository's own. Files that the user's configuration includes are already read in.
    """
    return tuple(
        # A name without a value is how a configuration says yes.
        (name, "true" if value is None else value)
        for scope, name, value in list_config(Git(git.directory, ()))
        if scope in ("system", "global", "command") and not name.startswith(("include.", "includeif."))
    )


def transport_command(
    directory: Path, objects: Path, settings: Sequence[tuple[str, str]]
) -> tuple[str, dict[str, str]]:
    """Return git's path, and an environment in which it may reach other repositories.

    `directory` is a git directory of our own, whose configuration is ours, `objects` the store it works with. Of all
    configuration only `settings` apply, and after them those that turn off programs which no transport needs.
    """
    env = fixed_environment((), directory)
    for name in [name for name in env if name.startswith("GIT_CONFIG_")]:
        del env[name]
    del env["GIT_WORK_TREE"]
    # Without a value of ours, git asks the program that the user's own configuration names.
    del env["GIT_ASKPASS"]
    env.update((name, value) for name, value in os.environ.items() if _TRANSPORT_KEPT.fullmatch(name))
    env["GIT_ALLOW_PROTOCOL"] = "file:git:http:https:ssh"
    env["GIT_OBJECT_DIRECTORY"] = str(objects)
    env["GIT_CONFIG_NOSYSTEM"], env["GIT_CONFIG_GLOBAL"] = "1", _trust(directory, settings)
    both = (*settings, *_TRANSPORT_SETTINGS)
    for at, (name, value) in enumerate(both):
        env[f"GIT_CONFIG_KEY_{at}"], env[f"GIT_CONFIG_VALUE_{at}"] = name, value
    env["GIT_CONFIG_COUNT"] = str(len(both))
    return git_program(), env


def _trust(directory: Path, settings: Sequence[tuple[str, str]]) -> str:
    """Return a configuration file that holds the repositories of other users that the user trusts.

    Git does not pass settings from its environment to the program that serves a repository on this machine.
    """
    trusted = [value for name, value in settings if name == "safe.directory"]
    if not trusted:
        return os.devnull
    path = directory.with_name("trusted.config")
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for value in trusted)
    path.write_text("[safe]\n" + "".join(f'\tdirectory = "{value}"\n' for value in quoted), errors="surrogateescape")
    return str(path)

"""The fixed environment in which git is run.

A repository's configuration is written by whoever wrote the vault, and git runs programs that configuration names.
So every call has a fixed environment: hooks, fsmonitor, filters, textconv, external diffs, merge drivers, editors,
pagers, credential helpers and every transport (also the fetch that a partial clone would start by itself) are off.
The overrides travel as GIT_CONFIG_COUNT variables, which take precedence over every configuration file and, unlike
`-c name=value`, can hold any name. The repository is named once (`GIT_DIR`), so that neither `core.worktree` nor
what a calling hook exported can lead a command to another place.

Name, e-mail and *whether and with which key* to sign follow git's whole configuration. *Which program* signs
(`gpg.program`, `gpg.<format>.program`, `gpg.ssh.defaultKeyCommand`) is taken from the system's and the user's own
configuration only: such a value in the repository's own configuration is replaced by the user's, or git's default.

The one exception is `reweave.git.transport`, for a push that the user asked for.
"""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.executable import search_path

_KEPT = (
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

SETTINGS = (
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
    # A temporary index must be one complete file, however the checkout's index is configured.
    ("core.splitIndex", "false"),
    ("core.untrackedCache", "false"),
    ("core.sparseCheckout", "false"),
    ("index.sparse", "false"),
    ("i18n.commitEncoding", "UTF-8"),
    ("i18n.logOutputEncoding", "UTF-8"),
    ("log.showSignature", "false"),
    ("trailer.separators", ":"),
    # Commit under no identity guessed from login and host names.
    ("user.useConfigOnly", "true"),
    # The branch must not point at objects that a power cut can still lose.
    ("core.fsync", "committed,reference"),
)


def fixed_environment(
    settings: Sequence[tuple[str, str]], directory: Path | None = None, extra: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the variables git is run with; `directory` is the repository (None: none is named), `extra` comes on top.

    Raises:
        ReweaveError: the caller's GIT_CONFIG_COUNT is not a number (`environment`).
    """
    env = {
        name: value
        for name, value in os.environ.items()
        if (not name.startswith("GIT_") or re.fullmatch(_KEPT, name)) and name not in _DROPPED
    }
    env["PATH"] = search_path()
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

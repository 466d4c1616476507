"""Git's configuration as git itself reads it, with the scope that each value comes from."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from reweave.git.command import Git, run_git


class ConfigEntry(NamedTuple):
    """One value: `scope` is `system`, `global`, `local`, `worktree` or `command`; `value` is None for a bare name."""

    scope: str
    name: str
    value: str | None


def list_config(git: Git) -> Iterator[ConfigEntry]:
    """Yield all that holds for this repository, in the order of precedence; the last value of a name wins.

    Raises:
        GitError: the configuration cannot be read.
    """
    fields = run_git(git, ["config", "--list", "-z", "--show-scope"]).split(b"\0")
    for scope, entry in zip(fields[::2], fields[1::2], strict=False):
        name, equals, value = os.fsdecode(entry).partition("\n")
        yield ConfigEntry(scope.decode("ascii"), name, value if equals else None)

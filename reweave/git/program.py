"""The git that is run: the first in an absolute folder of PATH, held to the minimum version."""

import re
import subprocess
from functools import cache

from reweave.errors import ReweaveError
from reweave.executable import find_program
from reweave.git.environment import fixed_environment

MINIMUM_GIT = (2, 39)
"""The oldest git this is tested with."""


@cache
def git_program() -> str:
    """Return git's absolute path.

    Raises:
        ReweaveError: git is not installed (`git-missing`), or older than `MINIMUM_GIT` (`git-too-old`).
    """
    program = find_program("git")
    if program is None:
        raise ReweaveError("git is not installed, or not on PATH", code="git-missing", suggestion="install git")
    command = [program, "version"]
    try:
        said = subprocess.run(command, env=fixed_environment(()), capture_output=True, stdin=subprocess.DEVNULL)
    except OSError as error:
        message = f"{program} cannot be run: {error.strerror}"
        raise ReweaveError(message, code="git-missing", suggestion="install git") from error
    match = re.match(rb"git version (\d+)\.(\d+)", said.stdout)
    if match is None:
        raise ReweaveError(f"{program} does not say its version", code="git-missing", suggestion="install git")
    version = int(match[1]), int(match[2])
    if version < MINIMUM_GIT:
        wanted, found = (".".join(map(str, one)) for one in (MINIMUM_GIT, version))
        raise ReweaveError(f"git {found} is too old", code="git-too-old", suggestion=f"install git {wanted} or newer")
    return program

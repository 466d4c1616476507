"""Which files were committed lately."""

from reweave.git.command import Git, run_git
from reweave.git.paths import decode_path


def recently_committed(git: Git, revision: str, days: int) -> frozenset[str]:
    """Return the paths (from the top of the repository) that commits of the last `days` days changed.

    Raises:
        GitError: the history cannot be read.
    """
    listing = run_git(
        git, ["log", f"--since={days}.days.ago", "--format=", "--name-only", "-z", "--no-renames", revision, "--"]
    )
    return frozenset(decode_path(name) for name in listing.split(b"\0") if name.strip(b"\n"))

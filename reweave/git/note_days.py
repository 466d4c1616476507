"""The days on which git first and last saw each file."""

from collections.abc import Iterator

from reweave.git.command import Git, run_git
from reweave.git.paths import decode_path

_HEAD = b"\x01"


def note_days(git: Git, revision: str, prefix: str = "") -> dict[str, tuple[str, str]]:
    """Return the days (YYYY-MM-DD) of the first and the last commit of each file of a commit.

    They are those of the authors' clocks. Paths are below the folder `prefix` (empty, or ending with `/`). Renames are
    followed as git finds them; what merges alone changed does not count.

    Raises:
        GitError: the history cannot be read.
    """
    listing = run_git(
        git,
        ["log", "-z", "--format=%x01%as", "--name-status", "--find-renames", "--diff-filter=AMRT", revision, "--"]
        + ([prefix] if prefix else []),
    )
    called: dict[bytes, bytes] = {}
    found: dict[bytes, tuple[str, str]] = {}
    for day, old, new in _changes(listing):
        name = called.pop(new, new)
        first = found.get(name)
        found[name] = day, day if first is None else first[1]
        if old != new:
            called[old] = name
    paths = ((decode_path(name), days) for name, days in found.items())
    return {path.removeprefix(prefix): days for path, days in paths if path.startswith(prefix)}


def _changes(listing: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield each change of a file, the newest first: its day, its path before and after."""
    words = iter(listing.split(b"\0"))
    day = ""
    for word in words:
        word = word.lstrip(b"\n")
        if word.startswith(_HEAD):
            day = word[1:11].decode("ascii")
            word = word[11:].lstrip(b"\n")
        if not word or not day:
            continue
        old = next(words)
        yield day, old, next(words) if word.startswith(b"R") else old

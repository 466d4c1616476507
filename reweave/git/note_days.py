"""The days on which git first and last saw each file."""

from collections.abc import Iterator
from typing import NamedTuple

from reweave.git.command import Git, run_git
from reweave.git.paths import decode_path
from reweave.git.shallow_boundary import shallow_boundary

_HEAD = b"\x01"


class _Change(NamedTuple):
    """A change of a file in a commit: the commit's day, how the file changed (`A`, `M`, `R` or `T`), and its paths."""

    commit: bytes
    day: str
    kind: bytes
    old: bytes
    new: bytes


def note_days(git: Git, revision: str, prefix: str = "") -> dict[str, tuple[str, str]]:
    """Return the days (YYYY-MM-DD) of the first and the last commit of each file of a commit.

    They are those of the authors' clocks. Paths are below the folder `prefix` (empty, or ending with `/`). Renames are
    followed as git finds them, from outside the folder, too; what merges alone changed does not count. A day is empty
    where the commit is one that a shallow clone begins with: whatever it holds seems to be new in it.

    Raises:
        GitError: the history cannot be read.
    """
    listing = run_git(
        git,
        ["log", "-z", "--format=%x01%H %as", "--name-status", "--find-renames", "--diff-filter=AMRT", revision, "--"],
    )
    boundary = shallow_boundary(git)
    called: dict[bytes, bytes] = {}
    found: dict[bytes, tuple[str, str]] = {}
    for change in _changes(listing):
        # Before the commit that made or renamed it, a path was another file's.
        made = change.kind in (b"A", b"R")
        name = called.pop(change.new, change.new) if made else called.get(change.new, change.new)
        day = "" if change.commit in boundary else change.day
        first = found.get(name)
        found[name] = day, day if first is None else first[1]
        if change.old != change.new:
            called[change.old] = name
    paths = ((decode_path(name), days) for name, days in found.items())
    return {path.removeprefix(prefix): days for path, days in paths if path.startswith(prefix)}


def _changes(listing: bytes) -> Iterator[_Change]:
    """Yield each change of a file, the newest first."""
    words = iter(listing.split(b"\0"))
    commit, day = b"", ""
    for word in words:
        word = word.lstrip(b"\n")
        if word.startswith(_HEAD):
            head, _, word = word[1:].partition(b"\n")
            commit, _, date = head.partition(b" ")
            day = date.decode("ascii")
            word = word.lstrip(b"\n")
        if not word or not day:
            continue
        kind, old = word[:1], next(words)
        yield _Change(commit, day, kind, old, next(words) if kind == b"R" else old)

"""Everything that git merges with, over many triples at once, in one repository each."""

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.merge.triples import Triple

Outcomes = dict[str, tuple[bytes, bool]]
"""By name, what a note holds and whether it is in conflict."""


def _git(place: Path, *args: str, good: Sequence[int] = (0,)) -> bytes:
    env = {**os.environ, "GIT_EDITOR": ":"}
    done = subprocess.run(["git", *args], cwd=place, capture_output=True, env=env)
    assert done.returncode in good, (args, done.stderr[-2000:])
    return done.stdout


def build(place: Path, triples: Mapping[str, Triple], driver: str) -> None:
    """Make a repository with the branches `base`, `ours` and `theirs`, where git merges by a driver."""
    place.mkdir(parents=True, exist_ok=True)
    _git(place, "init", "-q", "-b", "base")
    _git(place, "config", "merge.reweave.driver", driver)
    (place / ".git" / "info").mkdir(exist_ok=True)
    (place / ".git" / "info" / "attributes").write_text("*.md merge=reweave -text\n")
    for branch in ("base", "ours", "theirs"):
        if branch != "base":
            _git(place, "switch", "-q", "-c", branch, "base")
        _write(place, {name: getattr(triple, branch) for name, triple in triples.items()})
        _git(place, "add", "-A")
        _git(place, "commit", "-q", "-m", branch)


def _write(place: Path, sources: Mapping[str, bytes]) -> None:
    for name, source in sources.items():
        (place / name).write_bytes(source)


def _outcomes(place: Path, names: Sequence[str]) -> Outcomes:
    listed = _git(place, "ls-files", "-u", "-z").split(b"\0")[:-1]
    unmerged = {line.partition(b"\t")[2].decode() for line in listed}
    return {name: ((place / name).read_bytes(), name in unmerged) for name in names}


def _start(place: Path, at: str) -> None:
    _git(place, "reset", "-q", "--hard")
    _git(place, "checkout", "-q", "--detach", at)


def merge(place: Path, triples: Mapping[str, Triple]) -> Outcomes:
    """Merge theirs into ours."""
    _start(place, "ours")
    _git(place, "merge", "-q", "--no-edit", "theirs", good=(0, 1))
    return _outcomes(place, list(triples))


def reversed_merge(place: Path, triples: Mapping[str, Triple]) -> Outcomes:
    """Merge ours into theirs."""
    _start(place, "theirs")
    _git(place, "merge", "-q", "--no-edit", "ours", good=(0, 1))
    return _outcomes(place, list(triples))


def rebase(place: Path, triples: Mapping[str, Triple]) -> Outcomes:
    """Rebase ours onto theirs."""
    _start(place, "ours")
    _git(place, "rebase", "-q", "theirs", good=(0, 1))
    found = _outcomes(place, list(triples))
    _git(place, "rebase", "--abort", good=(0, 128))
    return found


def cherry_pick(place: Path, triples: Mapping[str, Triple]) -> Outcomes:
    """Pick theirs onto ours."""
    _start(place, "ours")
    _git(place, "cherry-pick", "theirs", good=(0, 1))
    return _outcomes(place, list(triples))


def stash_pop(place: Path, triples: Mapping[str, Triple]) -> Outcomes:
    """Pop theirs, stashed on the base, onto ours."""
    _start(place, "base")
    _write(place, {name: triple.theirs for name, triple in triples.items()})
    _git(place, "stash", "-q")
    _git(place, "checkout", "-q", "--detach", "ours")
    _git(place, "stash", "pop", "-q", good=(0, 1))
    found = _outcomes(place, list(triples))
    _git(place, "reset", "-q", "--hard")
    _git(place, "stash", "drop", "-q", good=(0, 1))
    return found


OPERATIONS: Mapping[str, Callable[[Path, Mapping[str, Triple]], Outcomes]] = {
    "merge": merge,
    "reversed merge": reversed_merge,
    "rebase": rebase,
    "cherry-pick": cherry_pick,
    "stash pop": stash_pop,
}


def swapped(triple: Triple, operation: str) -> Triple:
    """Return a triple with the sides as an operation names them."""
    turned = operation in ("reversed merge", "rebase")
    return triple._replace(ours=triple.theirs, theirs=triple.ours) if turned else triple

"""Real repositories for the tests, cut off from the machine's own git configuration."""

import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from reweave.git.lock import Lock, hold_lock
from reweave.git.objects import open_objects
from reweave.git.repository import Repository, open_repository
from reweave.git.snapshot import CommittedNote, RefusedEntry
from reweave.note.changeset import Change, ChangeKind, ChangeSet
from reweave.note.edit import Edit

Files = Mapping[str, bytes]


def git(place: Path, *args: str | bytes, input: bytes = b"") -> bytes:
    """Run plain git, as a user would."""
    return subprocess.run(["git", *args], cwd=place, input=input, check=True, capture_output=True).stdout


def text(place: Path, *args: str) -> str:
    return git(place, *args).decode().strip()


def blobs(repository: Repository, notes: Iterable[CommittedNote | RefusedEntry]) -> dict[str, bytes]:
    """Read those of the listed notes that were not refused."""
    with open_objects(repository) as objects:
        return {note.path: objects.read(note.blob)[1] for note in notes if isinstance(note, CommittedNote)}


def commit(place: Path, files: Files, message: str = "notes") -> str:
    for name, content in files.items():
        path = Path(os.fsdecode(os.fsencode(place) + b"/" + name.encode("utf-8", "surrogateescape")))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", message)
    return text(place, "rev-parse", "HEAD")


def change(
    path: str, before: bytes, after: bytes, kind: ChangeKind = ChangeKind.LAYOUT, rule: str = "list-indent"
) -> Change:
    return Change(path, kind, before, after, (Edit(0, len(before), after, rule, f"{rule} of {path}"),))


def upper(files: Files) -> ChangeSet:
    """A change set that puts every note in capitals."""
    notes = [path for path, data in files.items() if path.endswith(".md") and data != data.upper()]
    return ChangeSet([change(path, files[path], files[path].upper()) for path in notes])


def tree(place: Path, revision: str) -> str:
    return text(place, "rev-parse", f"{revision}^{{tree}}")


NOTES: Files = {
    "top.md": b"top\n",
    "domains/energy/one.md": b"one\r\nno final newline",
    "domains/energy/two.md": b"\xef\xbb\xbftwo\n",
    "domains/health/three.md": b"three\n",
    "attic/readme.txt": b"not a note\n",
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A checkout with a few notes."""
    folder = tmp_path / "vault"
    folder.mkdir()
    git(folder, "init", "-q")
    commit(folder, NOTES)
    return folder


@pytest.fixture
def repository(place: Path) -> Repository:
    return open_repository(place)


@pytest.fixture
def lock(repository: Repository) -> Iterator[Lock]:
    with hold_lock(repository.common_dir / "reweave") as held:
        yield held


@pytest.fixture
def trap(tmp_path: Path) -> Callable[[], tuple[str, Callable[[], bool]]]:
    """Make programs that a hostile configuration may name, each with a way to ask whether it ran."""
    count = 0

    def make() -> tuple[str, Callable[[], bool]]:
        nonlocal count
        count += 1
        program, mark = tmp_path / f"trap{count}", tmp_path / f"sprung{count}"
        program.write_text(f"#!/bin/sh\ntouch '{mark}'\nexit 0\n")
        program.chmod(0o755)
        return str(program), mark.exists

    return make

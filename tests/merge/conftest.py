"""A repository with two branches that edit the same notes, merged by git itself through the installed driver."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.git.conftest import commit, git

PROJECT = Path(__file__).parents[2]

ODD = (
    "plain.md",
    "two words.md",
    "-dash.md",
    'it\'s "quoted".md',
    "größe/日本.md",
    "$(touch x);`y`.md",
    "tab\there.md",
)


def front(*items: str, style: str = "- {}", body: str = "one\ntwo\nthree\nfour\nfive\n", **values: str) -> bytes:
    lines = [*(f"{key}: {value}" for key, value in values.items()), "supports:", *(style.format(one) for one in items)]
    return ("---\n" + "\n".join(lines) + "\n---\n" + body).encode()


BASE = front("a", "b")
LEFT = front("a", "b", "left", body="ONE\ntwo\nthree\nfour\nfive\n")
RIGHT = front("a", "right", style='  - "{}"', body="one\ntwo\nthree\nfour\nFIVE\n")
BOTH = front("a", "left", "right", body="ONE\ntwo\nthree\nfour\nFIVE\n")
TURNED = front("a", "right", "left", style='  - "{}"', body="ONE\ntwo\nthree\nfour\nFIVE\n")


def reweave(place: Path, *args: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process, in a folder."""
    command = [sys.executable, "-P", "-m", "reweave", *args]
    return subprocess.run(command, cwd=place, capture_output=True, env={**os.environ, "PYTHONPATH": str(PROJECT)})


def attempt(place: Path, *args: str) -> int:
    """Run plain git; return its exit status."""
    env = {**os.environ, "PYTHONPATH": str(PROJECT), "GIT_EDITOR": ":"}
    return subprocess.run(["git", *args], cwd=place, capture_output=True, env=env).returncode


def read(place: Path, name: str) -> bytes:
    return (place / name).read_bytes()


Parted = Callable[[dict[str, tuple[bytes, bytes, bytes]]], Path]


@pytest.fixture
def parted(tmp_path: Path) -> Parted:
    """Make a repository whose branches `main` (checked out) and `side` changed each note: base, main, side."""

    def make(notes: dict[str, tuple[bytes, bytes, bytes]]) -> Path:
        place = tmp_path / "vault"
        place.mkdir()
        git(place, "init", "-q", "-b", "main")
        commit(place, {name: sources[0] for name, sources in notes.items()}, "base")
        git(place, "switch", "-q", "-c", "side")
        commit(place, {name: sources[2] for name, sources in notes.items()}, "side")
        git(place, "switch", "-q", "main")
        commit(place, {name: sources[1] for name, sources in notes.items()}, "main")
        return place

    return make

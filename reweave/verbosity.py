"""How much a command says on stderr beside its answer, and how long its parts took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum


class Verbosity(IntEnum):
    """What goes to stderr; errors always do."""

    QUIET = 0
    """Nothing else."""
    NORMAL = 1
    """Hints, warnings and, at a terminal, progress."""
    VERBOSE = 2
    """Also what is being done, and how long each part of it took."""


_volume = Verbosity.NORMAL


def set_verbosity(volume: Verbosity) -> None:
    """Choose what this process says from now on."""
    global _volume
    _volume = volume


def volume() -> Verbosity:
    """Return what this process says."""
    return _volume


@contextmanager
def part(what: str) -> Iterator[None]:
    """Under `--verbose`, say on stderr that a part of the work begins, and how long it took; also a decorator.

    `what` is ours, never text of a note or a file name.
    """
    if _volume < Verbosity.VERBOSE:
        yield
        return
    sys.stderr.write(f"reweave: {what} ...\n")
    began = time.perf_counter()
    try:
        yield
    finally:
        sys.stderr.write(f"reweave: {what}: {time.perf_counter() - began:.3f} s\n")


def say(text: str) -> None:
    """Tell a person something on stderr that is not the answer, unless `--quiet` was asked for."""
    if volume() is Verbosity.QUIET:
        return
    from reweave.text import escape

    sys.stderr.write(f"reweave: {escape(text)}\n")

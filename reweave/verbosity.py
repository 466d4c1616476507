"""How much a command prints on stderr besides its results, and how long its steps took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum


class Verbosity(IntEnum):
    """How much is printed on stderr; errors always are."""

    QUIET = 0
    """Errors alone."""
    NORMAL = 1
    """Hints, warnings and, at a terminal, progress."""
    VERBOSE = 2
    """Also each step and its duration."""


_verbosity = Verbosity.NORMAL


def set_verbosity(chosen: Verbosity) -> None:
    """Set how much this process says from now on."""
    global _verbosity
    _verbosity = chosen


def verbosity() -> Verbosity:
    """Return how much this process says."""
    return _verbosity


@contextmanager
def timed_step(name: str) -> Iterator[None]:
    """Under `--verbose`, announce a step on stderr, and say how long it took; also a decorator.

    `name` is a fixed text ("read the notes"), never text of a note or a file name.
    """
    if _verbosity < Verbosity.VERBOSE:
        yield
        return
    sys.stderr.write(f"reweave: {name} ...\n")
    began = time.perf_counter()
    try:
        yield
    finally:
        sys.stderr.write(f"reweave: {name}: {time.perf_counter() - began:.3f} s\n")


def say(text: str) -> None:
    """Print a hint or a warning on stderr, escaped, unless `--quiet` is set."""
    if _verbosity is Verbosity.QUIET:
        return
    from reweave.text import escape

    sys.stderr.write(f"reweave: {escape(text)}\n")

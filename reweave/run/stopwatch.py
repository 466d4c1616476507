"""How long a run and its parts take."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from reweave import verbosity


class Stopwatch:
    """Measures the parts of a run; a part that is repeated counts with all its repetitions."""

    def __init__(self) -> None:
        """Start it."""
        self._start = time.monotonic()
        self._seconds: dict[str, float] = {}

    @property
    def elapsed(self) -> float:
        """The seconds since the start."""
        return time.monotonic() - self._start

    @property
    def seconds(self) -> dict[str, float]:
        """The seconds that each part took, in the order of their first measurement."""
        return dict(self._seconds)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Measure a part, and announce it under `--verbose`."""
        start = time.monotonic()
        try:
            with verbosity.timed_step(name):
                yield
        finally:
            self._seconds[name] = self._seconds.get(name, 0.0) + time.monotonic() - start

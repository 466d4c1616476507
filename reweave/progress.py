"""A progress bar on stderr at a terminal; nothing in a pipe."""

import sys
from collections.abc import Iterable
from typing import TextIO, TypeVar

from reweave.terminal import is_terminal
from reweave.verbosity import Verbosity, verbosity

T = TypeVar("T")


def progress(
    items: Iterable[T],
    *,
    label: str = "reading",
    total: int | None = None,
    unit: str = "notes",
    stream: TextIO | None = None,
) -> Iterable[T]:
    """Return `items`, counted in `unit`, with a progress bar while they are iterated.

    The bar is shown on `stream` (stderr) if that is a terminal, and not under `--quiet`.
    """
    stream = sys.stderr if stream is None else stream
    if not is_terminal(stream) or verbosity() is Verbosity.QUIET:
        return items
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no extra thread next to the processes that a run starts
    return tqdm(items, desc=label, total=total, file=stream, unit=f" {unit}", leave=False, dynamic_ncols=True)

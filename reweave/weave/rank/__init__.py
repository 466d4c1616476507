"""Ranking of the notes that a note should link, from words and links alone, with the evidence."""

import os

from reweave.extras import require

_VARIABLE = "OPENBLAS_NUM_THREADS"


def _import_numpy() -> None:
    """Import numpy so that it starts no threads, whatever is imported first of this package.

    Its products are too small for several: threads that wait for one another take several times the work's own time.
    Nor may a process have threads that is to be forked (`reweave.pool`). Programs that are started later see the
    environment as it was.
    """
    chosen = os.environ.get(_VARIABLE)
    os.environ.setdefault(_VARIABLE, "1")
    try:
        import numpy  # noqa: F401
    finally:
        if chosen is None:
            del os.environ[_VARIABLE]


# Every way to the ranker leads through here.
require("weave", "ranking missing edges")
_import_numpy()

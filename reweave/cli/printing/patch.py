"""Printing changes: a page at a terminal, a patch in a pipe."""

import os
import sys
from collections.abc import Iterable

from reweave.note.changeset import Total
from reweave.terminal import is_terminal, wants_colour


def print_patch(prefix: str, totals: Iterable[Total]) -> None:
    """Print changes: a page at a terminal, in a pipe a patch that `git apply` takes.

    `prefix` is the root's place in its repository.
    """
    from reweave.output.diff import coloured, unified

    if is_terminal(sys.stdout):
        for page in coloured(totals, prefix=prefix, colour=wants_colour(sys.stdout, os.environ)):
            print(page, end="")
    else:
        for patch in unified(totals, prefix=prefix):
            sys.stdout.buffer.write(patch)
        sys.stdout.buffer.flush()

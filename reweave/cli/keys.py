"""Single keys: from a terminal as they are pressed, from anything else as they come."""

import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reweave.terminal import is_terminal

_ARROWS = {b"[C": "j", b"[B": "j", b"[D": "k", b"[A": "k", b"OC": "j", b"OB": "j", b"OD": "k", b"OA": "k"}
_MEANWHILE = 0.05


@contextmanager
def keys() -> Iterator[Iterator[str]]:
    """Give the keys of stdin until its end: unbuffered from a terminal, whose state is restored afterwards.

    From a pipe every character but white space counts. Arrows come as `j` and `k`.
    """
    if not is_terminal(sys.stdin):
        yield (key for line in sys.stdin for key in line if not key.isspace())
        return
    import termios
    import tty

    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    try:
        tty.setcbreak(handle)
        yield _pressed(handle)
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


def _pressed(handle: int) -> Iterator[str]:
    while byte := os.read(handle, 1):
        if byte == b"\x04":
            return
        if byte != b"\x1b":
            yield byte.decode("latin-1")
            continue
        rest = b""
        while len(rest) < 8 and select.select([handle], [], [], _MEANWHILE)[0]:
            rest += os.read(handle, 1)
        if rest in _ARROWS:
            yield _ARROWS[rest]

"""Single keys: from a terminal as they are pressed, from anything else as they come."""

import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from reweave.terminal import is_terminal

_ARROWS = {b"[C": "j", b"[B": "j", b"[D": "k", b"[A": "k", b"OC": "j", b"OB": "j", b"OD": "k", b"OA": "k"}
_ESCAPE, _END = b"\x1b", b"\x04"
_INTRODUCERS = (b"[", b"O")
_LONGEST = 16
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
    handlers = {number: signal.signal(number, _end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        tty.setcbreak(handle, termios.TCSADRAIN)  # what was typed ahead counts
        yield _pressed(handle)
    finally:
        with suppress(termios.error):  # a terminal that was closed
            termios.tcsetattr(handle, termios.TCSADRAIN, before)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _end(number: int, frame: FrameType | None) -> None:
    """End the process as the signal would, but leave the terminal as it was."""
    raise SystemExit(128 + number)


def _pressed(handle: int) -> Iterator[str]:
    while byte := os.read(handle, 1):
        if byte == _END:
            return
        if byte != _ESCAPE:
            yield byte.decode("latin-1")
        elif (arrow := _ARROWS.get(_sequence(handle))) is not None:
            yield arrow


def _sequence(handle: int) -> bytes:
    """Read the rest of an escape sequence: its introducer, parameters if any, and the final byte."""
    rest = b""
    while len(rest) < _LONGEST and select.select([handle], [], [], _MEANWHILE)[0]:
        rest += os.read(handle, 1)
        if rest[:1] not in _INTRODUCERS or (len(rest) > 1 and rest[-1:] >= b"@"):
            break
    return rest

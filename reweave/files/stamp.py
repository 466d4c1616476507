"""Stamps of files, by which a file that has changed is told without reading it."""

import os
from _blake2 import blake2b  # see `reweave.cache.digest`

_COARSE = 2_000_000_000
"""Nanoseconds between two times that FAT can tell apart; no file system in use is coarser."""
_FINE = 20_000_000
"""Nanoseconds between two ticks of the slowest clock that a kernel takes its times from, twice."""
_MILLISECOND = 1_000_000


def stamp_of(found: os.stat_result, now: int) -> bytes:
    """Return a digest of what changes with a file, as git tells it: times, size and inode; empty if it is too new.

    `now` is a time before the file was looked at, in nanoseconds. The time of the last change of the inode is among
    them, which no program can set. A file that was changed just now has no stamp: it could be changed again within the
    same tick of the clock.
    """
    changed, modified = found.st_ctime_ns, found.st_mtime_ns
    latest = max(changed, modified)
    if latest + _COARSE > now and latest + settling_time(changed) > now:
        return b""
    told = b"%d %d %d %d %d" % (changed, modified, found.st_size, found.st_ino, found.st_dev)
    return blake2b(told, digest_size=8).hexdigest().encode()  # of a large vault, the figures would take five times this


def settling_time(changed: int) -> int:
    """Return the nanoseconds after which a file with this time of change gets another one when it is changed again.

    A time with less than milliseconds in it was not rounded by the file system: the kernel's clock gave it as it is.
    """
    return _FINE if changed % _MILLISECOND else _COARSE

"""Digests of content, and stamps of files."""

import os
import time
from _blake2 import blake2b  # `hashlib` opens a cryptography library first, which takes longer than reading a cache

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is changed once more gets another time, on every file system."""


def digest_of(*pieces: bytes) -> bytes:
    """Return the digest that stands for some bytes, in hexadecimal; they may come in pieces."""
    digest = blake2b(digest_size=16)
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest().encode()


def stamp_of(file: str) -> bytes:
    """Return what changes with a file, as git tells it: times, size and inode; empty where that cannot be relied on.

    The time of the last change of the inode is among them, which no program can set. A file that was changed just now
    has no stamp: it could be changed again within the same tick of the clock.
    """
    try:
        found = os.lstat(file)
    except OSError:
        return b""
    changed, modified = found.st_ctime_ns, found.st_mtime_ns
    if max(changed, modified) + _SETTLED > time.time_ns():
        return b""
    return b"%d %d %d %d %d" % (changed, modified, found.st_size, found.st_ino, found.st_dev)

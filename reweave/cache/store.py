"""One file of the cache: short texts under keys, each valid for one state of what it is about.

The file is plain data under a checksum. One that is missing, damaged, foreign, or of other code holds nothing; one that
cannot be written is left as it is: no error of a cache is an error for the user. Of two processes that write at a time
the later one wins, and what the other found out is found out again.
"""

import os
import re
import stat
import time
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from reweave.cache.digest import digest_of
from reweave.cache.location import SUFFIX
from reweave.verbosity import Verbosity, say, verbosity

_MAGIC = b"reweave cache 2\n"
_CHECKSUM = 32
_COLUMNS = 6
_ENTRY = re.compile(rb"\0([^\0]*)\0((?:[^\0]*\0){%d}[^\0]*)" % (_COLUMNS - 2))
"""A key and its columns. Splitting the file into fields would take several times its size."""
_MOST = 64 * 1024 * 1024
"""The most bytes that a file may have."""
_DAY = 86_400
_STAMPED = 7
"""Days after which the entries that are still asked for are stamped again."""
_KEPT = 30
"""Days for which an entry is kept that nobody asks for."""
_ABANDONED = 90
"""Days after which the file of a vault is removed that nobody works in."""
_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by reweave; safe to delete.\n"
"""Marks a folder as a cache for backup programs: https://bford.info/cachedir/"""


class Entry(NamedTuple):
    """A text, what it was found for, and what else it depends on (empty: on nothing).

    `stamp` tells whether the file is still the one with that digest (empty: it has to be read).
    """

    digest: bytes
    stamp: bytes
    scope: bytes
    day: bytes
    value: bytes


class Store:
    """The entries of a file. Keys, digests, scopes and values hold no NUL."""

    def __init__(self, file: Path | None, identity: bytes | None) -> None:
        """Read a file, as far as it was written by the code of that identity; `None`: there is nothing to read."""
        self._file = file if identity is not None else None
        self._identity = identity or b""
        self._today = b"%d" % (time.time() // _DAY)
        # Each entry is its columns in one piece: of a large vault, objects would take several times the memory.
        self._unseen: dict[bytes, bytes] = {} if self._file is None else _read(self._file, self._identity)
        # Those that were asked for, or are new.
        self._seen: dict[bytes, bytes] = {}
        self._days: set[bytes] = set()
        self._changed = False

    def __len__(self) -> int:
        return len(self._seen) + len(self._unseen)

    def get(self, key: bytes, digest: bytes) -> Entry | None:
        """Return the entry of a key if it was found for this digest."""
        columns = self._seen.get(key) or self._unseen.get(key)
        if columns is None or (entry := Entry(*columns.split(b"\0"))).digest != digest:
            return None
        return self._asked(key, entry)

    def get_unread(self, key: bytes, stamp: bytes) -> Entry | None:
        """Return the entry of a key if its file has the stamp that it had."""
        columns = self._seen.get(key) or self._unseen.get(key)
        if columns is None or not stamp or (entry := Entry(*columns.split(b"\0"))).stamp != stamp:
            return None
        return self._asked(key, entry)

    def _asked(self, key: bytes, entry: Entry) -> Entry:
        if key in self._unseen:
            self._seen[key] = self._unseen.pop(key)
        self._days.add(entry.day)
        return entry

    def put(self, key: bytes, digest: bytes, value: bytes, *, scope: bytes = b"", stamp: bytes = b"") -> None:
        """Remember a text."""
        entry = b"\0".join((digest, stamp, scope, self._today, value))
        before = self._unseen.pop(key, None) or self._seen.get(key)
        self._changed = self._changed or before != entry
        self._seen[key] = entry

    def save(self) -> None:
        """Write the file if there is anything new, without what nobody asked for in a month."""
        if self._file is None or not (self._changed or self._is_stale()):
            return
        try:
            _write(self._file, self._pieces())
        except OSError as error:
            if verbosity() >= Verbosity.VERBOSE:
                say(f"cannot write the cache: {error.strerror or error}")
        self._changed = False

    def _is_stale(self) -> bool:
        return any(_age(day, self._today) >= _STAMPED for day in self._days)

    def _pieces(self) -> list[bytes]:
        """Return the body in pieces, each with the NUL before it but the first."""
        pieces, size = [self._identity], len(self._identity)
        # The entries that were asked for come first: where there is no room for all, the others are left out.
        for key, columns in chain(self._seen.items(), self._unseen.items()):
            seen = key in self._seen
            digest, stamp, scope, day, value = columns.split(b"\0")
            if not seen and _age(day, self._today) >= _KEPT:
                continue
            if seen and day != self._today:
                columns = b"\0".join((digest, stamp, scope, self._today, value))
            size += len(key) + len(columns) + 2
            if size > _MOST:
                break
            pieces += (b"\0", key, b"\0", columns)
        return pieces


def _age(day: bytes, today: bytes) -> int:
    """Return the days since a day; one in the future is as old as can be."""
    age = int(today) - int(day) if day.isdigit() and len(day) < 9 else _KEPT
    return age if age >= 0 else _KEPT


def _read(file: Path, identity: bytes) -> dict[bytes, bytes]:
    try:
        data = _own_bytes(file)
    except OSError:
        return {}
    start = len(_MAGIC) + _CHECKSUM
    if not data.startswith(_MAGIC) or data[len(_MAGIC) : start] != _checksum(memoryview(data)[start:]):
        return {}
    if not data.startswith(identity + b"\0", start) or data.count(b"\0", start) % _COLUMNS != 0:
        return {}
    return {entry[1]: entry[2] for entry in _ENTRY.finditer(data, start + len(identity))}


def _own_bytes(file: Path) -> bytes:
    """Return the bytes of a plain file that this user alone may write; of any other, none."""
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as stream:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
            return b""
        return stream.read(_MOST + 4096) if found.st_size <= _MOST + 4096 else b""


def _checksum(*pieces: bytes | memoryview) -> bytes:
    return digest_of(*pieces)


def _write(file: Path, pieces: Sequence[bytes]) -> None:
    """Replace a file, and tidy up the folder.

    Raises:
        OSError: it cannot be written.
    """
    from reweave.atomic import replace_file

    directory = file.parent
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(file, (_MAGIC, _checksum(*pieces), *pieces), mode=0o600)
    tag = directory / "CACHEDIR.TAG"
    if not os.path.lexists(tag):
        replace_file(tag, [_TAG], mode=0o600)
    oldest = time.time() - _ABANDONED * _DAY
    with os.scandir(directory) as entries:
        for entry in entries:
            ours = entry.name.endswith(SUFFIX) or entry.name.startswith(".reweave-")
            if ours and entry.is_file(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_mtime < oldest:
                (directory / entry.name).unlink()

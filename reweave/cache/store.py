"""One file of the cache: short texts under keys, each valid for one state of what it is about.

The file is plain data under a checksum. One that is missing, damaged, foreign, or of other code holds nothing; one that
cannot be written is left as it is: no error of a cache is an error for the user. Of two processes that write at a time
the later one wins, and what the other found out is found out again.
"""

import os
import stat
import time
from pathlib import Path
from typing import NamedTuple

from reweave.cache.digest import digest_of
from reweave.cache.location import SUFFIX
from reweave.verbosity import Verbosity, say, verbosity

_MAGIC = b"reweave cache 2\n"
_CHECKSUM = 32
_COLUMNS = 6
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
        self._entries = {} if self._file is None else _read(self._file, self._identity)
        self._seen: set[bytes] = set()
        self._changed = False

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: bytes, digest: bytes) -> Entry | None:
        """Return the entry of a key if it was found for this digest."""
        entry = self._entries.get(key)
        if entry is None or entry.digest != digest:
            return None
        self._seen.add(key)
        return entry

    def get_unread(self, key: bytes, stamp: bytes) -> Entry | None:
        """Return the entry of a key if its file has the stamp that it had."""
        entry = self._entries.get(key)
        if entry is None or entry.stamp != stamp or not stamp:
            return None
        self._seen.add(key)
        return entry

    def put(self, key: bytes, digest: bytes, value: bytes, *, scope: bytes = b"", stamp: bytes = b"") -> None:
        """Remember a text."""
        entry = Entry(digest, stamp, scope, self._today, value)
        self._changed = self._changed or self._entries.get(key) != entry
        self._entries[key] = entry
        self._seen.add(key)

    def save(self) -> None:
        """Write the file if there is anything new, without what nobody asked for in a month."""
        if self._file is None or not (self._changed or self._is_stale()):
            return
        try:
            _write(self._file, self._body())
        except OSError as error:
            if verbosity() >= Verbosity.VERBOSE:
                say(f"cannot write the cache: {error.strerror or error}")
        self._changed = False

    def _is_stale(self) -> bool:
        return any(_age(day, self._today) >= _STAMPED for day in {self._entries[key].day for key in self._seen})

    def _body(self) -> bytes:
        fields, size = [self._identity], len(self._identity)
        # The entries that were asked for come first: where there is no room for all, the others are left out.
        for key in (*self._seen, *(self._entries.keys() - self._seen)):
            entry = self._entries[key]
            seen = key in self._seen
            if not seen and _age(entry.day, self._today) >= _KEPT:
                continue
            columns = (key, entry.digest, entry.stamp, entry.scope, self._today if seen else entry.day, entry.value)
            size += sum(map(len, columns)) + len(columns)
            if size > _MOST:
                break
            fields += columns
        return b"\0".join(fields)


def _age(day: bytes, today: bytes) -> int:
    """Return the days since a day; one in the future is as old as can be."""
    age = int(today) - int(day) if day.isdigit() and len(day) < 9 else _KEPT
    return age if age >= 0 else _KEPT


def _read(file: Path, identity: bytes) -> dict[bytes, Entry]:
    try:
        data = _own_bytes(file)
    except OSError:
        return {}
    start = len(_MAGIC) + _CHECKSUM
    if not data.startswith(_MAGIC) or data[len(_MAGIC) : start] != _checksum(data[start:]):
        return {}
    fields = data[start:].split(b"\0")
    if fields[0] != identity or len(fields) % _COLUMNS != 1:
        return {}
    columns = [fields[column::_COLUMNS] for column in range(1, _COLUMNS)]
    return dict(zip(columns[0], map(Entry, *columns[1:], fields[_COLUMNS::_COLUMNS]), strict=True))


def _own_bytes(file: Path) -> bytes:
    """Return the bytes of a plain file that this user alone may write; of any other, none."""
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as stream:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
            return b""
        return stream.read(_MOST + 4096) if found.st_size <= _MOST + 4096 else b""


def _checksum(body: bytes) -> bytes:
    return digest_of(body)


def _write(file: Path, body: bytes) -> None:
    """Replace a file, and tidy up the folder.

    Raises:
        OSError: it cannot be written.
    """
    from reweave.atomic import replace_file

    directory = file.parent
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(file, [_MAGIC, _checksum(body), body], mode=0o600)
    tag = directory / "CACHEDIR.TAG"
    if not os.path.lexists(tag):
        replace_file(tag, [_TAG], mode=0o600)
    oldest = time.time() - _ABANDONED * _DAY
    with os.scandir(directory) as entries:
        for entry in entries:
            ours = entry.name.endswith(SUFFIX) or entry.name.startswith(".reweave-")
            if ours and entry.is_file(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_mtime < oldest:
                (directory / entry.name).unlink()

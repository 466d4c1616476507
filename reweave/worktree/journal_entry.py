"""One file in the journal, and its JSON line."""

import base64
import binascii
import json
import os
import re
from typing import Any, NamedTuple

from reweave.worktree.safe_fs import is_inner, split

_STAGED = re.compile(r"\.reweave-[0-9a-f]{8}")


class BadJournalError(Exception):
    """A journal that reweave did not write, or not completely."""


class JournalEntry(NamedTuple):
    """One file: its path, the name its new bytes are staged under (in the same folder), and its bytes.

    Without `before` the file is created, with the attributes of the file at `like` if given. Without `after` it is
    deleted: its own bytes stay under the staged name until all else is done.
    """

    path: str
    staged: str
    before: bytes | None
    after: bytes | None
    like: str = ""

    @property
    def made(self) -> bool:
        """Whether the file is created."""
        return self.before is None

    @property
    def gone(self) -> bool:
        """Whether the file is deleted."""
        return self.after is None

    @property
    def longest(self) -> int:
        """The most bytes that the file has before or after."""
        return max(len(self.before or b""), len(self.after or b""))

    @property
    def folder(self) -> str:
        """The folder of the note and of its staged file."""
        return split(self.path)[0]

    @property
    def name(self) -> str:
        """The note's name in its folder."""
        return split(self.path)[1]


def staged_name() -> str:
    """Return a new name for a staged file; short, since a note's own name may be as long as names can be."""
    return f".reweave-{os.urandom(4).hex()}"


def json_line(record: dict[str, Any]) -> bytes:
    """Return a record as one line of the journal."""
    return json.dumps(record).encode("ascii") + b"\n"


def parse_line(line: bytes) -> dict[str, Any]:
    """Return the record of a line.

    Raises:
        BadJournalError: it is not a JSON object.
    """
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadJournalError("not JSON lines") from error
    if not isinstance(record, dict):
        raise BadJournalError("not an object")
    return record


def entry_line(entry: JournalEntry) -> bytes:
    """Return an entry as one line of the journal; its bytes in base64 hold nothing that JSON would escape."""
    record = {"path": entry.path, "staged": entry.staged} | ({"like": entry.like} if entry.like else {})
    head = json.dumps(record).removesuffix("}").encode("ascii")
    return b'%b, "before": %b, "after": %b}\n' % (head, _base64(entry.before), _base64(entry.after))


def _base64(data: bytes | None) -> bytes:
    return b"null" if data is None else b'"%b"' % binascii.b2a_base64(data, newline=False)


def decode_entry(record: dict[str, Any], *, to_stage: bool = False) -> JournalEntry:
    """Return the entry of a record, which may be hostile; `to_stage` leaves `before` undecoded, and empty if it is any.

    Raises:
        BadJournalError: it is damaged, or names a file that no run would write.
    """
    path, staged, like = record.get("path"), record.get("staged"), record.get("like", "")
    if not (isinstance(path, str) and isinstance(staged, str) and isinstance(like, str)):
        raise BadJournalError("an entry has a wrong type")
    if not is_inner(path) or not _STAGED.fullmatch(staged) or (like and not is_inner(like)):
        raise BadJournalError("an entry names a file that no run would touch")
    try:
        os.fsencode(path)
        old, after = record.get("before"), _bytes(record.get("after"))
        before = b"" if to_stage and old is not None else _bytes(old)
        if before is None and after is None:
            raise BadJournalError("an entry does nothing")
        return JournalEntry(path, staged, before, after, like)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise BadJournalError("an entry is torn") from error


def _bytes(value: object) -> bytes | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadJournalError("an entry has a wrong type")
    return base64.b64decode(value, validate=True)

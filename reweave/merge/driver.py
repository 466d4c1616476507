"""The merge driver that git runs for each note that both sides changed.

It starts once per note, so nothing is imported that a merge does not need.
"""

import os
import sys
from collections.abc import Sequence

from reweave.config.locate import locate_config
from reweave.config.merge import MergeConfig, read_merge
from reweave.errors import ReweaveError
from reweave.merge.notes import Merged, merge_notes

USAGE = "usage: reweave merge-driver BASE OURS THEIRS PATH [MARKER-SIZE]   (git runs it: reweave merge install)"

_CLEAN, _CONFLICT, _WRONG_USE = 0, 1, 2
"""Git reads 1 to 128 as a conflict, and aborts the whole merge on more."""


def drive(arguments: Sequence[str]) -> int:
    """Merge the note at PATH from three files into OURS; return 0 where it is clean, 1 where it holds a conflict."""
    if len(arguments) not in (4, 5) or not all(size.isdigit() for size in arguments[4:]):
        sys.stderr.write(USAGE + "\n")
        return _WRONG_USE
    path = arguments[3]
    try:
        merged = _merge([_read(name) for name in arguments[:3]], path, int((*arguments, "7")[4]))
        with open(arguments[1], "wb") as stream:
            stream.write(merged.data)
    except (OSError, ReweaveError) as error:
        _say(f"{path}: {error}; nothing was merged")
        return _CONFLICT
    if merged.conflicts:
        why = f" ({merged.as_text})" if merged.as_text else ""
        _say(f"{path}: conflict in {', '.join(merged.conflicts)}{why}")
    return _CONFLICT if merged.conflicts else _CLEAN


def _merge(sources: Sequence[bytes], path: str, marker_size: int) -> Merged:
    base, ours, theirs = sources
    return merge_notes(base, ours, theirs, _config(path), path=path, marker_size=marker_size)


def _read(name: str) -> bytes:
    with open(name, "rb") as stream:
        return stream.read()


def _config(path: str) -> MergeConfig:
    """Return `[merge]` of the configuration for a note; git runs a driver in the top folder of the checkout."""
    found = locate_config(os.path.dirname(path))
    if found is None or not any(word in found[1] for word in (b"merge", b"weave", b"\\")):
        return MergeConfig()
    from reweave.config.tables import read_tables
    from reweave.config.weave_loader import read_weave

    checker, tables = read_tables(found[1], found[0])
    return read_merge(checker, tables.get("merge", {}), read_weave(checker, tables.get("weave", {})).types)


def _say(text: str) -> None:
    from reweave.text import escape

    sys.stderr.write(f"reweave: {escape(text)}\n")

"""The merge driver that git runs for each note that both sides changed.

It starts once per note, so nothing is imported that a merge does not need. Whatever goes wrong, the file is left as
git's own merge would leave it: git takes what it holds for the merge, and the next commit makes it so.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache

from reweave.config.locate import locate_config
from reweave.config.merge import MergeConfig, read_merge
from reweave.git.text_options import TextOptions
from reweave.merge.notes import merge_notes

USAGE = (
    "usage: reweave merge-driver BASE OURS THEIRS PATH [MARKER-SIZE [BASE-LABEL OUR-LABEL THEIR-LABEL]]"
    "   (git runs it: reweave merge install)"
)

MERGED, CONFLICT = "merged", "conflict"
"""Printed on stdout where OURS holds the merge, without or with conflicts.

The exit status does not tell: a Python that cannot start exits with 1, too, and another program may exit with 0.
"""

STAGED = ".reweave"
"""What is appended to the name of OURS for the file that replaces it."""

_CLEAN, _CONFLICT, _WRONG_USE = 0, 1, 2
"""Git reads 1 to 128 as a conflict, and aborts the whole merge on more."""


def drive(arguments: Sequence[str]) -> int:
    """Merge the note at PATH from three files into OURS; return 0 where it is clean, 1 where it holds a conflict."""
    if len(arguments) not in (4, 5, 8) or not all(size.isdigit() for size in arguments[4:5]):
        _print_error(USAGE)
        return _WRONG_USE
    path = arguments[3]
    options = _options(arguments)
    try:
        base, ours, theirs = map(_read, arguments[:3])
        inner = _is_inner(arguments)
        merged = merge_notes(base, ours, theirs, _config(path), path=path, options=options, inner=inner)
        _replace(arguments[1], merged.data)
    except Exception as error:
        return _merge_as_text(arguments, options, error)
    if not merged.conflicts:
        os.write(1, f"{MERGED}\n".encode())
        return _CLEAN
    why = f" ({merged.as_text})" if merged.as_text else ""
    return _conflict("" if inner else f"{path}: conflict in {', '.join(merged.conflicts)}{why}")


def _merge_as_text(arguments: Sequence[str], options: Callable[[], TextOptions], error: Exception) -> int:
    """Merge as git does after `error`. It counts as a conflict, so that it is looked at."""
    why = f"{arguments[3]}: {_reason(error)}"
    try:
        from reweave.git.text_merge import merge_text

        base, ours, theirs = map(_read, arguments[:3])
        _replace(arguments[1], merge_text(base, ours, theirs, options()).data)
    except Exception as another:
        # The registered command then starts git's own merge.
        _say(f"{why}; not merged as text either: {_reason(another)}")
        return _CONFLICT
    return _conflict(f"{why}; merged as text")


def _conflict(message: str) -> int:
    os.write(1, f"{CONFLICT}\n".encode())
    if message:
        _say(message)
    return _CONFLICT


def _read(name: str) -> bytes:
    with open(name, "rb") as stream:
        return stream.read()


def _replace(name: str, data: bytes) -> None:
    """Replace a file in one step: a merge that is killed leaves it whole."""
    staged = name + STAGED
    with open(staged, "xb") as stream:
        stream.write(data)
    os.replace(staged, name)


def _options(arguments: Sequence[str]) -> Callable[[], TextOptions]:
    """Return what reads how text is to be merged, once, and only if a merge needs it."""

    @cache
    def read() -> TextOptions:
        from reweave.merge.driver_options import read_options

        return read_options(int((*arguments, "7")[4]), arguments[5:])

    return read


def _is_inner(arguments: Sequence[str]) -> bool:
    """Return whether the merge makes a base, of several: git then marks conflicts with longer markers."""
    if int((*arguments, "7")[4]) <= 8:
        return False
    from reweave.merge.driver_options import marker_size

    return int(arguments[4]) >= marker_size(arguments[3]) + 2


def _config(path: str) -> MergeConfig:
    """Return `[merge]` of the configuration for a note, or the default where it cannot be read.

    Git runs a driver in the top folder of the checkout.
    """
    try:
        return _read_config(path)
    except Exception as error:
        _say(f"{_reason(error)}; merging with the default sets")
        return MergeConfig()


def _read_config(path: str) -> MergeConfig:
    found = locate_config(os.path.dirname(path))
    if found is None or not any(word in found[1] for word in (b"merge", b"weave", b"\\")):
        return MergeConfig()
    from reweave.config.tables import read_tables
    from reweave.config.weave_loader import read_weave

    checker, tables = read_tables(found[1], found[0])
    return read_merge(checker, tables.get("merge", {}), read_weave(checker, tables.get("weave", {})).types)


def _say(text: str) -> None:
    from reweave.text import escape

    _print_error(f"reweave: {escape(text)}")


def _reason(error: Exception) -> str:
    from reweave.errors import ReweaveError

    if isinstance(error, ReweaveError | OSError):
        return str(error)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""
    return f"internal error{where}: {type(error).__name__} {' '.join(str(error).split())}".rstrip()


def _print_error(line: str) -> None:
    """Print a line on stderr; the merge does not depend on whether anybody can read it."""
    with contextlib.suppress(OSError, AttributeError):
        sys.stderr.write(line + "\n")

"""`info/exclude` of a repository: the copies that reweave makes beside notes are not for `git add -A`."""

import os
from pathlib import Path

from reweave.verbosity import say

_LINE = b".reweave-*"
_LONGEST = 1 << 20
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def exclude_copies(common_dir: Path) -> None:
    """Add the names of copies to `info/exclude`, once: those of a killed command stay until the next one recovers."""
    file = common_dir / "info" / "exclude"
    try:
        file.parent.mkdir(exist_ok=True)
        handle = os.open(file, _FLAGS, 0o666)
        try:
            text = os.read(handle, _LONGEST)
            if _LINE not in text.splitlines():
                before = b"" if not text or text.endswith(b"\n") else b"\n"
                os.write(handle, before + _LINE + b"\n")
        finally:
            os.close(handle)
    except OSError as error:
        say(f"cannot add {_LINE.decode()} to {file}: {error.strerror}")

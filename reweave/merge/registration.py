"""The command that is registered with git as the merge driver.

Git hands it to a shell (Git for Windows brings one), takes what %A holds afterwards for the merge, and reads 1 to 128
as a conflict. So the command sees to it that %A holds git's own merge where reweave could not do its work: its program
is gone or another one, it was killed, or its Python does not start, which ends with 1 as a conflict does.
"""

import shlex
from collections.abc import Sequence

from reweave.executable import NAME
from reweave.merge.driver import CONFLICT, MERGED, STAGED

DRIVER = f"merge.{NAME}.driver"
"""The name of git's setting."""

_MERGE_FILE = "git merge-file -q --marker-size=%L -L ours -L base -L theirs"

TEXT_MERGE = (
    # 129: git is older than 2.44 and does not know the option.
    f"{_MERGE_FILE} --diff-algorithm=histogram %A %O %B 2>/dev/null; s=$?; "
    f"test $s -ne 129 || {{ {_MERGE_FILE} %A %O %B; s=$?; }}; test $s -eq 0 || exit 1"
)
"""A driver that merges text as git does, as far as a shell can."""

_ARGUMENTS = "merge-driver %O %A %B %P %L %S %X %Y"

_FALLBACK = (
    f"); s=$?; case $s$r in 0{MERGED}) exit 0;; 1{CONFLICT}) exit 1;; esac; rm -f %A{STAGED}; "
    'echo "reweave: the merge driver failed (exit status $s); git merges this note as text" >&2; '
    f"{TEXT_MERGE}"
)


def driver_command(program: Sequence[str]) -> str:
    """Return the command to register for the program that starts reweave."""
    return f"r=$({shlex.join(program)} {_ARGUMENTS}{_FALLBACK}"


def is_current(command: str) -> bool:
    """Return whether a registered command is one that this reweave registers, whatever the program."""
    return command.startswith("r=$(") and command.endswith(f" {_ARGUMENTS}{_FALLBACK}")


def program_of(command: str) -> str | None:
    """Return the program that a registered command starts, of this reweave or an older one."""
    try:
        words = shlex.split(command.removeprefix("r=$("))
    except ValueError:
        return None
    return words[0] if words else None

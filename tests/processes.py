"""The processes that a test starts."""

import os
import subprocess


def children() -> set[int]:
    """Return the processes that this one has started and not waited for; readers that judge notes stay for long."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = (line.split() for line in listed.splitlines())
    own = {int(pid) for pid, parent in pairs if int(parent) == os.getpid()}
    return {pid for pid in own if _is_there(pid)}


def _is_there(pid: int) -> bool:
    """Return whether a process is still there: `ps` itself is not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

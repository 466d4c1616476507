"""Progress is for people: on a terminal only, and tqdm is not even imported elsewhere."""

import os
import pty
import subprocess
import sys
import termios

PROGRAM = """
import sys
from reweave.progress import progress
print(list(progress(iter("abc"), label="reading notes", total=3)), "tqdm" in sys.modules)
"""


def test_nothing_in_a_pipe() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True)
    assert done.stdout == b"['a', 'b', 'c'] False\n"
    assert done.stderr == b""


def test_a_bar_on_a_terminal() -> None:
    master, slave = pty.openpty()
    os.set_blocking(master, False)
    termios.tcsetwinsize(slave, (24, 80))
    try:
        done = subprocess.run([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=slave, check=True)
        shown = os.read(master, 65536)
    finally:
        os.close(slave)
        os.close(master)
    assert done.stdout == b"['a', 'b', 'c'] True\n"
    assert b"reading notes" in shown

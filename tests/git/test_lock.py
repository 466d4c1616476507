"""The lock ends with its holder and cannot be led to another file."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.lock import RefUpdate, hold_lock

HOLD = """
import sys, time
from pathlib import Path
from reweave.git.lock import RefUpdate, hold_lock
with hold_lock(Path(sys.argv[1])) as lock:
    lock.record(RefUpdate("refs/heads/x", "1" * 40))
    print("held", flush=True)
    time.sleep(600)
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def test_held_by_another_process_until_it_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "reweave"
    with holder(folder) as process:
        with pytest.raises(ReweaveError, match=rf"another run holds the lock: process {process.pid} on ") as caught:
            hold_lock(folder).__enter__()
        assert (caught.value.exit_code, caught.value.code) == (Exit.LOCKED, "locked")
        process.send_signal(signal.SIGKILL)
    with hold_lock(folder) as lock:
        assert lock.update == RefUpdate("refs/heads/x", "1" * 40)
        lock.record(None)
    with hold_lock(folder) as lock:
        assert lock.update is None


def test_a_move_left_behind_is_kept_until_it_is_dealt_with(tmp_path: Path) -> None:
    with hold_lock(tmp_path) as lock:
        lock.record(RefUpdate("refs/heads/x", "1"))
    for _ in range(2):
        with hold_lock(tmp_path) as lock:
            assert lock.update == RefUpdate("refs/heads/x", "1")


def test_held_twice_in_one_process(tmp_path: Path) -> None:
    with hold_lock(tmp_path), pytest.raises(ReweaveError, match=f"process {os.getpid()} "), hold_lock(tmp_path):
        raise AssertionError("held twice")


def test_released_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), hold_lock(tmp_path):
        raise KeyboardInterrupt
    with hold_lock(tmp_path):
        pass


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 4096,
        b'{"pid": "x\\n", "host": 1, "move": {"ref": 1}}',
        b"9" * 4096,
    ],
)
def test_nonsense_in_the_file_does_not_matter(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lock").write_bytes(content)
    with hold_lock(tmp_path) as lock:
        assert lock.update is None
        assert json.loads((tmp_path / "lock").read_bytes())["pid"] == os.getpid()


def test_text_of_the_holder_is_made_safe(tmp_path: Path) -> None:
    with hold_lock(tmp_path):
        (tmp_path / "lock").write_text(json.dumps({"pid": 1, "host": "a\nb\x1b[2J", "since": "now"}))
        with pytest.raises(ReweaveError, match="process 1 on") as caught:
            hold_lock(tmp_path).__enter__()
        assert str(caught.value).isprintable()


def test_links_and_pipes_are_refused(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    for name in ("soft", "hard", "pipe", "folder"):
        (tmp_path / name).mkdir()
    (tmp_path / "soft" / "lock").symlink_to(precious)
    (tmp_path / "hard" / "lock").hardlink_to(precious)
    os.mkfifo(tmp_path / "pipe" / "lock")
    (tmp_path / "folder" / "lock").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "target", target_is_directory=True)
    (tmp_path / "target").mkdir()
    (tmp_path / "file").write_bytes(b"precious")
    for name in ("soft", "hard", "pipe", "folder", "linked", "file"):
        with pytest.raises(ReweaveError, match="cannot use the lock file") as caught:
            hold_lock(tmp_path / name).__enter__()
        assert caught.value.code == "lock-place"
    assert precious.read_bytes() == (tmp_path / "file").read_bytes() == b"precious"
    assert list((tmp_path / "target").iterdir()) == []

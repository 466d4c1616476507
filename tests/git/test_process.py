import os
import sys
import time
from pathlib import Path

import pytest

from reweave.git import process
from reweave.git.process import run_bounded


def python(script: str, tmp_path: Path, seconds: float = 30, input: bytes = b"") -> tuple[int | None, bytes, bytes]:
    ended = run_bounded([sys.executable, "-c", script], env=os.environ, cwd=tmp_path, seconds=seconds, input=input)
    return ended.status, ended.out, ended.err


def test_what_a_program_says_and_how_it_ends(tmp_path: Path) -> None:
    script = "import sys, os; print(sys.stdin.read() + os.getcwd()); sys.stderr.write('err'); sys.exit(7)"
    assert python(script, tmp_path, input=b"in ") == (7, b"in " + os.fsencode(tmp_path) + b"\n", b"err")


def test_no_more_is_kept_than_a_megabyte(tmp_path: Path) -> None:
    status, out, _ = python("import sys; sys.stdout.write('x' * 3_000_000)", tmp_path)
    assert status == 0 and len(out) == 1 << 20


def test_it_has_no_terminal_to_ask_at(tmp_path: Path) -> None:
    status, _, err = python("open('/dev/tty')", tmp_path)
    assert status == 1 and b"OSError" in err


@pytest.mark.parametrize("stubborn", ["", "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"])
def test_one_that_hangs_is_ended_with_what_it_started(tmp_path: Path, stubborn: str) -> None:
    mark = tmp_path / "child"
    script = (
        f"{stubborn}import subprocess, sys, time;"
        f"one = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        f"open({str(mark)!r}, 'w').write(str(one.pid)); time.sleep(600)"
    )
    status, _, _ = python(script, tmp_path, seconds=3)
    assert status is None
    child = int(mark.read_text())
    # It is a zombie at most until init has seen to it.
    deadline = time.monotonic() + 60
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return Path("/proc/self").exists() is False and _answers(pid)
    return state != "Z"


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_one_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        run_bounded(["no-such-program-here"], env=os.environ, cwd=tmp_path, seconds=1)


def test_one_that_prints_without_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_MOST", 100_000)
    status, out, _ = python("import sys\nwhile True: sys.stdout.write('x' * 65536)", tmp_path)
    assert status is None and out.startswith(b"xxx")

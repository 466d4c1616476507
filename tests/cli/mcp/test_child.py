"""Commands that do not end by themselves, or print without end, are ended with all that they started."""

import os
import sys
import time
from pathlib import Path

import anyio
import pytest

from reweave.cli.mcp import child
from reweave.cli.mcp.child import Done, run_command
from reweave.errors import ReweaveError

HANGS = """
import pathlib, subprocess, sys, time
started = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path("started").write_text(str(started.pid))
time.sleep(60)
"""
ECHOES = "import sys; print(sys.argv[1:]); print(sys.stdin.read(), file=sys.stderr); sys.exit(3)"
FLOODS = """
import os, pathlib, sys
pathlib.Path("started").write_text(str(os.getpid()))
while True:
    sys.stdout.write("x" * 65536)
"""


def _stand_in(monkeypatch: pytest.MonkeyPatch, folder: Path, program: str) -> None:
    """Put a program in Python's place; it is given Python's arguments."""
    (folder / "program.py").write_text(program)
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{folder}/program.py" "$@"\n')
    python.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(python))


def _is_gone(pid: int) -> bool:
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2][1] == "Z":
            return True  # it ended, and nobody has asked yet how
        time.sleep(0.05)
    return False


async def _until_started(folder: Path) -> int:
    while not (folder / "started").exists() or not (folder / "started").read_text():
        await anyio.sleep(0.02)
    return int((folder / "started").read_text())


def test_arguments_input_and_answer_pass_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(monkeypatch, tmp_path, ECHOES)
    done = anyio.run(run_command, tmp_path, ("check", "a b.md"), b"text")
    assert done == Done(3, b"['-P', '-m', 'reweave', 'check', 'a b.md']\n", b"text\n")


def test_a_command_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(monkeypatch, tmp_path, HANGS)
    monkeypatch.setattr(child, "SECONDS", 3)
    with pytest.raises(ReweaveError, match="timed out after 3 seconds") as caught:
        anyio.run(run_command, tmp_path, ("check",))
    assert caught.value.code == "timeout"
    assert _is_gone(int((tmp_path / "started").read_text()))


def test_a_command_whose_call_is_cancelled_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(monkeypatch, tmp_path, HANGS)

    async def cancel() -> int:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(run_command, tmp_path, ("check",))
            started = await _until_started(tmp_path)
            tasks.cancel_scope.cancel()
        return started

    assert _is_gone(anyio.run(cancel))


def test_an_answer_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(monkeypatch, tmp_path, FLOODS)
    monkeypatch.setattr(child, "_MOST_OUTPUT", 1_000_000)
    with pytest.raises(ReweaveError, match="output too large"):
        anyio.run(run_command, tmp_path, ("check",))
    assert _is_gone(int((tmp_path / "started").read_text()))

"""Odd surroundings: streams that are closed or full, no git. Exit codes are those of the README all the same."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reweave.cli.program import failure, run
from reweave.effects import has_changed
from reweave.exit_codes import Exit
from reweave.git.program import git_program
from tests.cli.conftest import AFTER, BROKEN, Vault
from tests.cli.test_every_command import CALLS, made

FULL = "/dev/full"
OUT, ERR, IN = ">&-", "2>&-", "<&-"
OUT_FULL, ERR_FULL = f">{FULL}", f"2>{FULL}"

needs_full = pytest.mark.skipif(not Path(FULL).exists(), reason="no /dev/full here")


def shell(vault: Vault, line: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which `reweave` is the program."""
    line = f'reweave() {{ "{sys.executable}" -m reweave "$@"; }}; {line}'
    return subprocess.run(["bash", "-c", line], cwd=vault.root, env=vault.environment(), capture_output=True)


@needs_full
@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        (f"check {OUT}", 1, b""),
        (f"check {IN} {OUT} {ERR}", 1, b""),
        (f"check nope {ERR}", 2, b""),
        (f"check nope {ERR_FULL}", 2, b""),
        (f"check {OUT_FULL}", 2, b"cannot write the output: No space left on device"),
        (f"check --output-format json {OUT_FULL}", 2, b'"code": "output-failed"'),
        (f"diff {OUT_FULL}", 2, b"cannot write the output"),
        (f"--help {OUT_FULL}", 2, b"cannot write the output"),
        (f"apply - {IN}", 2, b"stdin"),
    ],
)
def test_streams_that_are_closed_or_full(vault: Vault, line: str, code: int, message: bytes) -> None:
    before = vault.read()
    done = shell(vault, f"reweave {line}")
    assert (done.returncode, message in done.stderr) == (code, True), done.stderr
    assert b"Traceback" not in done.stderr and vault.read() == before


@needs_full
@pytest.mark.parametrize("line", ["init", "merge install", "code vendor fm.py"])
def test_files_of_the_user_that_are_written_are_not_denied(vault: Vault, line: str) -> None:
    (vault.root / "reweave.toml").unlink(missing_ok=True)
    done = shell(vault, f"reweave {line} {OUT_FULL}")
    assert done.returncode == 6, done.stderr
    assert b"the changes are written, but then: cannot write the output" in done.stderr


@needs_full
@pytest.mark.parametrize(("streams", "code"), [(OUT, 0), (f"{IN} {OUT} {ERR}", 0), (OUT_FULL, 6), (ERR_FULL, 0)])
def test_notes_that_are_written_are_not_denied(vault: Vault, streams: str, code: int) -> None:
    done = shell(vault, f"reweave fix --verbose {streams}")
    written = vault.read()
    assert {path: written[path] for path in AFTER} == AFTER
    assert done.returncode == code, done.stderr
    if code:
        assert b"reweave: the changes are written, but then: cannot write the output" in done.stderr


@pytest.mark.parametrize("command", ["check", "diff", "weave --from all", "rules", "stats", "skill"])
def test_a_reader_that_ends_early_is_no_news(vault: Vault, command: str) -> None:
    done = shell(vault, f"reweave {command} --quiet | true; exit ${{PIPESTATUS[0]}}")
    # What fits into the pipe is written before its reader has ended.
    assert done.returncode in (141, 0, 1) and done.stderr == b""


def test_a_broken_pipe_ends_as_elsewhere(vault: Vault) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "reweave", "check"]
    done = subprocess.run(command, cwd=vault.root, env=vault.environment(), stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert done.returncode == Exit.OUTPUT_CLOSED and done.stderr == b""


@pytest.fixture
def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A vault that is the current folder; git is looked up anew."""
    made(tmp_path / "vault")
    monkeypatch.chdir(tmp_path / "vault")
    git_program.cache_clear()
    yield tmp_path
    git_program.cache_clear()


WITHOUT_GIT = ("code rules", "code vendor", "rules", "schema", "skill")


def _silent(folder: Path) -> None:
    (folder / "git").write_text("#!/bin/sh\nexit 0\n")


def _no_program(folder: Path) -> None:
    (folder / "git").write_text("nothing\n")


def _old(folder: Path) -> None:
    (folder / "git").write_text("#!/bin/sh\necho git version 1.8.3\n")


@pytest.mark.parametrize("make", [lambda _: None, _silent, _no_program, _old], ids=["none", "silent", "text", "old"])
def test_no_command_fails_oddly_without_a_git_that_works(
    prepared: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], None],
) -> None:
    run(["fix", "--plan", "plan.jsonl"])
    git_program.cache_clear()
    folder = prepared / "bin"
    folder.mkdir()
    make(folder)
    for program in folder.iterdir():
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    capsys.readouterr()
    for name, (_, arguments) in CALLS.items():
        code = run([*name.split(), *arguments])
        message = capsys.readouterr().err
        if name in WITHOUT_GIT:
            assert code == 0
        else:
            assert code == Exit.USAGE and not has_changed(), name
            assert message.startswith("reweave: ") and "git" in message and message.count("\n") == 1


@pytest.mark.parametrize(
    ("call", "target"),
    [
        (["graph", "--context"], "claims/woven.md"),
        (["graph", "--context"], "broken.md"),
        (["graph", "--context"], "new.txt"),
        (["fix", "--plan"], "claims/woven.md"),
        (["weave", "--plan"], "gold.jsonl"),
        (["unweave", "--plan"], "writer.py"),
        (["rename", "claims/woven.md", "knitted", "--plan"], "broken.md"),
        (["run", "--report"], "broken.md"),
        (["run", "--report"], "night"),
        (["run", "--report"], "night.json"),
    ],
)
def test_nothing_is_overwritten_that_reweave_did_not_write(
    prepared: Path, capsys: pytest.CaptureFixture[str], call: list[str], target: str
) -> None:
    file = Path("night.md" if target == "night" else target)
    if not file.exists():
        file.write_bytes(b"# reweave: what I think of it\n" if target == "night" else BROKEN)
    before = file.read_bytes()
    assert run([*call, target]) == Exit.USAGE
    assert f"{file}: file exists, and reweave did not write it; use another name" in capsys.readouterr().err
    assert file.read_bytes() == before and not has_changed()


@pytest.mark.parametrize(
    ("call", "files"),
    [
        (["graph", "--context", "index.md"], ["index.md"]),
        (["fix", "--plan", "p.jsonl"], ["p.jsonl"]),
        (["run", "--dry-run", "--report", "night"], ["night.md", "night.json"]),
    ],
)
def test_what_reweave_wrote_is_replaced(prepared: Path, call: list[str], files: list[str]) -> None:
    for _ in range(2):
        assert run(call) in (0, 1, 3)
        written = [Path(file).read_bytes() for file in files]
    assert all(written)
    Path(files[0]).write_bytes(b"mine\n")
    assert run(call) == Exit.USAGE and Path(files[0]).read_bytes() == b"mine\n"


@pytest.mark.parametrize("call", [["graph", "--context"], ["fix", "--plan"], ["run", "--report"]])
def test_links_pipes_and_folders_are_no_files_of_reweave(prepared: Path, call: list[str]) -> None:
    os.mkfifo("pipe.md")
    Path("link.md").symlink_to("broken.md")
    Path("dangling.md").symlink_to("gone.md")
    for name in ("pipe.md", "link.md", "dangling.md", "claims", "no/such.md"):
        assert run([*call, f"{name}"]) == Exit.USAGE or (call[0] == "run" and name == "claims")
    assert Path("link.md").is_symlink() and not Path("gone.md").exists() and Path("broken.md").read_bytes() == BROKEN


@pytest.mark.parametrize(
    "call",
    [
        ["fix", "--diff", "--plan", "p.jsonl"],
        ["weave", "--write", "--diff"],
        ["weave", "--write", "--plan", "p.jsonl"],
        ["unweave", "--diff", "--plan", "p.jsonl"],
    ],
)
def test_options_that_exclude_each_other(prepared: Path, capsys: pytest.CaptureFixture[str], call: list[str]) -> None:
    assert run(call) == Exit.USAGE and "cannot be used together; use one of them" in capsys.readouterr().err
    assert not Path("p.jsonl").exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_full_disk_is_one_line_that_says_what_to_do(number: int) -> None:
    error = failure(OSError(number, os.strerror(number)))
    assert error.exit_code == 2 and os.strerror(number) in str(error)
    assert ("free some space, then run it again" in str(error)) == (number != errno.EIO)

"""Merges by git where the driver cannot work: the file holds what git's own merge leaves, or a semantic merge."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reweave.merge.registration import driver_command
from tests.git.conftest import git, text
from tests.merge.conftest import BASE, BOTH, LEFT, PROJECT, RIGHT, Parted, attempt, front, read, reweave

NAME = 'it\'s a "note" $(touch owned).md'
LINES = [f"line {number}" for number in range(9)]


def lines(**changed: str) -> bytes:
    return ("\n".join(changed.get(f"at{number}", line) for number, line in enumerate(LINES)) + "\n").encode()


APART = (lines(), lines(at0="ours"), lines(at8="theirs"))
TOGETHER = lines(at0="ours", at8="theirs")
CLASH = (lines(), lines(at4="ours"), lines(at4="theirs"))


def script(place: Path, words: str) -> tuple[str, ...]:
    """Return the command of a program in a folder whose name has to be quoted."""
    folder = place.parent / "it's (a folder) & more"
    folder.mkdir(exist_ok=True)
    file = folder / "reweave"
    file.write_text(words)
    file.chmod(0o755)
    return (str(file),)


def python(words: str) -> str:
    return f"#!{sys.executable} -P\nimport os, signal, sys\nsys.path.insert(0, {str(PROJECT)!r})\n{words}\n"


DRIVE = "from reweave.merge import driver\n"
MAIN = "sys.exit(driver.drive(sys.argv[2:]))"
FAILURES = {
    "gone": "",
    "not executable": "#!/nowhere/python\n",
    "killed": "#!/bin/sh\nkill -9 $$\n",
    "a status of 127": "#!/bin/sh\nexit 127\n",
    "a status of 70": "#!/bin/sh\necho conflict\nexit 70\n",
    "a status of 2": "#!/bin/sh\nexit 2\n",
    "another program": "#!/bin/sh\nexit 0\n",
    "another program that says something": "#!/bin/sh\necho Usage: $0\n",
    "a Python without reweave": f"#!{sys.executable} -S\nimport reweave_is_gone\n",
    "killed while it writes": python(
        f"{DRIVE}def half(name, data):\n    open(name + driver.STAGED, 'wb').write(data[:9])\n"
        f"    os.kill(os.getpid(), signal.SIGKILL)\ndriver._replace = half\n{MAIN}"
    ),
    "killed before it writes": python(
        f"{DRIVE}driver.merge_notes = lambda *_, **__: os.kill(os.getpid(), signal.SIGSEGV)\n{MAIN}"
    ),
    "starved": f'#!/bin/sh\nulimit -v 9000\nexec {sys.executable} -P -m reweave "$@"\n',
}
"""Programs in the place of reweave."""


@pytest.mark.parametrize("program", FAILURES.values(), ids=FAILURES)
def test_git_merges_where_the_program_fails(parted: Parted, program: str) -> None:
    place = parted({NAME: APART, "clash.md": CLASH})
    command = script(place, program) if program else ("/nowhere/it's gone/reweave",)
    git(place, "config", "merge.reweave.driver", driver_command(command))
    (place / ".git/info/attributes").write_text("*.md merge=reweave conflict-marker-size=9\n")
    assert attempt(place, "merge", "-q", "side") == 1
    assert git(place, "ls-files", "-u", "-z").count(b"clash.md") == 3
    assert git(place, "ls-files", "-u", "-z").count(b"note") == 0
    assert read(place, NAME) == TOGETHER
    marked = b"<<<<<<<<< ours\nours\n=========\ntheirs\n>>>>>>>>> theirs"
    assert read(place, "clash.md") == lines(at4=marked.decode())
    assert not text(place, "ls-files", "--others")


def memory_error(words: str) -> str:
    return python(f"{DRIVE}def fail(*_, **__):\n    {words}\ndriver.merge_notes = fail\n{MAIN}")


BUGS = {
    "an exception": memory_error("raise ValueError('broken\\nin two lines')"),
    "no memory": memory_error("raise MemoryError"),
    "recursion": memory_error("fail()"),
}


@pytest.mark.parametrize("program", BUGS.values(), ids=BUGS)
def test_a_bug_leaves_the_merge_of_git_as_a_conflict(parted: Parted, program: str) -> None:
    place = parted({NAME: APART, "clash.md": CLASH})
    git(place, "config", "merge.reweave.driver", driver_command(script(place, program)))
    (place / ".git/info/attributes").write_text("*.md merge=reweave\n")
    done = subprocess.run(["git", "merge", "side"], cwd=place, capture_output=True)
    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if line.startswith(b"reweave: ")]
    assert len(said) == 2
    assert all(b"internal error at " in line and line.endswith(b"; merged as text") for line in said)
    assert read(place, NAME) == TOGETHER
    marked = b"<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> side"
    assert read(place, "clash.md") == lines(at4=marked.decode())


def write(content: bytes) -> Callable[[Path], object]:
    return lambda file: file.write_bytes(content)


def fifo(file: Path) -> None:
    subprocess.run(["mkfifo", file], check=True)


CONFIGURATIONS: dict[str, Callable[[Path], object]] = {
    "an unknown key": write(b'[merge]\nextend-set = ["x"]\n'),
    "a key of another version": write(b'required-version = ">=9"\n[merge]\nstrategy = "newer"\n'),
    "an unknown table in [weave]": write(b'[weave.judge]\nmodle = "x"\n'),
    "no TOML": write(b"[merge\n"),
    "not UTF-8": write(b'[merge]\nsets = ["\xff"]\n'),
    "nested": write(b"[merge]\nsets = " + b"[" * 20_000 + b"]" * 20_000 + b"\n"),
    "a value of another type": write(b'merge = "x"\n'),
    "too long": write(b"# merge\n" * 200_000),
    "a link to itself": lambda file: file.symlink_to(file.name),
    "a link to nothing": lambda file: file.symlink_to("nothing"),
    "a FIFO": fifo,
    "a folder": lambda file: file.mkdir(),
    "a device": lambda file: file.symlink_to("/dev/zero"),
}


@pytest.mark.parametrize("make", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_a_configuration_that_cannot_be_read_is_merged_without(parted: Parted, make: Callable[[Path], object]) -> None:
    place = parted({"sub/n.md": (BASE, LEFT, RIGHT)})
    assert reweave(place, "merge", "install").returncode == 0
    make(place / "reweave.toml")
    done = subprocess.run(["git", "merge", "-q", "side"], cwd=place, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert read(place, "sub/n.md") == BOTH
    assert done.stderr.count(b"\n") == 1
    assert done.stderr.startswith(b"reweave: ")
    assert done.stderr.endswith(b"; merging with the default sets\n")


def test_an_older_command_is_named_and_replaced(parted: Parted) -> None:
    place = parted({"n.md": (BASE, LEFT, RIGHT)})
    assert reweave(place, "merge", "install").returncode == 0
    assert b"older" not in reweave(place, "merge", "status").stdout
    current = text(place, "config", "merge.reweave.driver")
    git(place, "config", "merge.reweave.driver", f"{sys.executable} -P -m reweave merge-driver %O %A %B %P %L")
    git(place, "config", "--add", "merge.reweave.driver", f"{sys.executable} merge-driver %O %A %B %P %L")
    found = reweave(place, "merge", "status").stdout
    assert b"registered by an older reweave; `reweave merge install` updates it" in found
    assert b"cannot be run" not in found
    assert reweave(place, "merge", "install").returncode == 0
    assert text(place, "config", "--get-all", "merge.reweave.driver") == current


STYLES = {
    "merge": b"<<<<<<< HEAD\nstatus: one\n=======\nstatus: two\n>>>>>>> side\n",
    "diff3": b"<<<<<<< HEAD\nstatus: one\n||||||| base\nstatus: zero\n=======\nstatus: two\n>>>>>>> side\n",
    "zdiff3": b"<<<<<<< HEAD\nstatus: one\n||||||| base\nstatus: zero\n=======\nstatus: two\n>>>>>>> side\n",
}


@pytest.mark.parametrize("style", STYLES)
def test_conflicts_are_marked_in_the_style_that_git_is_configured_to_use(parted: Parted, style: str) -> None:
    bodies = ("a\nb\nc\n", "a\nB\nc\n", "a\nBB\nc\n")
    sides = (front(status=word, body=body) for word, body in zip(("zero", "one", "two"), bodies, strict=True))
    base, ours, theirs = sides
    place = parted({"n.md": (base, ours, theirs)})
    assert reweave(place, "merge", "install").returncode == 0
    assert attempt(place, "-c", f"merge.conflictStyle={style}", "merge", "-q", "side") == 1
    middle = b"" if style == "merge" else b"||||||| base\nb\n"
    body = b"a\n<<<<<<< HEAD\nB\n" + middle + b"=======\nBB\n>>>>>>> side\nc\n"
    assert read(place, "n.md") == ours.replace(b"status: one\n", STYLES[style]).replace(b"a\nB\nc\n", body)
    done = reweave(place, "resolve")
    assert b"n.md: conflict in status, body\n" in done.stdout

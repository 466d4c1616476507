"""The help at 80 columns: every summary whole, the commands in sections, at a terminal and in a pipe."""

import os
import pty
import struct
import subprocess
import termios
from collections.abc import Callable
from fcntl import ioctl

import pytest

from reweave.cli.app import command_module, command_names
from reweave.cli.commands import SECTIONS
from tests.cli.conftest import Vault

NAMES = command_names()
GROUPS = sorted({name.split()[0] for name in NAMES if " " in name})
LONGEST = 45


def at_a_terminal(vault: Vault, *args: str) -> str:
    """Return what `reweave ARGS` prints at a terminal of 80 columns."""
    main, side = pty.openpty()
    ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    env = {key: value for key, value in vault.environment().items() if key not in ("COLUMNS", "LINES")}
    process = subprocess.Popen(
        [vault.python, "-m", "reweave", *args], env=env | {"TERM": "xterm"}, stdin=side, stdout=side, stderr=side
    )
    os.close(side)
    shown = b""
    try:
        while piece := os.read(main, 65536):
            shown += piece
    except OSError:
        pass  # the other side is closed
    os.close(main)
    assert process.wait() == 0
    return shown.decode().replace("\r\n", "\n")


def in_a_pipe(vault: Vault, *args: str) -> str:
    done = vault.run(*args)
    assert done.returncode == 0
    return done.stdout.decode()


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_of_every_command_is_short(name: str) -> None:
    function = getattr(command_module(name), command_module(name).__name__.rpartition(".")[2])
    summary, blank = (function.__doc__ or "").split("\n")[:2]
    assert len(summary) <= LONGEST and summary.endswith("."), f"{summary!r}: at most {LONGEST} characters"
    assert not blank, "an empty line after the summary, so that the listing ends there"


@pytest.mark.parametrize("shown", [at_a_terminal, in_a_pipe])
@pytest.mark.parametrize("group", ["", *GROUPS])
def test_a_listing_cuts_no_summary(vault: Vault, group: str, shown: Callable[..., str]) -> None:
    listing = shown(vault, *group.split(), "--help")
    assert "..." not in listing.replace("[ARGS]...", "")
    assert max(map(len, listing.splitlines())) <= 80
    commands = {name.removeprefix(f"{group} ").split()[0] for name in NAMES if name.startswith(f"{group} ".lstrip())}
    lines = [line.split() for line in listing.splitlines() if line.startswith("  ")]
    assert commands and commands <= {words[0] for words in lines if len(words) > 1}


def test_every_command_is_in_one_section() -> None:
    listed = [name for names in SECTIONS.values() for name in names]
    assert sorted(listed) == sorted({name.split()[0] for name in NAMES}), "list it in SECTIONS of cli/commands"


@pytest.mark.parametrize("shown", [at_a_terminal, in_a_pipe])
def test_the_program_lists_its_commands_in_sections(vault: Vault, shown: Callable[..., str]) -> None:
    parts = shown(vault, "--help").split("\n\n")
    for title, names in SECTIONS.items():
        section = next(part for part in parts if part.startswith(f"{title}:\n"))
        assert [line.split()[0] for line in section.splitlines()[1:]] == list(names)


@pytest.mark.parametrize("name", NAMES)
def test_the_help_of_every_command_fits(vault: Vault, name: str) -> None:
    text = in_a_pipe(vault, *name.split(), "--help").split("Example:")[0]
    assert max(map(len, text.splitlines())) <= 80

"""What reaches other machines, and that nothing does under `--offline`."""

import subprocess
import sys
from pathlib import Path

import pytest

from reweave.network import VARIABLE
from tests.cli.conftest import Vault

GUARD = """
import sys
def refuse(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"):
        sys.stderr.write("NETWORK: " + event + "\\n")
        sys.stderr.flush()
        raise PermissionError(event)
sys.addaudithook(refuse)
sys.argv[0] = "reweave"
from reweave.__main__ import main
main()
"""


def guarded(vault: Vault, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command line in a process that may not connect to anything."""
    command = [sys.executable, "-c", GUARD, *arguments]
    own = {**vault.environment(), **environment}
    return subprocess.run(command, cwd=vault.root, env=own, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",), ("fix", "--diff"), ("run", "--weave"), ("weave", "--from", "all"), ("stats",), ("code", "check"),
        ("weave", "--from", "all", "--index-url", ":memory:"), ("graph", "--output-format", "json"), ("eval", "links"),
        ("merge", "status"), ("rules", "quotes"), ("skill",), ("init", "--output-format", "json"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_commands_that_reach_nobody(vault: Vault, arguments: tuple[str, ...]) -> None:
    done = guarded(vault, *arguments, "--offline")
    assert "NETWORK" not in done.stderr
    assert done.returncode in (0, 1, 2, 3), done.stderr
    assert "offline" not in done.stderr


JUDGES = """
[judges.there]
url = "http://127.0.0.1:9/v1"
model = "m"
key-env = ""
[judges.program]
command = ["cat"]
"""


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("weave", "--type-by", "there"), "the judge needs the network"),
        (("weave", "--type-by", "program"), "the judge's program, which may ask others, needs the network"),
        (("weave", "--index-url", "http://127.0.0.1:9"), "the index in a database needs the network"),
        (("run", "--push", "https://127.0.0.1:9/x.git"), "the remote 'https://127.0.0.1:9/x.git' needs the network"),
        (("run", "--push", "git@host:x.git"), "the remote 'git@host:x.git' needs the network"),
    ],
)
@pytest.mark.parametrize("by_option", [True, False])
def test_what_would_reach_others_is_refused(
    vault: Vault, arguments: tuple[str, ...], what: str, by_option: bool
) -> None:
    vault.set_up(JUDGES)
    done = guarded(vault, *arguments, *(["--offline"] if by_option else []), **({} if by_option else {VARIABLE: "1"}))
    assert done.returncode == 2, done.stderr
    assert what in done.stderr
    assert "NETWORK" not in done.stderr


def test_a_remote_on_this_machine_is_no_network(vault: Vault, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "remote.git")], check=True)
    done = guarded(vault, "run", "--push", str(tmp_path / "remote.git"), "--offline")
    assert done.returncode == 0, done.stderr


def test_the_guard_sees_a_connection(vault: Vault) -> None:
    """Else the tests above would prove nothing."""
    done = guarded(vault, "weave", "--from", "all", "--index-url", "http://127.0.0.1:9")
    assert "NETWORK: socket" in done.stderr

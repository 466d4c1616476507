import subprocess
import sys
from pathlib import Path

import pytest

from reweave import __version__
from reweave.cli.app import command_names
from reweave.cli.program import run
from tests.cli.conftest import Vault


@pytest.mark.parametrize("name", command_names())
def test_every_command_explains_itself_with_an_example(vault: Vault, name: str) -> None:
    done = vault.run(*name.split(), "--help")
    assert done.returncode == 0
    assert b"Example:\n" in done.stdout and f"reweave {name}".encode() in done.stdout.split(b"Example:")[1]


def test_the_program_lists_its_commands_and_exit_codes(vault: Vault) -> None:
    done = vault.run("--help")
    assert done.returncode == 0 and b"Exit codes" in done.stdout
    assert all(name.split()[0].encode() in done.stdout for name in command_names())
    assert vault.run("--version").stdout.decode() == f"reweave {__version__}\n"


@pytest.mark.parametrize("args", [["chek"], ["check", "--nope"], ["run", "--batch-size", "0"], ["run", "--by", "day"]])
def test_wrong_use_ends_with_2(vault: Vault, args: list[str]) -> None:
    done = vault.run(*args)
    assert done.returncode == 2 and done.stdout == b"" and b"Traceback" not in done.stderr


def test_a_reader_that_leaves_early_causes_no_traceback(vault: Vault) -> None:
    script = f"{sys.executable} -m reweave check --output-format json | head -c 1"
    done = subprocess.run(["sh", "-c", script], cwd=vault.root, env=vault.environment(), capture_output=True)
    assert done.stdout == b"{" and b"Traceback" not in done.stderr and b"BrokenPipe" not in done.stderr


def test_a_full_disk_under_the_output_is_one_line(vault: Vault) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [vault.python, "-m", "reweave", "check"]
        done = subprocess.run(command, cwd=vault.root, env=vault.environment(), stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (2, b"reweave: cannot write the output: No space left on device\n")


def test_starting_up_imports_nothing_heavy() -> None:
    script = (
        "import sys; from reweave.cli.program import run; import reweave.cli.commands.check;"
        "print([name for name in ('git', 'libcst', 'numpy', 'tqdm', 'rich', 'pydantic', 'jsonschema', 'openai')"
        " if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("check ", "'[PATHS]...': a path cannot be empty; see `reweave check --help`"),
        ("fix ", "'[PATHS]...': a path cannot be empty; see `reweave fix --help`"),
        ("fix a.md ", "'[PATHS]...': a path cannot be empty; see `reweave fix --help`"),
        ("run --repo ", "'--repo': a path cannot be empty; see `reweave run --help`"),
        ("check --config=", "'--config': a path cannot be empty; see `reweave check --help`"),
        ("apply ", "'PLAN': a path cannot be empty; see `reweave apply --help`"),
        ("weave --limit -1", "'--limit': -1 is too small; expected at least 1; see `reweave weave --help`"),
        ("weave --limit x", "'--limit': 'x' is not a whole number; see `reweave weave --help`"),
        ("eval types a --precision 2", "'--precision': 2.0 is out of range; expected 0 to 1"),
        ("eval types a --precision x", "'--precision': 'x' is not a number; see `reweave eval types --help`"),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(
    capsys: pytest.CaptureFixture[str], line: str, message: str
) -> None:
    assert run(line.split(" ")) == 2
    assert capsys.readouterr().err.startswith(f"reweave: invalid value for {message}")


def test_an_argument_too_many_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["baseline", "x"]) == 2
    assert capsys.readouterr().err == "reweave: unexpected argument 'x'; see `reweave baseline --help`\n"

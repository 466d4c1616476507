"""A command loads only the code that it needs: start-up is part of every command."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.cli.conftest import Vault
from tests.cli.test_run_again import MULCH, SOURCE, TARGET
from tests.git.conftest import commit

COMMITS = tuple(
    f"reweave.{name}"
    for name in ("merge", "git.commits", "git.delivery", "git.target", "git.tree", "git.message", "git.batch")
)
"""What makes commits; a command that writes the working tree has no use for it."""

LINTER_ALONE = (*COMMITS, "reweave.vault", "reweave.weave", "reweave.plan", "reweave.forge", "git", "libcst", "numpy")
"""What neither `check` nor `fix` needs."""

NO_WRITER = ("reweave.worktree.writer", "reweave.git.lock")

COMMANDS: list[tuple[str, tuple[str, ...]]] = [
    ("check", (*LINTER_ALONE, *NO_WRITER)),
    ("fix", LINTER_ALONE),
    ("weave", (*COMMITS, *NO_WRITER, "reweave.plan", "reweave.forge", "reweave.git.snapshot", "libcst", "openai")),
    ("apply fix.jsonl", (*COMMITS, "reweave.git.snapshot", "reweave.weave.rank", "numpy")),
    ("rename mulch straw", (*COMMITS, "reweave.git.snapshot", "reweave.weave.rank", "numpy")),
    ("retarget mulch compost", (*COMMITS, "reweave.git.snapshot", "reweave.weave.rank", "numpy")),
    ("decline compost mulch", (*COMMITS, "reweave.git.snapshot", "reweave.weave.rank", "numpy")),
    ("unweave", (*COMMITS, "reweave.git.snapshot", "reweave.weave.rank", "numpy")),
]


@pytest.fixture
def planned(vault: Vault) -> Vault:
    """A vault with notes to link, and a plan that fixes them."""
    notes = {"compost.md": SOURCE, "mulch.md": TARGET}
    commit(vault.root, {path: data.replace(MULCH.encode(), b"mulch") for path, data in notes.items()})
    assert vault.run("fix", "--plan", "fix.jsonl").returncode in (0, 3)
    return vault


def loaded(vault: Vault, command: str) -> set[str]:
    """Run a command in a process of its own, and return the modules that are loaded at its end."""
    code = (
        "import sys\n"
        "from reweave.cli.program import run\n"
        "code = run(sys.argv[1:])\n"
        "sys.stderr.write('\\n'.join(['', *sorted(sys.modules)]))\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command.split()], cwd=vault.root, env=vault.environment(), capture_output=True
    )
    assert done.returncode in (0, 1, 3), done.stderr
    return set(done.stderr.decode().splitlines())


def below(modules: set[str], *packages: str) -> Iterator[str]:
    return (one for one in sorted(modules) if any(one == name or one.startswith(name + ".") for name in packages))


READERS = (
    "yaml",
    "yaml12",
    "ruamel",
    "reweave.note.note",
    "reweave.note.reader",
    "reweave.rules.base",
    "reweave.lint.linter",
)
"""What reads and judges notes."""

REMEMBERED: list[tuple[str, tuple[str, ...]]] = [
    ("check", (*READERS, "reweave.lint.note_linter", "concurrent")),
    ("check --output-format github", READERS),
    ("diff", READERS),
    ("fix", READERS),
    ("run --weave", ("reweave.weave.rank", "reweave.weave.pipeline", "reweave.rules.base", "numpy", "ruamel")),
]


@pytest.mark.parametrize(("command", "unneeded"), REMEMBERED, ids=[command for command, _ in REMEMBERED])
def test_what_is_remembered_is_found_without_reading(planned: Vault, command: str, unneeded: tuple[str, ...]) -> None:
    assert planned.run("fix", "--unsafe").returncode in (0, 3)
    commit(planned.root, {"reweave.toml": b'extend-select = ["trailing-space"]\n[[overrides]]\npaths = ["x"]\n'})
    assert any(below(loaded(planned, command), "yaml"))
    planned.run(*command.split())  # the first `run` found edges to add
    assert list(below(loaded(planned, command), *unneeded)) == []


def test_options_of_rules_load_no_reader(planned: Vault) -> None:
    options = b'[rules.quotes]\nvalues = "double"\n[rules.list-indent]\nindent = 2\n[rules.flow-lists]\nindent = 2\n'
    commit(planned.root, {"reweave.toml": options})
    planned.run("check")
    assert list(below(loaded(planned, "check"), "yaml", "yaml12", "ruamel", "reweave.lint.note_linter")) == []


@pytest.mark.parametrize(("command", "unneeded"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_only_what_it_needs_is_loaded(planned: Vault, command: str, unneeded: tuple[str, ...]) -> None:
    assert list(below(loaded(planned, command), *unneeded)) == []


def test_the_names_are_those_of_modules(planned: Vault) -> None:
    """Else the test above would find nothing, whatever is loaded."""
    commits = (
        loaded(planned, "apply fix.jsonl --commit") | loaded(planned, "run --weave") | loaded(planned, "merge status")
    )
    assert all(any(below(commits, name)) for name in (*COMMITS, *NO_WRITER[1:], "reweave.git.snapshot", "numpy"))
    writer = loaded(planned, "apply fix.jsonl")
    assert all(any(below(writer, name)) for name in (*NO_WRITER, "reweave.plan", "reweave.vault", "reweave.weave"))

"""After a kill in the middle of writing: every command says so, and the next one that writes mends it first."""

import fcntl
import os
from pathlib import Path

import pytest

from reweave.cli.program import run
from reweave.worktree.journal_entry import JournalEntry
from reweave.worktree.recovery import apply_entry
from tests.cli.conftest import AFTER, Vault
from tests.cli.test_every_command import CALLS, made
from tests.git.conftest import git, text

SAID = "an interrupted command left notes half-written; `reweave fix` finishes or undoes that"
NO_VAULT = ("code rules", "code vendor", "rules", "schema", "skill")
READING = ("check", "code check", "diff", "edges", "explain", "graph", "log", "merge status", "run", "stats", "weave")


def killed(place: Path, after: int) -> None:
    """Run `fix` in a fork that dies after it has replaced some notes."""
    pid = os.fork()
    if pid == 0:
        try:
            left = [after]

            def apply_and_die(folder: int, entry: JournalEntry) -> None:
                if not left[0]:
                    os._exit(9)
                left[0] -= 1
                apply_entry(folder, entry)

            pytest.MonkeyPatch().setattr("reweave.worktree.writer.apply_entry", apply_and_die)
            os.chdir(place)
            run(["fix", "--quiet"])
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9


def copies(place: Path) -> list[Path]:
    return list(place.rglob(".reweave-*"))


def test_every_reading_command_says_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made(tmp_path / "vault")
    monkeypatch.chdir(tmp_path / "vault")
    killed(Path(), 1)
    left = copies(Path())
    assert left
    for name in READING:
        run([*name.split(), *CALLS[name][1]])
        assert capsys.readouterr().err.count(SAID) == 1, name
        run([*name.split(), *CALLS[name][1], "--quiet"])
        assert SAID not in capsys.readouterr().err, name
    for name in NO_VAULT:
        run([*name.split(), *CALLS[name][1]])
        assert SAID not in capsys.readouterr().err, name
    run(["fix", "--diff"])
    assert SAID in capsys.readouterr().err and copies(Path()) == left


@pytest.mark.parametrize("after", [0, 1, 2])
def test_the_next_writing_command_mends_it_first(vault: Vault, capsys: pytest.CaptureFixture[str], after: int) -> None:
    killed(vault.root, after)
    git(vault.root, "add", "-A")
    assert copies(vault.root) and ".reweave-" not in text(vault.root, "ls-files")
    assert run(["fix", str(vault.root / "claims/right.md")]) == 0
    message = capsys.readouterr().err
    assert SAID not in message and "an interrupted run (3 notes)" in message
    assert copies(vault.root) == []
    assert run(["fix", str(vault.root)]) == 0 and {path: vault.read()[path] for path in AFTER} == AFTER
    run(["check", str(vault.root)])
    assert SAID not in capsys.readouterr().err
    exclude = (vault.root / ".git/info/exclude").read_text()
    assert exclude.count(".reweave-*\n") == 1


def test_a_command_that_is_still_at_work_is_not_called_interrupted(
    vault: Vault, capsys: pytest.CaptureFixture[str]
) -> None:
    killed(vault.root, 1)
    with (vault.root / ".git/reweave/lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run(["check", str(vault.root)])
        assert SAID not in capsys.readouterr().err
    run(["check", str(vault.root)])
    assert SAID in capsys.readouterr().err


def test_a_linked_worktree_has_its_own_journal_and_the_lock_of_all(
    vault: Vault, capsys: pytest.CaptureFixture[str]
) -> None:
    other = vault.root.parent / "other"
    git(vault.root, "worktree", "add", "-q", str(other))
    killed(other, 1)
    run(["check", str(vault.root)])
    assert SAID not in capsys.readouterr().err
    with (vault.root / ".git/reweave/lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run(["check", str(other)])
        assert SAID not in capsys.readouterr().err
    run(["check", str(other)])
    assert SAID in capsys.readouterr().err

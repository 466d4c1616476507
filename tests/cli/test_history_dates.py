"""The rule `history-dates` in a real repository: notes that were never committed, the cache, runs and plans."""

from pathlib import Path

from tests.cli.conftest import Vault
from tests.git.conftest import git
from tests.git.test_note_days import NOTE, commit


def test_what_is_written_and_what_is_not(vault: Vault) -> None:
    (vault.root / "reweave.toml").write_text('select = ["history-dates"]\n')
    (vault.root / "claims" / "new.md").write_bytes(NOTE)
    assert b"no findings" in vault.run("check", "claims/new.md").stdout, "it was never committed"
    commit(vault.root, "2024-05-06")
    assert b"missing `created`" in vault.run("check", "claims/new.md").stdout, "what was found before is not believed"
    assert vault.run("fix", "claims/new.md").returncode == 0
    assert (vault.root / "claims" / "new.md").read_bytes() == b"---\ntitle: a\ncreated: 2024-05-06\n---\n"


def test_a_run_and_a_plan_write_the_same(vault: Vault, tmp_path: Path) -> None:
    (vault.root / "reweave.toml").write_text('select = ["history-dates"]\n')
    (vault.root / "claims" / "new.md").write_bytes(NOTE)
    commit(vault.root, "2024-05-06")
    assert vault.run("run").returncode == 0
    run = vault.committed("reweave/normalize")
    assert run["claims/new.md"] == b"---\ntitle: a\ncreated: 2024-05-06\n---\n"
    assert vault.run("fix", "--plan", str(tmp_path / "plan.jsonl")).returncode in (0, 1)
    assert vault.run("apply", str(tmp_path / "plan.jsonl")).returncode == 0
    assert vault.read() == run


def test_outside_a_repository_nothing_is_known(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "loose").mkdir()
    (tmp_path / "loose" / "a.md").write_bytes(NOTE)
    (tmp_path / "loose" / "reweave.toml").write_text('select = ["history-dates"]\n')
    done = vault.run("check", cwd=tmp_path / "loose")
    assert done.returncode == 0 and b"no findings" in done.stdout


def test_what_a_shallow_clone_does_not_know_is_found_once_it_is_whole(vault: Vault, tmp_path: Path) -> None:
    (vault.root / "reweave.toml").write_text('select = ["history-dates"]\n')
    (vault.root / "claims" / "new.md").write_bytes(NOTE)
    commit(vault.root, "2024-05-06")
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{vault.root}", "shallow")
    assert b"no findings" in vault.run("check", cwd=tmp_path / "shallow").stdout
    git(tmp_path / "shallow", "fetch", "-q", "--unshallow")
    assert b"new.md:2:1: history-dates missing `created`" in vault.run("check", cwd=tmp_path / "shallow").stdout

import json
import os
import subprocess
from pathlib import Path

from tests.cli.conftest import AFTER, BROKEN, NOTES, Vault
from tests.git.conftest import commit, git, text

BRANCH = "reweave/normalize"


def untouched(vault: Vault) -> tuple[str, str, bytes, dict[str, bytes]]:
    """What a run must leave alone: HEAD, the branch it is on, the index, the working tree."""
    index = (vault.root / ".git/index").read_bytes()
    return text(vault.root, "rev-parse", "HEAD"), text(vault.root, "symbolic-ref", "HEAD"), index, vault.read()


def test_batches_on_a_branch_of_their_own(vault: Vault) -> None:
    (vault.root / "claims/one.md").write_bytes(b"edited, not committed\n")
    before = untouched(vault)
    done = vault.run(
        "run", "--batch-size", "2", "--trailer", "Signed-off-by: Bo <bo@x.org>", "--author", "Cy <cy@x.org>"
    )
    assert done.returncode == 0, done.stderr
    assert untouched(vault) == before
    assert vault.committed(BRANCH) == {**NOTES, **AFTER}
    messages = git(vault.root, "log", "--reverse", "--format=%an|%B", f"main..{BRANCH}").decode()
    assert messages.startswith("Cy|Normalize list-indent, quotes in claims (2 notes)\n")
    trailers = "Reweave-Kind: layout\nReweave-Rules: list-indent, quotes\nSigned-off-by: Bo <bo@x.org>\n"
    assert f"\nReweave-Batch: 2/2\n{trailers}" in messages
    again = vault.run("run", "--batch-size", "2")
    assert again.returncode == 0 and again.stdout.endswith(b"nothing to do: no commit made\n")
    assert int(text(vault.root, "rev-list", "--count", f"main..{BRANCH}")) == 2


def test_a_dry_run_makes_nothing(vault: Vault) -> None:
    done = vault.run("run", "--dry-run")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == b"a dry run: 1 commit on reweave/normalize, none made"
    assert text(vault.root, "branch", "--list", BRANCH) == ""


def test_one_rule_per_commit(vault: Vault) -> None:
    assert vault.run("run", "--by", "rule").returncode == 0
    subjects = text(vault.root, "log", "--reverse", "--format=%s", f"main..{BRANCH}").splitlines()
    assert [subject.split(" in ")[0] for subject in subjects] == ["Normalize list-indent", "Normalize quotes"]
    assert vault.committed(BRANCH) == {**NOTES, **AFTER}


def test_a_note_that_cannot_be_read_is_left_and_named(vault: Vault) -> None:
    commit(vault.root, {"claims/broken.md": BROKEN})
    (vault.root / "soft.md").symlink_to("readme.md")
    commit(vault.root, {})
    done = vault.run("run")
    assert done.returncode == 3
    assert b"claims/broken.md:2:8: unreadable " in done.stdout and b"soft.md:1:1: refused is a symlink" in done.stdout
    assert vault.committed(BRANCH)["claims/broken.md"] == BROKEN


def test_a_bare_repository(vault: Vault, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "-q", "--bare", str(vault.root), str(bare))
    assert vault.run("run", "--repo", bare, cwd=tmp_path).returncode == 0
    assert git(bare, "show", f"{BRANCH}:claims/one.md") == AFTER["claims/one.md"]


def test_the_committed_configuration_counts(vault: Vault) -> None:
    (vault.root / "reweave.toml").write_text(
        'ignore = ["quotes"]\n[run]\nbranch = "style"\ntrailers = ["Kind: night"]\n'
    )
    done = vault.run("run")
    assert b"ignoring reweave.toml: it is not committed" in done.stderr
    assert vault.committed(BRANCH)["claims/one.md"] == AFTER["claims/one.md"]
    commit(vault.root, {})
    assert vault.run("run").returncode == 0
    assert b'- "solar is cheap"' in vault.committed("style")["claims/one.md"]
    assert text(vault.root, "log", "-1", "--format=%(trailers:key=Kind)", "style") == "Kind: night"


def test_a_vault_in_a_folder_of_a_repository(vault: Vault) -> None:
    commit(vault.root, {"claims/reweave.toml": b'exclude = ["two.md"]\n'})
    assert vault.run("run", cwd=vault.root / "claims").returncode == 0
    changed = text(vault.root, "diff", "--name-only", "main", BRANCH).splitlines()
    assert changed == ["claims/one.md"]


def test_json(vault: Vault) -> None:
    answer = json.loads(vault.run("run", "--output-format", "json").stdout)
    assert answer["schema"] == "reweave/run/1" and answer["summary"]["changed"] == 3
    assert [one["commit"] for one in answer["commits"]] == [text(vault.root, "rev-parse", BRANCH)]


def test_errors_end_with_their_code(vault: Vault, tmp_path: Path) -> None:
    nowhere = vault.run("run", "--repo", tmp_path, cwd=tmp_path)
    assert nowhere.returncode == 2 and b"is not inside a git repository" in nowhere.stderr
    here = vault.run("run", "--branch", "main")
    assert here.returncode == 2 and b"checked out" in here.stderr
    bad = vault.run("run", "--trailer", "Reweave-Run: forged")
    assert bad.returncode == 2 and b"reserved for reweave" in bad.stderr
    for done in (nowhere, here, bad):
        assert b"Traceback" not in done.stderr and done.stdout == b""


def test_the_repository_runs_no_program_of_its_own(vault: Vault) -> None:
    trap = vault.root / "trap.sh"
    trap.write_text("#!/bin/sh\ntouch sprung\n")
    trap.chmod(0o755)
    for name in ("post-commit", "reference-transaction", "post-checkout", "pre-commit"):
        hook = vault.root / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(trap.read_text())
        hook.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "core.editor", "diff.external", "gpg.program"):
        git(vault.root, "config", key, str(trap))
    assert vault.run("run").returncode == 0
    assert vault.run("fix").returncode == 0
    assert not list(vault.root.rglob("sprung"))


def test_undo_and_log(vault: Vault) -> None:
    assert vault.run("log").stdout.startswith(b"no runs yet")
    assert vault.run("run", "--batch-size", "2").returncode == 0
    run = json.loads(vault.run("log", "--output-format", "json").stdout)["runs"][0]
    assert len(run["batches"]) == 2 and not run["undone"]
    one = vault.run("undo", f"{run['run']}/2")
    assert one.returncode == 0 and vault.committed(BRANCH)["maps/bom.md"] == NOTES["maps/bom.md"]
    rest = vault.run("undo", run["run"], "--output-format", "json")
    assert rest.returncode == 0 and len(json.loads(rest.stdout)["commits"]) == 1
    answers = ".reweave/answers.jsonl"
    assert {path: data for path, data in vault.committed(BRANCH).items() if path != answers} == NOTES
    assert b"(undone)" in vault.run("log").stdout
    assert vault.run("undo", run["run"]).stdout.endswith(b"already reverted; nothing to do\n")
    missing = vault.run("undo", "20200101-000000-abcdef")
    assert missing.returncode == 2 and missing.stdout == b""


def test_signing_and_identity_follow_git(vault: Vault) -> None:
    env = {**vault.environment(), "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run([vault.python, "-m", "reweave", "run"], cwd=vault.root, env=env, capture_output=True)
    assert done.returncode == 2 and b"user.name" in done.stderr and b"Traceback" not in done.stderr

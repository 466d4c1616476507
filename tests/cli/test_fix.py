import json
import os
import subprocess

from tests.cli.conftest import AFTER, BROKEN, NOTES, Vault
from tests.git.conftest import git


def test_the_notes_are_written_and_nothing_else(vault: Vault) -> None:
    (vault.root / "claims/one.md").chmod(0o600)
    done = vault.run("fix")
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[0] == "3 notes written (list-indent 3, quotes 3)"
    assert vault.read() == {**NOTES, **AFTER}
    assert (vault.root / "claims/one.md").stat().st_mode & 0o777 == 0o600
    again = vault.run("fix")
    assert again.returncode == 0 and again.stdout.startswith(b"0 notes written\n")


def test_what_cannot_be_read_is_named_and_the_rest_done(vault: Vault) -> None:
    (vault.root / "broken.md").write_bytes(BROKEN)
    done = vault.run("fix")
    assert done.returncode == 3
    assert done.stdout.startswith(b"broken.md:2:8: unreadable ")
    assert vault.read() == {**NOTES, **AFTER, "broken.md": BROKEN}


def test_links_and_filtered_files_are_refused_by_name(vault: Vault) -> None:
    os.link(vault.root / "claims/one.md", vault.root / "hard.md")
    (vault.root / "soft.md").symlink_to("claims/one.md")
    (vault.root / ".gitattributes").write_text("maps/* filter=secret\n")
    done = vault.run("fix")
    told = done.stdout.decode()
    assert done.returncode == 3
    assert "soft.md:1:1: refused a symlink" in told
    assert (
        "hard.md:1:1: refused has more than one hard link" in told
        and "claims/one.md:1:1: refused has more than one hard link" in told
    )
    assert "maps/bom.md:1:1: refused uses a git filter" in told
    assert vault.read()["claims/two.md"] == AFTER["claims/two.md"]
    assert vault.read()["maps/bom.md"] == NOTES["maps/bom.md"]


def test_the_diff_is_a_patch_with_exactly_the_result(vault: Vault) -> None:
    for args in (["fix", "--diff"], ["diff"]):
        done = vault.run(*args)
        assert done.returncode == 1 and vault.read() == NOTES
    git(vault.root, "apply", input=done.stdout)
    assert vault.read() == {**NOTES, **AFTER}
    assert vault.run("diff").returncode == 0


def test_the_diff_from_a_folder_below_applies_from_there_too(vault: Vault) -> None:
    done = vault.run("diff", ".", cwd=vault.root / "claims")
    git(vault.root / "claims", "apply", input=done.stdout)
    assert vault.read() == {**NOTES, **{path: data for path, data in AFTER.items() if path.startswith("claims/")}}


def test_another_run_holds_the_lock(vault: Vault) -> None:
    script = (
        "import sys, time; from pathlib import Path; from reweave.git.lock import hold_lock\n"
        "with hold_lock(Path('.git/reweave')): print('held', flush=True); time.sleep(60)"
    )
    command = [vault.python, "-c", script]
    with subprocess.Popen(command, cwd=vault.root, env=vault.environment(), stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        done = vault.run("fix", "--output-format", "json")
        assert done.returncode == 4 and json.loads(done.stderr)["error"]["code"] == "locked"
        holder.kill()
    assert vault.read() == NOTES
    assert vault.run("fix").returncode == 0


def test_without_a_repository_the_journal_is_in_the_folder(vault: Vault) -> None:
    folder = vault.root.parent / "loose"
    folder.mkdir()
    (folder / "one.md").write_bytes(NOTES["claims/one.md"])
    assert vault.run("fix", cwd=folder).returncode == 0
    assert (folder / "one.md").read_bytes() == AFTER["claims/one.md"]
    assert not (folder / ".reweave").exists()

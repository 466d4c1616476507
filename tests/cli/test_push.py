"""`run --push` and `--pr` as a user or a scheduler runs them: real repositories, stand-ins for the forges' tools."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import AFTER, INDENTED, NOTES, PROJECT, Vault
from tests.forge.fake import Fake
from tests.git.conftest import commit, git, text

BRANCH = "reweave/normalize"
URL = "https://github.com/o/r.git"


@pytest.fixture
def bare(vault: Vault, tmp_path: Path) -> Path:
    """The remote `origin`, on disk."""
    there = tmp_path / "there.git"
    git(tmp_path, "clone", "-q", "--bare", str(vault.root), str(there))
    git(vault.root, "remote", "add", "origin", str(there))
    return there


@pytest.fixture
def gh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    fake = Fake(tmp_path / "bin", "gh")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return fake


@pytest.fixture
def github(vault: Vault, bare: Path) -> None:
    """The remote, known to the repository as one on GitHub; the user's own configuration leads to the disk."""
    git(vault.root, "config", "remote.origin.url", URL)
    git(vault.root, "config", "--global", f"url.{bare}.insteadOf", URL)


def tip(place: Path) -> str:
    return text(place, "rev-parse", "--verify", f"refs/heads/{BRANCH}")


def clone(bare: Path, tmp_path: Path, name: str) -> Path:
    git(tmp_path, "clone", "-q", str(bare), name)
    return tmp_path / name


def test_what_a_run_made_is_pushed_and_nothing_else(vault: Vault, bare: Path) -> None:
    git(vault.root, "branch", "private")
    git(vault.root, "tag", "-a", "-m", "t", "mine")
    done = vault.run("run", "--push", "origin")
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().splitlines()[-1] == f"pushed {BRANCH} to {bare}"
    assert vault.committed(BRANCH) == {**NOTES, **AFTER} and tip(bare) == tip(vault.root)
    assert text(bare, "for-each-ref", "--format=%(refname)").split() == ["refs/heads/main", f"refs/heads/{BRANCH}"]


def test_nothing_to_do_and_nothing_unpushed_is_no_push(vault: Vault, bare: Path) -> None:
    assert vault.run("run", "--push", "origin").returncode == 0
    before = git(bare, "for-each-ref")
    again = vault.run("run", "--push", "origin", "--output-format", "json")
    answer = json.loads(again.stdout)
    jsonschema.validate(answer, json.loads((PROJECT / "reweave/schemas/run-1.json").read_bytes()))
    sent = answer["push"]
    assert again.returncode == 0 and sent["done"] == "up-to-date" and sent["commit"] == tip(bare)
    assert git(bare, "for-each-ref") == before


def test_a_tidy_vault_makes_no_branch_there(vault: Vault, bare: Path) -> None:
    commit(vault.root, AFTER)
    done = vault.run("run", "--push", "origin")
    assert done.returncode == 0 and b"nothing to push" in done.stdout
    assert text(bare, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_a_branch_that_was_merged_by_squashing_is_not_pushed_again(vault: Vault, bare: Path) -> None:
    assert vault.run("run", "--push", "origin").returncode == 0
    git(vault.root, "merge", "-q", "--squash", BRANCH)
    git(vault.root, "commit", "-q", "-m", "squashed")
    git(vault.root, "push", "-q", "origin", "main", f":{BRANCH}")
    done = vault.run("run", "--push", "origin")
    assert done.returncode == 0 and b"nothing to push" in done.stdout
    assert text(bare, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_a_remote_out_of_reach_keeps_what_was_made_and_the_next_run_pushes_it(vault: Vault, bare: Path) -> None:
    away = bare.rename(bare.parent / "away.git")
    done = vault.run("run", "--push", "origin", "--output-format", "json")
    assert done.returncode == 6
    jsonschema.validate(json.loads(done.stdout), json.loads((PROJECT / "reweave/schemas/run-1.json").read_bytes()))
    answer, error = json.loads(done.stdout), json.loads(done.stderr.splitlines()[-1])["error"]
    assert answer["push"]["done"] == "failed" and answer["commits"][0]["commit"] == tip(vault.root)
    assert error["code"] == "remote-unreachable" and f"git push origin {BRANCH}" in error["suggestion"]
    away.rename(bare)
    again = vault.run("run", "--push", "origin")
    assert again.returncode == 0 and b"nothing to do: no commit made" in again.stdout
    assert tip(bare) == tip(vault.root)


def test_a_refused_push_ends_with_its_own_code(vault: Vault, bare: Path) -> None:
    hook = bare / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho '\033[2Jprotected' >&2; exit 1\n")
    hook.chmod(0o755)
    done = vault.run("run", "--push", "origin")
    assert done.returncode == 6 and done.stderr.count(b"\n") == 1 and b"\x1b" not in done.stderr
    assert b"protected" in done.stderr and b"run again" in done.stderr
    assert b"the commits are on your local reweave/normalize" in done.stdout and tip(vault.root)
    hook.unlink()
    assert vault.run("run", "--push", "origin").returncode == 0 and tip(bare) == tip(vault.root)


def test_a_fresh_clone_goes_on_from_the_remotes_branch(vault: Vault, bare: Path, tmp_path: Path) -> None:
    assert vault.run("run", "--push", "origin").returncode == 0
    first = tip(bare)
    other = clone(bare, tmp_path, "other")
    done = vault.run("run", "--push", "origin", cwd=other)
    assert done.returncode == 0 and b"fast-forwarded to" in done.stderr and b"no commit made" in done.stdout
    commit(other, {"claims/new.md": INDENTED})
    git(other, "push", "-q", "origin", "main")
    assert vault.run("run", "--push", "origin", cwd=other).returncode == 0
    assert tip(bare) == tip(other) != first
    assert text(bare, "merge-base", "--is-ancestor", first, BRANCH) == ""


def test_what_a_reviewer_pushed_meanwhile_is_kept(vault: Vault, bare: Path, tmp_path: Path) -> None:
    """The run finds the remote's branch elsewhere: exit 5, nothing pushed; the next run merges the two and pushes."""
    assert vault.run("run", "--push", "origin").returncode == 0
    other = clone(bare, tmp_path, "other")
    git(other, "checkout", "-q", BRANCH)
    commit(vault.root, {"claims/new.md": INDENTED})
    # Somebody pushes between the run's look at the remote and its push: the server's own hook does it.
    hook = bare / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    theirs = commit(other, {"reviewed.txt": b"by hand\n"})
    git(other, "push", "-q", "origin", "HEAD:refs/heads/parked")
    move = f"git update-ref refs/heads/{BRANCH} {theirs}"
    hook.write_text(f"#!/bin/sh\nunset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY\n{move}\n")
    hook.chmod(0o755)
    done = vault.run("run", "--push", "origin")
    assert done.returncode == 5 and b"changed on" in done.stderr and b"run again" in done.stderr
    assert tip(bare) == theirs and tip(vault.root) != theirs
    hook.unlink()
    ours = tip(vault.root)
    again = vault.run("run", "--push", "origin")
    assert again.returncode == 0 and b"merged with" in again.stderr
    assert tip(bare) == tip(vault.root)
    for one in (ours, theirs):
        git(bare, "merge-base", "--is-ancestor", one, BRANCH)
    assert vault.committed(BRANCH)["reviewed.txt"] == b"by hand\n"
    assert vault.committed(BRANCH)["claims/new.md"] == AFTER["claims/one.md"]


def test_two_sides_that_contradict_each_other_move_nothing(vault: Vault, bare: Path, tmp_path: Path) -> None:
    assert vault.run("run", "--push", "origin").returncode == 0
    other = clone(bare, tmp_path, "other")
    git(other, "checkout", "-q", BRANCH)
    theirs = commit(other, {"data.txt": b"one\n"})
    git(other, "push", "-q", "origin", BRANCH)
    git(vault.root, "checkout", "-q", BRANCH)
    ours = commit(vault.root, {"data.txt": b"two\n"})
    git(vault.root, "checkout", "-q", "main")
    done = vault.run("run", "--push", "origin")
    assert done.returncode == 3 and b"data.txt" in done.stderr
    assert (tip(vault.root), tip(bare)) == (ours, theirs)


def test_a_dry_run_asks_nobody(vault: Vault, bare: Path) -> None:
    bare.rename(bare.parent / "away.git")
    done = vault.run("run", "--push", "origin", "--dry-run")
    assert done.returncode == 1 and b"none made" in done.stdout and done.stderr == b""


def test_wrong_use_is_found_before_anything_is_done(vault: Vault, bare: Path) -> None:
    for args in (["--push", "nosuch"], ["--pr"], ["--push", "origin", "--pr"], ["--push", "."], ["--push", "-x"]):
        done = vault.run("run", *args)
        assert done.returncode == 2 and done.stdout == b"", args
        assert b"Traceback" not in done.stderr and text(vault.root, "branch", "--list", BRANCH) == ""


def test_a_killed_run_has_pushed_all_or_nothing(vault: Vault, bare: Path) -> None:
    for number in range(6):
        commit(vault.root, {f"claims/new{number}.md": INDENTED})
        command = [vault.python, "-m", "reweave", "run", "--push", "origin"]
        process = subprocess.Popen(
            command, cwd=vault.root, env=vault.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(0.35 + 0.1 * number)
        process.send_signal(signal.SIGKILL)
        process.wait()
    done = vault.run("run", "--push", "origin")
    # A push that outlived its run may still be on its way; the lease then holds this one back.
    if done.returncode == 5:
        done = vault.run("run", "--push", "origin")
    assert done.returncode == 0, done.stderr
    assert tip(bare) == tip(vault.root)
    notes = vault.committed(BRANCH)
    assert all(notes[f"claims/new{number}.md"] == AFTER["claims/one.md"] for number in range(6))
    git(bare, "fsck", "--strict")


@pytest.mark.usefixtures("github")
class TestPullRequest:
    """`--pr`, on what the repository calls GitHub."""

    def test_is_opened_and_then_brought_up_to_date(self, vault: Vault, bare: Path, gh: Fake) -> None:
        gh.answers("pr list", said=[])
        gh.answers("pr create", text="https://github.com/o/r/pull/7\n")
        done = vault.run("run", "--push", "origin", "--pr")
        assert done.returncode == 0, done.stderr
        assert done.stdout.decode().splitlines()[-1] == "pull request opened: https://github.com/o/r/pull/7"
        made = gh.calls()[-1]
        assert made["argv"][:2] == ["pr", "create"] and "--base=main" in made["argv"]
        assert f"--head={BRANCH}" in made["argv"] and "Normalize" in made["stdin"]
        gh.forget()
        gh.answers("pr list", said=[{"number": 7, "url": "U", "body": made["stdin"], "isCrossRepository": False}])
        gh.answers("pr edit")
        again = vault.run("run", "--push", "origin", "--pr", "--output-format", "json")
        assert json.loads(again.stdout)["push"]["pull_request"] == {"url": "U", "done": "kept"}
        assert [call["argv"][1] for call in gh.calls()] == ["list"]
        commit(vault.root, {"claims/`x` <!-- reweave: end -->.md": INDENTED})
        assert vault.run("run", "--push", "origin", "--pr").returncode == 0
        assert [call["argv"][1] for call in gh.calls()] == ["list", "edit"]

    def test_a_missing_tool_is_named_and_the_branch_is_pushed(
        self, vault: Vault, bare: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        only = tmp_path / "only"
        only.mkdir()
        real = subprocess.run(["which", "git"], capture_output=True, check=True, text=True).stdout.strip()
        (only / "git").symlink_to(real)
        monkeypatch.setenv("PATH", str(only))
        done = vault.run("run", "--push", "origin", "--pr")
        assert done.returncode == 6 and tip(bare) == tip(vault.root)
        assert done.stderr.decode().startswith("reweave: cannot open a pull request: gh is not installed")
        assert done.stderr.count(b"\n") == 1 and f"pushed {BRANCH}".encode() in done.stdout

    def test_what_failed_is_made_up_for(self, vault: Vault, bare: Path, gh: Fake) -> None:
        gh.answers("pr list", said=[])
        gh.answers("pr create", status=1, err="GraphQL: was submitted too quickly\n")
        done = vault.run("run", "--push", "origin", "--pr")
        assert done.returncode == 6 and b"submitted too quickly" in done.stderr
        gh.forget()
        gh.answers("pr list", said=[])
        gh.answers("pr create", text="https://github.com/o/r/pull/7\n")
        again = vault.run("run", "--push", "origin", "--pr")
        assert again.returncode == 0 and b"pull request opened" in again.stdout

    def test_goes_into_the_default_branch_where_head_is_detached(self, vault: Vault, bare: Path, gh: Fake) -> None:
        gh.answers("pr list", said=[])
        gh.answers("pr create", text="https://github.com/o/r/pull/7\n")
        git(vault.root, "checkout", "-q", "--detach")
        assert vault.run("run", "--push", "origin", "--pr").returncode == 0
        assert "--base=main" in gh.calls()[-1]["argv"]

    def test_nothing_to_push_asks_no_forge(self, vault: Vault, bare: Path, gh: Fake) -> None:
        commit(vault.root, AFTER)
        gh.answers("", status=1)
        assert vault.run("run", "--push", "origin", "--pr").returncode == 0 and gh.calls() == []

    def test_the_forge_is_told_by_the_configuration(self, vault: Vault, bare: Path, gh: Fake) -> None:
        url = "https://git.example.org/o/r.git"
        git(vault.root, "config", "remote.origin.url", url)
        git(vault.root, "config", "--global", f"url.{bare}.insteadOf", url)
        unknown = vault.run("run", "--push", "origin", "--pr")
        assert unknown.returncode == 2 and b"[run]" in unknown.stderr
        gh.answers("pr list", said=[])
        gh.answers("pr create", text="https://git.example.org/o/r/pull/7\n")
        commit(vault.root, {"reweave.toml": b'[run]\nforge = "github"\n'})
        assert vault.run("run", "--push", "origin", "--pr").returncode == 0
        assert gh.calls()[-1]["argv"][-1] == "--repo=git.example.org/o/r"


@pytest.mark.parametrize("other", ["reweave", "reweave/normalize/x"])
def test_a_branch_in_the_way_on_the_remote_is_named_before_the_work(vault: Vault, bare: Path, other: str) -> None:
    git(bare, "branch", other)
    done = vault.run("run", "--push", "origin")
    assert (
        done.returncode == 2 and f"branch '{other}' exists on {bare}, and git cannot have both".encode() in done.stderr
    )
    assert BRANCH not in text(vault.root, "for-each-ref")


def test_the_remote_tracking_branch_follows(vault: Vault, bare: Path) -> None:
    assert vault.run("run", "--push", "origin").returncode == 0
    assert text(vault.root, "rev-parse", f"origin/{BRANCH}") == tip(bare)

"""No program that a repository names may run, and no variable may lead git elsewhere."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.git.command import GitError, run_git, talk_to_git
from reweave.git.delivery import CommitOptions, deliver_commits
from reweave.git.discovery import open_git
from reweave.git.lock import Lock, hold_lock
from reweave.git.program import git_program
from reweave.git.repository import Repository, open_repository
from reweave.git.runs import list_runs
from reweave.git.snapshot import list_notes
from reweave.git.target import plan_target
from reweave.git.undo import undo
from tests.git.conftest import NOTES, blobs, commit, git, text, tree, upper
from tests.processes import children

Trap = Callable[[], tuple[str, Callable[[], bool]]]

HOOKS = ("reference-transaction", "post-index-change", "pre-commit", "post-commit", "commit-msg", "post-checkout")
PROGRAMS = (
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.sshCommand",
    "core.gitProxy",
    "core.askPass",
    "core.alternateRefsCommand",
    "credential.helper",
    "diff.external",
    "diff.md.textconv",
    "diff.md.command",
    "merge.md.driver",
    "filter.a=b.clean",
    "filter.a=b.smudge",
    "filter.a=b.process",
    "gpg.program",
    "gpg.ssh.program",
    "gpg.ssh.defaultKeyCommand",
    "pager.rev-list",
    "alias.rev-list",
    "trailer.Reweave-Run.command",
    "trailer.Reweave-Run.cmd",
)


def test_hostile_configuration_runs_nothing(place: Path, trap: Trap) -> None:
    sprung = []
    for name in PROGRAMS:
        program, ran = trap()
        git(place, "config", name, f"!{program}" if name.startswith("alias") else program)
        sprung.append((name, ran))
    git(place, "config", "filter.a=b.required", "true")
    git(place, "config", "log.showSignature", "true")
    hooks = place / ".githooks"
    hooks.mkdir()
    for name in HOOKS:
        program, ran = trap()
        for folder in (hooks, place / ".git" / "hooks"):
            (folder / name).write_bytes(Path(program).read_bytes())
            (folder / name).chmod(0o755)
        sprung.append((name, ran))
    git(place, "config", "core.hooksPath", str(hooks))
    git(place, "config", "core.worktree", "/")
    (place / ".git" / "info" / "attributes").write_text("*.md diff=md merge=md\n")

    repository = open_repository(place)
    with hold_lock(repository.common_dir / "reweave") as lock:
        target = plan_target(repository)
        notes = list(list_notes(repository, target.base, lambda path: path.endswith(".md")))
        assert len(notes) == len(blobs(repository, notes)) == 4
        delivery = deliver_commits(repository, upper(NOTES), CommitOptions(), target=target, lock=lock)
        assert [run.name for run in list_runs(repository)] == [delivery.run]
        assert undo(repository, delivery.run, lock=lock).commits
    assert [name for name, ran in sprung if ran()] == []


def test_the_traps_do_spring_under_plain_git(place: Path, trap: Trap) -> None:
    """The test above can fail: the same kind of program runs when git is asked without care."""
    program, ran = trap()
    git(place, "config", "core.fsmonitor", program)
    git(place, "status")
    assert ran()


@pytest.mark.parametrize("key", ["gpg.program", "gpg.openpgp.program"])
def test_signing_program_of_the_repository_does_not_run(
    place: Path, own_configuration: Path, trap: Trap, key: str
) -> None:
    theirs, theirs_ran = trap()
    ours = place.parent / "sign"
    ours.write_text(
        '#!/bin/sh\ncat >/dev/null\necho "[GNUPG:] SIG_CREATED " >&2\necho "-----BEGIN PGP SIGNATURE-----"\n'
    )
    ours.chmod(0o755)
    git(place, "config", "--global", "gpg.program", str(ours))
    git(place, "config", key, theirs)
    git(place, "config", "commit.gpgSign", "true")
    repository = open_repository(place)
    with hold_lock(repository.common_dir / "reweave") as lock:
        delivery = deliver_commits(repository, upper(NOTES), CommitOptions(), target=plan_target(repository), lock=lock)
    assert not theirs_ran()
    assert b"\ngpgsig -----BEGIN PGP SIGNATURE-----" in git(place, "cat-file", "commit", delivery.commits[-1])


def test_signing_that_fails_delivers_nothing(place: Path, trap: Trap) -> None:
    git(place, "config", "--global", "gpg.program", "/bin/false")
    git(place, "config", "commit.gpgSign", "true")
    repository = open_repository(place)
    with hold_lock(repository.common_dir / "reweave") as lock, pytest.raises(GitError, match="gpg failed to sign"):
        deliver_commits(repository, upper(NOTES), CommitOptions(), target=plan_target(repository), lock=lock)
    assert text(place, "branch", "--format=%(refname:short)") == "main"


def test_a_partial_clone_fetches_nothing(place: Path, tmp_path: Path, trap: Trap) -> None:
    program, ran = trap()
    blob = text(place, "rev-parse", "HEAD:top.md")
    (place / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    git(place, "config", "core.repositoryFormatVersion", "1")
    git(place, "config", "extensions.partialClone", "origin")
    git(place, "config", "remote.origin.url", f"ext::{program}")
    git(place, "config", "remote.origin.promisor", "true")
    git(place, "config", "protocol.ext.allow", "always")
    repository = open_repository(place)
    notes = list(list_notes(repository, plan_target(repository).base, lambda path: path.endswith(".md")))
    assert [getattr(note, "code", "") for note in notes] == ["", "", "", "missing-object"]
    assert not ran()


def test_variables_of_a_calling_hook_lead_nowhere(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    wrong = {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / ".git" / "index"),
        "GIT_OBJECT_DIRECTORY": str(other / ".git" / "objects"),
        "GIT_NAMESPACE": "elsewhere",
        "GIT_CONFIG_PARAMETERS": "'core.bare=true'",
        "GIT_TRACE": "1",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    repository = open_repository(place)
    assert repository.git_dir == place / ".git"
    with hold_lock(repository.common_dir / "reweave") as lock:
        deliver_commits(repository, upper(NOTES), CommitOptions(), target=plan_target(repository), lock=lock)
    for name in wrong:
        monkeypatch.delenv(name)
    assert text(place, "branch", "--list", "reweave/*", "--format=%(refname:short)") == "reweave/normalize"
    assert not (other / ".git" / "index").exists()


def test_the_callers_own_settings_are_kept(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "Robot")
    assert run_git(open_git(place), ["var", "GIT_AUTHOR_IDENT"]).startswith(b"Robot <ann@example.org>")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "many")
    with pytest.raises(ReweaveError, match="GIT_CONFIG_COUNT is not a number"):
        open_git(place)


def test_git_from_inside_the_vault_is_not_used(place: Path, trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    program, ran = trap()
    (place / "git").write_bytes(Path(program).read_bytes())
    (place / "git").chmod(0o755)
    monkeypatch.chdir(place)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    git_program.cache_clear()
    open_git(place)
    assert not ran()


def fake_git(folder: Path, said: str) -> None:
    program = folder / "git"
    program.write_text(f"#!/bin/sh\necho '{said}'\n")
    program.chmod(0o755)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (None, "git is not installed"),
        ("git version 2.38.9", "git 2.38 is too old; install git 2.39 or newer"),
        ("hello", "does not say its version"),
    ],
)
def test_git_missing_or_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str | None, message: str) -> None:
    if said is not None:
        fake_git(tmp_path, said)
    monkeypatch.setenv("PATH", str(tmp_path))
    git_program.cache_clear()
    try:
        with pytest.raises(ReweaveError, match=message):
            open_git(tmp_path)
    finally:
        git_program.cache_clear()


def test_errors_are_one_clear_line(place: Path, repository: Repository) -> None:
    with pytest.raises(GitError) as caught:
        run_git(repository.git, ["cat-file", "blob", "0" * 40])
    assert "\n" not in str(caught.value) and "cat-file failed" in str(caught.value)
    with pytest.raises(GitError), talk_to_git(repository.git, ["cat-file", "--no-such-option"]) as conversation:
        conversation.ask.write(b"x" * 1_000_000)


def test_leaving_a_conversation_early_leaves_no_process(repository: Repository) -> None:
    before = children()
    with pytest.raises(KeyboardInterrupt), talk_to_git(repository.git, ["cat-file", "--batch"]):
        raise KeyboardInterrupt
    assert children() == before


def test_replace_refs_do_not_count(place: Path) -> None:
    blob = text(place, "rev-parse", "HEAD:top.md")
    other = git(place, "hash-object", "-w", "--stdin", input=b"replaced\n").decode().strip()
    git(place, "replace", blob, other)
    repository = open_repository(place)
    found = list_notes(repository, plan_target(repository).base, lambda path: path == "top.md")
    assert blobs(repository, found) == {"top.md": b"top\n"}


def test_nothing_of_the_checkout_changes(place: Path, repository: Repository, lock: Lock) -> None:
    (place / "top.md").write_bytes(b"being edited")
    (place / "new.md").write_bytes(b"new")
    git(place, "add", "new.md")
    before = {
        path: path.read_bytes() for path in place.rglob("*") if path.is_file() and ".git/objects" not in str(path)
    }
    delivery = deliver_commits(repository, upper(NOTES), CommitOptions(), target=plan_target(repository), lock=lock)
    undo(repository, delivery.run, lock=lock)
    after = {path: path.read_bytes() for path in place.rglob("*") if path.is_file() and ".git/objects" not in str(path)}
    changed = {str(path.relative_to(place)) for path in before | after if before.get(path) != after.get(path)}
    assert {path for path in changed if not path.startswith(".git/refs/reweave/")} == {
        ".git/refs/heads/reweave/normalize",
        ".git/logs/refs/heads/reweave/normalize",
    } | ({".git/reweave/lock"} & changed)
    assert tree(place, "reweave/normalize") == tree(place, "main")
    assert commit(place, {}, "still works")

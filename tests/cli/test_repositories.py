"""Repositories that are not as usual: each is used, or refused with what git itself would advise."""

import os
from pathlib import Path

import pytest

from reweave.cli.program import run
from reweave.git.command import GitError
from tests.cli.conftest import NOTES, Vault
from tests.git.conftest import commit, git, text


@pytest.fixture
def bare(vault: Vault, tmp_path: Path) -> Path:
    git(tmp_path, "clone", "-q", "--bare", str(vault.root), "bare.git")
    return tmp_path / "bare.git"


def test_check_reads_head_of_a_bare_repository(
    vault: Vault, bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(vault.root)
    assert run(["check"]) == 1
    expected = capsys.readouterr().out
    monkeypatch.chdir(bare)
    assert run(["check"]) == 1
    shown = capsys.readouterr()
    assert shown.out == expected and "a bare repository: reading the notes of HEAD" in shown.err
    monkeypatch.chdir(bare.parent)
    assert run(["check", "bare.git"]) == 1 and "\nbare.git/claims/two.md:" in capsys.readouterr().out


@pytest.mark.parametrize("option", [["--staged"], ["--changed-since", "HEAD"]])
def test_what_compares_files_is_refused_in_a_bare_repository(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    monkeypatch.chdir(bare)
    assert run(["check", *option]) == 2
    shown = capsys.readouterr().err
    assert "is a bare repository, without files to work on; " in shown and shown.count("\n") == 1


def test_the_configuration_of_head_holds_in_a_bare_repository(vault: Vault, tmp_path: Path) -> None:
    commit(vault.root, {"reweave.toml": b'exclude = ["claims/", "maps/"]\n'})
    git(tmp_path, "clone", "-q", "--bare", str(vault.root), "bare.git")
    assert run(["check", str(tmp_path / "bare.git")]) == 0


@pytest.mark.parametrize("command", ["fix", "diff", "weave", "stats", "edges", "graph", "unweave"])
def test_other_commands_say_that_a_bare_repository_has_no_files(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.chdir(bare)
    assert run([command]) == 2
    assert "is a bare repository, without files to work on; `reweave check` and" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "run --push origin", "run --base main"])
def test_before_the_first_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    git(tmp_path, "init", "-q", "vault")
    git(tmp_path / "vault", "remote", "add", "origin", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path / "vault")
    for path, source in NOTES.items():
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_bytes(source)
    assert run(command.split()) == 2
    expected = (
        "'main' is not a commit" if "--base" in command else "the repository has no commits yet; commit the notes"
    )
    assert expected in capsys.readouterr().err
    assert run(["check"]) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_repository_of_another_user(vault: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    os.chown(vault.root / ".git", 4242, 4242)
    os.chown(vault.root, 4242, 4242)
    for command in ("check", "run --repo"):
        assert run([*command.split(), str(vault.root)]) == 2
        message = capsys.readouterr().err
        assert "git does not trust this repository, because it belongs to another user; if you trust it: " in message
        assert f"git config --global --add safe.directory {vault.root}" in message


def test_a_partial_clone_says_how_to_complete_it(
    vault: Vault, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(vault.root, "config", "uploadpack.allowFilter", "true")
    partial = tmp_path / "partial"
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{vault.root}", "partial")
    assert run(["run", "--repo", str(partial)]) == 2
    assert "git fetch --refetch --no-filter" in capsys.readouterr().err
    git(partial, "fetch", "-q", "--refetch", "--no-filter")
    assert run(["run", "--repo", str(partial)]) == 0


def test_what_git_says_of_a_promisor_is_explained() -> None:
    error = GitError("ls-tree", 128, b"fatal: could not fetch 1234 from promisor remote\n")
    assert "this is a partial clone; fetch what it lacks with `git fetch --refetch --no-filter`" in str(error)


def test_a_named_pipe_is_no_plan(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(vault.root)
    os.mkfifo("plan")
    assert run(["apply", "plan"]) == 2
    assert "plan: cannot read: a named pipe; use - and stdin" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["link", "folder", "submodule"])
@pytest.mark.parametrize("name", ["reweave.toml", "pyproject.toml"])
def test_a_committed_configuration_that_is_no_file_is_refused(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str, name: str
) -> None:
    monkeypatch.chdir(vault.root)
    if kind == "link":
        Path(name).symlink_to("readme.md")
        git(vault.root, "add", name)
    elif kind == "folder":
        Path(name).mkdir()
        Path(name, "x").write_text("x")
        git(vault.root, "add", name)
    else:
        here = text(vault.root, "rev-parse", "HEAD")
        git(vault.root, "update-index", "--add", "--cacheinfo", f"160000,{here},{name}")
    git(vault.root, "commit", "-q", "-m", "odd")
    assert run(["run"]) == 2
    assert f"{name}: not a regular file in this commit" in capsys.readouterr().err


def test_a_shallow_clone_says_what_it_does_not_know(
    vault: Vault, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(vault.root, {"more.md": b"more"})
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{vault.root}", "shallow")
    assert run(["log", "--repo", str(tmp_path / "shallow")]) == 0
    assert "this clone is shallow, and older runs are unknown" in capsys.readouterr().err
    assert run(["run", "--weave", "--repo", str(tmp_path / "shallow")]) == 0
    assert "this clone is shallow: edges that people removed in older commits are unknown" in capsys.readouterr().err
    assert run(["log", "--repo", str(vault.root)]) == 0 and "shallow" not in capsys.readouterr().err


def test_a_folder_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    for command in ("check", "fix", "run", "log", "merge status", "undo x"):
        assert run(command.split()) == 2
        message = "reweave: the current directory does not exist any more; change to another one\n"
        assert capsys.readouterr().err == message


def test_a_diff_counts_what_would_change(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(vault.root)
    assert run(["diff", "claims"]) == 1
    assert capsys.readouterr().err == "3 notes read: 2 would change\n"
    assert run(["diff", "claims/right.md"]) == 0
    assert capsys.readouterr().err == "1 note read: no findings\n"


@pytest.mark.parametrize("model", ["models/x", ".", "../vault/models", "link"])
def test_no_model_of_the_vault_is_run(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], model: str
) -> None:
    monkeypatch.chdir(vault.root)
    (vault.root.parent / "link").symlink_to(vault.root)
    place = vault.root.parent / "link" if model == "link" else vault.root / model
    commit(vault.root, {"reweave.toml": f'[weave.dense]\nmodel = "{place}"\n'.encode()})
    for command in ("weave", "run --weave", "explain claims/one.md claims/right.md"):
        assert run(command.split()) == 2
        assert "the model of [weave.dense] lies in the vault; keep models outside" in capsys.readouterr().err

"""Files that are not written, and why."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reweave.files.refusal import RefusalReason as Why
from reweave.files.writable import refuse_writing
from reweave.git.discovery import open_git
from tests.files.conftest import Vault


def reasons(vault: Vault, *paths: str, git: bool = False) -> dict[str, Why]:
    found = refuse_writing(vault.root, paths, open_git(vault.root) if git else None)
    return {one.path: one.reason for one in found}


def test_plain_notes_are_written(vault: Vault) -> None:
    vault.add("a.md", "x/y/z.md", "x/w.md")
    assert reasons(vault, "a.md", "x/y/z.md", "x/w.md") == {}
    assert reasons(vault) == {}


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(lambda path: os.link(path, path.parent / "again"), Why.HARD_LINK, id="hard link"),
        pytest.param(lambda path: path.chmod(0o444), Why.READ_ONLY, id="read-only"),
        pytest.param(lambda path: path.unlink(), Why.MISSING, id="missing"),
        pytest.param(lambda path: (path.unlink(), path.mkdir()), Why.NOT_A_FILE, id="folder"),
        pytest.param(fifo, Why.NOT_A_FILE, id="fifo"),
        pytest.param(lambda path: path.rename(path.parent / "r") and path.symlink_to("r"), Why.SYMLINK, id="link"),
        pytest.param(lambda path: (path.parent / ".git/HEAD").mkdir(parents=True), Why.REPOSITORY, id="repository"),
        pytest.param(lambda path: (path.parent / ".git").write_text("gitdir: x"), Why.REPOSITORY, id="submodule"),
    ],
)
def test_each_reason(vault: Vault, make: Callable[[Path], object], reason: Why) -> None:
    vault.add("ok.md", "sub/bad.md")
    make(vault.root / "sub/bad.md")
    assert reasons(vault, "ok.md", "sub/bad.md") == {"sub/bad.md": reason}


def test_folders_that_lead_elsewhere(vault: Vault) -> None:
    vault.add("real/deep/a.md", ".git/x/a.md")
    (vault.root / "link").symlink_to("real")
    assert reasons(vault, "link/deep/a.md", ".git/x/a.md", "gone/a.md") == {
        "link/deep/a.md": Why.OUTSIDE,
        ".git/x/a.md": Why.GIT_DIRECTORY,
        "gone/a.md": Why.MISSING,
    }


def test_what_another_user_would_not_get(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked as a user who is not root: the note of another user, and folders that the system closes."""
    vault.add("own.md", "foreign.md", "closed/a.md", "closed/open/b.md")
    user = os.geteuid() + 1000
    os.chown(vault.root / "own.md", user if os.geteuid() == 0 else -1, -1)
    real = os.access
    closed = {vault.root / "closed"}
    monkeypatch.setattr(os, "geteuid", lambda: (vault.root / "own.md").stat().st_uid)
    monkeypatch.setattr(os, "access", lambda path, mode: path not in closed and real(path, mode))
    for path in ("closed/a.md", "closed/open/b.md"):
        os.chown(vault.root / path, (vault.root / "own.md").stat().st_uid, -1)
    expected = {"closed/a.md": Why.READ_ONLY}
    if (vault.root / "foreign.md").stat().st_uid != (vault.root / "own.md").stat().st_uid:
        expected["foreign.md"] = Why.OWNER
    assert reasons(vault, "own.md", "foreign.md", "closed/a.md", "closed/open/b.md") == expected


def test_git_attributes(repository: Vault) -> None:
    odd = os.fsdecode(b"caf\xe9 \n.md")
    repository.add("a.md", "crypt/b.md", "wide.md", "unset.md", "macro.md", "crypt/open.md", odd)
    repository.add(
        ".gitattributes",
        text="crypt/** filter=crypt\nwide.md working-tree-encoding=UTF-16\nunset.md -filter\n"
        "[attr]secret filter=x\nmacro.md secret\ncaf* filter=y\n",
    )
    repository.add("crypt/.gitattributes", text="open.md !filter\n")
    paths = ["a.md", "crypt/b.md", "wide.md", "unset.md", "macro.md", "crypt/open.md", odd]
    assert reasons(repository, *paths, git=True) == {
        "crypt/b.md": Why.FILTER,
        "wide.md": Why.ENCODING,
        "macro.md": Why.FILTER,
        odd: Why.FILTER,
    }


def test_git_attributes_below_the_top_of_the_repository(repository: Vault) -> None:
    repository.add("vault/a.md", "vault/b.md")
    repository.add(".gitattributes", text="/vault/a.md filter=x\n")
    inner = repository.root / "vault"
    found = refuse_writing(inner, ["a.md", "b.md"], open_git(inner))
    assert [(one.path, one.reason) for one in found] == [("a.md", Why.FILTER)]

"""Opening repositories of every shape."""

from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.git.repository import (
    Head,
    Repository,
    checked_out,
    head,
    is_ancestor,
    open_repository,
    read_ref,
    resolve,
)
from tests.git.conftest import commit, git, text


def test_checkout_and_folder_below(place: Path) -> None:
    repository = open_repository(place)
    assert (repository.root, repository.prefix, repository.bare) == (place, "", False)
    assert (repository.object_format, repository.shallow, repository.zero) == ("sha1", False, "0" * 40)
    assert open_repository(place / "domains" / "energy").prefix == "domains/energy/"


def test_from_inside_the_git_directory(place: Path) -> None:
    git(place, "config", "core.worktree", "/")
    repository = open_repository(place / ".git" / "refs")
    assert (repository.root, repository.prefix, repository.git_dir) == (None, "", place / ".git")
    assert checked_out(repository) == {"refs/heads/main": place}


def test_submodule(place: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "super")
    git(tmp_path / "super", "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(place), "kb")
    repository = open_repository(tmp_path / "super" / "kb" / "domains")
    assert (repository.root, repository.prefix) == (tmp_path / "super" / "kb", "domains/")
    assert repository.git_dir == tmp_path / "super" / ".git" / "modules" / "kb"


def test_through_a_symbolic_link(place: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(place / "domains")
    assert open_repository(tmp_path / "link").prefix == "domains/"


def test_bare(place: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(place), "bare.git")
    repository = open_repository(tmp_path / "bare.git")
    assert (repository.root, repository.git_dir, repository.prefix) == (None, tmp_path / "bare.git", "")
    assert checked_out(repository) == {}


def test_linked_worktree(place: Path, tmp_path: Path) -> None:
    git(place, "worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    repository = open_repository(tmp_path / "side" / "domains")
    assert (repository.root, repository.prefix) == (tmp_path / "side", "domains/")
    assert repository.common_dir == place / ".git" and repository.git_dir == place / ".git" / "worktrees" / "side"
    assert head(repository).branch == "side"
    assert checked_out(repository) == {"refs/heads/main": place, "refs/heads/side": tmp_path / "side"}


def test_worktree_of_a_bare_repository(place: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(place), "bare.git")
    git(tmp_path / "bare.git", "worktree", "add", "-q", str(tmp_path / "side"))
    repository = open_repository(tmp_path / "side")
    assert (repository.root, repository.bare) == (tmp_path / "side", False)


def test_shallow(place: Path, tmp_path: Path) -> None:
    commit(place, {"more.md": b"more\n"})
    git(tmp_path, "clone", "-q", "--depth=1", place.as_uri(), "shallow")
    assert open_repository(tmp_path / "shallow").shallow


def test_head_on_a_branch_detached_and_unborn(place: Path, repository: Repository, tmp_path: Path) -> None:
    first = text(place, "rev-parse", "HEAD")
    assert head(repository) == Head("main", first)
    git(place, "checkout", "-q", "--detach")
    assert head(repository) == Head(None, first)
    git(tmp_path, "init", "-q", "empty")
    empty = open_repository(tmp_path / "empty")
    assert head(empty) == Head("main", None)
    with pytest.raises(ReweaveError, match="no commits yet"):
        resolve(empty, "HEAD")


def test_no_repository(tmp_path: Path) -> None:
    for path, words in ((tmp_path, "is not inside a git repository"), (tmp_path / "missing", "no such directory")):
        with pytest.raises(ReweaveError, match=words) as caught:
            open_repository(path)
        assert caught.value.code == "not-a-repository"


def test_a_folder_name_with_a_variable_is_not_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELSEWHERE", "/")
    folder = tmp_path / "$ELSEWHERE ~ $(id)"
    folder.mkdir()
    git(folder, "init", "-q")
    assert open_repository(folder).root == folder


def test_resolve(place: Path, repository: Repository) -> None:
    first = text(place, "rev-parse", "HEAD")
    git(place, "tag", "-a", "-m", "tag", "v1")
    assert resolve(repository, "v1") == resolve(repository, first[:10]) == first
    second = commit(place, {"more.md": b"more\n"})
    assert is_ancestor(repository, first, second) and not is_ancestor(repository, second, first)
    for revision in ("nowhere", "--all", "HEAD:top.md", "a\0b", ""):
        with pytest.raises(ReweaveError, match="is not a commit in this repository"):
            resolve(repository, revision)


def test_refs(place: Path, repository: Repository) -> None:
    assert read_ref(repository, "refs/heads/main") == text(place, "rev-parse", "HEAD")
    assert read_ref(repository, "refs/heads/none") is None

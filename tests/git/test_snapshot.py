"""Notes are read from the commit, whatever they are called and whatever the checkout holds."""

import os
from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.git.objects import open_objects
from reweave.git.repository import Repository, open_repository, resolve
from reweave.git.snapshot import MAX_DEPTH, CommittedNote, RefusedEntry, filtered_paths, list_entries, list_notes
from tests.git.conftest import NOTES, blobs, commit, git, text

ODD = {
    "-rf.md": b"1\n",
    'quo"te\\.md': b"2\n",
    "new\nline.md": b"3\n",
    "tab\there/\x01.md": b"4\n",
    "caf\udce9.md": b"5\n",
    "ümläut.md": b"6\n",
    "*.md": b"7\n",
    "x" * 252 + ".md": b"8\n",
    "empty.md": b"",
}


def notes(repository: Repository, **options: int) -> dict[str, CommittedNote | RefusedEntry]:
    found = list_notes(repository, resolve(repository, "HEAD"), lambda path: path.endswith(".md"), **options)
    return {note.path: note for note in found}


def reasons(repository: Repository, **options: int) -> dict[str, str]:
    return {path: note.code for path, note in notes(repository, **options).items() if isinstance(note, RefusedEntry)}


def contents(repository: Repository) -> dict[str, bytes]:
    return blobs(repository, notes(repository).values())


def test_bytes_come_from_the_commit(place: Path, repository: Repository) -> None:
    (place / "top.md").write_bytes(b"edited")
    (place / "new.md").write_bytes(b"new")
    git(place, "add", "new.md")
    assert contents(repository) == {path: data for path, data in NOTES.items() if path.endswith(".md")}


def test_odd_names(place: Path, repository: Repository) -> None:
    commit(place, ODD)
    found = contents(repository)
    assert {path: found[path] for path in ODD} == ODD


def test_modes_and_blobs(place: Path, repository: Repository) -> None:
    (place / "top.md").chmod(0o755)
    commit(place, {})
    note = notes(repository)["top.md"]
    assert isinstance(note, CommittedNote)
    assert (note.mode, note.blob) == ("100755", text(place, "rev-parse", "HEAD:top.md"))


def test_refusals(place: Path, repository: Repository) -> None:
    (place / "link.md").symlink_to("top.md")
    commit(place, {"big.md": b"x" * 101, "fits.md": b"x" * 100})
    git(place, "update-index", "--add", "--cacheinfo", f"160000,{text(place, 'rev-parse', 'HEAD')},module.md")
    git(place, "commit", "-q", "-m", "submodule")
    assert reasons(repository, max_bytes=100) == {"big.md": "too-big", "link.md": "symlink", "module.md": "submodule"}


def test_too_deep(place: Path, repository: Repository) -> None:
    blob = text(place, "rev-parse", "HEAD:top.md")
    deep, fine = "d/" * (MAX_DEPTH + 1) + "a.md", "e/" * MAX_DEPTH + "a.md"
    for path in (deep, fine):
        git(place, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    git(place, "commit", "-q", "-m", "deep")
    assert reasons(repository) == {deep: "too-deep"}


def test_filters_of_the_commit_count_not_those_of_the_checkout(place: Path, repository: Repository) -> None:
    commit(
        place,
        {
            "domains/.gitattributes": b"*.md filter=crypt\nthree.md -filter\n",
            ".gitattributes": b"top.md text eol=crlf working-tree-encoding=ISO-8859-1\n",
        },
    )
    (place / ".gitattributes").write_bytes(b"* filter=checkout\n")
    expected = {"domains/energy/one.md": "git-filter", "domains/energy/two.md": "git-filter"}
    assert reasons(repository) == expected
    git(place.parent, "clone", "-q", "--bare", str(place), "bare.git")
    assert reasons(open_repository(place.parent / "bare.git")) == expected


def test_filters_in_a_sparse_checkout(place: Path) -> None:
    commit(place, {"domains/.gitattributes": b"*.md filter=crypt\n"})
    git(place, "sparse-checkout", "set", "--cone", "--sparse-index", "attic")
    assert set(reasons(open_repository(place))) == {path for path in NOTES if path.startswith("domains/")}


def test_a_work_tree_elsewhere_moves_no_path(place: Path) -> None:
    commit(place, {"domains/.gitattributes": b"*.md filter=crypt\n"})
    git(place, "config", "core.worktree", "/")
    assert set(reasons(open_repository(place))) == {path for path in NOTES if path.startswith("domains/")}


def test_filters_of_the_users_own_attributes(place: Path, repository: Repository) -> None:
    (place / ".git" / "info" / "attributes").write_text("top.md filter=mine\n")
    assert filtered_paths(repository, "HEAD", ["top.md", "attic/readme.txt"]) == {"top.md": "mine"}
    assert filtered_paths(repository, "HEAD", []) == {}


def test_attributes_file_named_by_the_repository_is_not_read(place: Path) -> None:
    os.mkfifo(place / "pipe")
    git(place, "config", "core.attributesFile", str(place / "pipe"))
    assert reasons(open_repository(place)) == {}


def test_sha256(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--object-format=sha256", "vault")
    commit(tmp_path / "vault", ODD)
    repository = open_repository(tmp_path / "vault" / "tab\there")
    assert (repository.object_format, len(repository.zero), repository.prefix) == ("sha256", 64, "tab\there/")
    assert contents(repository) == ODD


def test_entries_and_objects(place: Path, repository: Repository) -> None:
    by_path = {entry.path: entry for entry in list_entries(repository, "HEAD")}
    assert list(by_path) == sorted(NOTES)
    with open_objects(repository) as objects:
        assert objects.read(by_path["top.md"].blob) == ("blob", b"top\n")
        assert objects.read(resolve(repository, "HEAD"))[0] == "commit"
        with pytest.raises(ReweaveError, match="is not in this clone"):
            objects.read("1" * 40)
        assert objects.read(by_path["top.md"].blob) == ("blob", b"top\n")

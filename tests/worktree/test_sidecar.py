from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.worktree.sidecar import made_folders, read_sidecar, write_sidecar

NAME = ".reweave/answers.jsonl"


def test_makes_replaces_and_reads(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path, NAME, 100) == b""
    write_sidecar(tmp_path, NAME, b"one\n")
    write_sidecar(tmp_path, NAME, b"two\n")
    assert read_sidecar(tmp_path, NAME, 100) == b"two\n"
    assert len(read_sidecar(tmp_path, NAME, 2)) == 3
    assert [path.name for path in (tmp_path / ".reweave").iterdir()] == ["answers.jsonl"]


def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    (root / ".reweave").symlink_to(outside)
    with pytest.raises(ReweaveError, match="cannot write"):
        write_sidecar(root, NAME, b"x")
    assert not list(outside.iterdir())


def test_a_file_that_is_a_link_is_not_read_and_its_target_never_written(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"secret")
    (tmp_path / ".reweave").mkdir()
    (tmp_path / NAME).symlink_to(target)
    with pytest.raises(ReweaveError) as caught:
        read_sidecar(tmp_path, NAME, 100)
    assert caught.value.code == "not-a-file"
    write_sidecar(tmp_path, NAME, b"x")
    assert target.read_bytes() == b"secret"


def test_folders_are_made_and_removed_again_where_the_work_fails(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(ZeroDivisionError), made_folders(tmp_path, ["a/b/c/n.md", "a/b/n.md", "n.md"]):
        assert (tmp_path / "a/b/c").is_dir()
        (tmp_path / "a/b/kept").touch()
        raise ZeroDivisionError
    assert [path.name for path in (tmp_path / "a").rglob("*")] == ["b", "kept"]
    with made_folders(tmp_path, ["x/y/n.md"]):
        pass
    assert (tmp_path / "x/y").is_dir()


def test_no_folder_is_made_behind_a_link(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    (root / "out").symlink_to(outside)
    with pytest.raises(ReweaveError, match="cannot write"), made_folders(root, ["a/n.md", "out/b/n.md"]):
        raise AssertionError
    assert not list(outside.iterdir()) and not (root / "a").exists()

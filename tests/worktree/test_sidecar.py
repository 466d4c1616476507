from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.worktree.sidecar import read_sidecar, write_sidecar

NAME = ".reweave/declined.jsonl"


def test_makes_replaces_and_reads(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path, NAME, 100) == b""
    write_sidecar(tmp_path, NAME, b"one\n")
    write_sidecar(tmp_path, NAME, b"two\n")
    assert read_sidecar(tmp_path, NAME, 100) == b"two\n"
    assert len(read_sidecar(tmp_path, NAME, 2)) == 3
    assert [path.name for path in (tmp_path / ".reweave").iterdir()] == ["declined.jsonl"]


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

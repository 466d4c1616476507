"""A file is replaced whole, or stays what it was."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reweave.atomic import replace_file


def _interrupted() -> Iterator[bytes]:
    yield b"half"
    raise KeyboardInterrupt


def test_makes_and_replaces(tmp_path: Path) -> None:
    file = tmp_path / "plan.jsonl"
    for parts in ([b"one\n", b"two\n"], [b"three\n"]):
        replace_file(file, parts)
        assert file.read_bytes() == b"".join(parts)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.jsonl"]


def test_what_is_interrupted_leaves_the_old_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "plan.jsonl"
    file.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        replace_file(file, _interrupted())
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_symlink_is_replaced_and_a_mode_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"secret")
    link.symlink_to(target)
    folder = os.open(tmp_path, os.O_RDONLY)
    try:
        replace_file(Path("link"), [b"new"], folder=folder, mode=0o600)
    finally:
        os.close(folder)
    assert target.read_bytes() == b"secret"
    assert (link.read_bytes(), link.lstat().st_mode & 0o777) == (b"new", 0o600)

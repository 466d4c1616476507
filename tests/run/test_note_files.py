"""Files are read to their end, whatever their size was said to be, and never much beyond the limit."""

import os
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest

from reweave.files.discovery import FoundFile
from reweave.files.refusal import RefusedFile
from reweave.run.note_files import read_files


@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 5000, 200_000])
@pytest.mark.parametrize("said", [None, 0, 50])
def test_a_file_is_read_to_its_end_or_one_byte_beyond_the_limit(tmp_path: Path, size: int, said: int | None) -> None:
    path = tmp_path / "a.md"
    source = os.urandom(size)
    path.write_bytes(source)
    found = FoundFile("a.md", str(tmp_path))
    for limit in (100, 1_000_000):
        with patch("os.fstat", (lambda _: SimpleNamespace(st_size=said)) if said is not None else os.fstat):
            assert list(read_files([found], [], limit)) == [("a.md", source[: limit + 1])]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    unread: list[RefusedFile] = []
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    names = ["folder", "gone.md", "link.md"]
    assert list(read_files([FoundFile(name, str(tmp_path)) for name in names], unread, 100)) == []
    assert [one.path for one in unread] == names

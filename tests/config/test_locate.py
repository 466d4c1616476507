"""The nearest configuration, on disk and elsewhere."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from reweave.config.locate import locate_config
from reweave.errors import ReweaveError

PROJECT = b"[tool.reweave]\n"


@pytest.mark.parametrize(
    ("folder", "files", "located"),
    [
        ("a/b", {"reweave.toml": b""}, "reweave.toml"),
        ("a/b", {"reweave.toml": b"", "a/b/reweave.toml": b""}, "a/b/reweave.toml"),
        ("a/b", {"reweave.toml": b"", "a/pyproject.toml": PROJECT}, "a/pyproject.toml"),
        ("a/b", {"reweave.toml": b"", "a/pyproject.toml": b"[tool.other]\n"}, "reweave.toml"),
        ("a", {"reweave.toml": b"", "pyproject.toml": PROJECT}, "reweave.toml"),
        ("", {"pyproject.toml": PROJECT}, "pyproject.toml"),
        ("a", {"a/b/reweave.toml": b""}, None),
        ("/a/b", {"/reweave.toml": b""}, "/reweave.toml"),
        ("/a/b", {"reweave.toml": b""}, None),
    ],
)
def test_the_nearest_file_of_a_commit_or_a_disk(folder: str, files: Mapping[str, bytes], located: str | None) -> None:
    assert locate_config(folder, read=files.get) == (None if located is None else (located, files[located]))


def test_nothing_above_the_top_counts() -> None:
    assert locate_config("a/b", "a", {"reweave.toml": b""}.get) is None
    assert locate_config("a/b", "a", {"a/reweave.toml": b"x"}.get) == ("a/reweave.toml", b"x")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "reweave.toml"
    file.write_text("")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refuse)
    with pytest.raises(ReweaveError, match="cannot read: Permission denied") as caught:
        locate_config(str(tmp_path), str(tmp_path))
    monkeypatch.undo()
    assert (caught.value.code, caught.value.path) == ("config-unreadable", str(file))

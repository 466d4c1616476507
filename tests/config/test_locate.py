"""The nearest configuration, on disk and elsewhere."""

import os
from collections.abc import Callable, Mapping
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


@pytest.mark.parametrize("name", ["reweave.toml", "pyproject.toml"])
@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda file: file.mkdir(), "not a regular file"),
        (os.mkfifo, "not a regular file"),
        (lambda file: file.symlink_to("gone.toml"), "a symlink to a file that does not exist"),
        (lambda file: file.symlink_to(file.name), "cannot read: Too many levels of symbolic links"),
        (lambda file: file.symlink_to("/dev/zero"), "not a regular file"),
        (lambda file: file.write_bytes(b"#" * (1 << 20) + b"\n"), "larger than 1 MiB"),
    ],
)
def test_what_is_there_and_no_configuration_is_refused(
    tmp_path: Path, name: str, make: Callable[[Path], object], why: str
) -> None:
    make(tmp_path / name)
    with pytest.raises(ReweaveError, match=why) as caught:
        locate_config(str(tmp_path), str(tmp_path))
    assert caught.value.path == str(tmp_path / name)


def test_a_symlink_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "shared").write_bytes(b"[run]\n")
    (tmp_path / "reweave.toml").symlink_to("shared")
    assert locate_config(str(tmp_path), str(tmp_path)) == (str(tmp_path / "reweave.toml"), b"[run]\n")


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ('[tool]\nreweave = "x"', True),
        ('tool = "x"', True),
        ("'tool' = []", True),
        ('[tool."reweave"]', True),
        ("tool.reweave.select = []", True),
        ("[tool]\nreweave = {}", True),
        ("[tool.ruff]\n[tool.reweave.run]", True),
        ("\ufeff[tool.reweave]", True),
        ("[tool.reweave", True),
        ('[project]\ndependencies = ["reweave"]', False),
        ('[project]\ndependencies = ["reweave"\n[tool.ruff]', False),
        ("[tool.reweave-extra]\nx = 1", False),
        ("[other.tool]\nreweave = 1", False),
        ("[a]\ntool = 1", False),
        ("", False),
    ],
)
def test_whether_a_pyproject_configures_reweave(text: str, ours: bool) -> None:
    source = text.encode()
    assert locate_config("", read={"pyproject.toml": source}.get) == (("pyproject.toml", source) if ours else None)

import os
from pathlib import Path
from unittest.mock import patch

import pytest

from reweave.run import extension_hint
from reweave.run.extension_hint import point_at_extension
from reweave.run.note_files import find_notes
from reweave.run.workspace import open_workspace

_NOTE = b"---\ntitle: a\n---\n"


def _said(root: Path, capfd: pytest.CaptureFixture[str], files: dict[str, bytes]) -> str:
    for name, source in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(source)
    workspace = open_workspace([root], None)
    point_at_extension(workspace, find_notes(workspace, [root]))
    return capfd.readouterr().err


def _notes(count: int, extension: str) -> dict[str, bytes]:
    return {f"n{number}{extension}": _NOTE for number in range(count)}


@pytest.mark.parametrize(
    ("files", "which", "extensions"),
    [
        (_notes(3, ".Rmd"), "3 .Rmd files", '".Rmd"'),
        (
            _notes(9, ".markdown") | {"README.md": b"# A\n", "b.md": _NOTE, "c.txt": b""},
            "9 .markdown files",
            '".markdown"',
        ),
        (_notes(4, ".qmd") | _notes(6, ".txt"), "10 .txt and .qmd files", '".txt", ".qmd"'),
    ],
)
def test_named_with_the_line_to_configure(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], files: dict[str, bytes], which: str, extensions: str
) -> None:
    assert _said(tmp_path, capfd, files) == (
        f"reweave: {which} have frontmatter but are not read; to read them, "
        f'set `extensions = [".md", {extensions}]` in reweave.toml\n'
    )


def test_a_single_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert _said(tmp_path, capfd, _notes(1, ".mdx")).startswith(
        "reweave: 1 .mdx file has frontmatter but is not read; to read it, set"
    )


@pytest.mark.parametrize(
    "files",
    [
        {},
        _notes(3, ".md"),
        _notes(3, ".md") | _notes(4, ".mdx"),
        {"a.txt": b"words\n", "b.mdx": b"import x\n"},
        _notes(3, ".html"),
        _notes(3, ".mdx") | {"reweave.toml": b'exclude = ["*.mdx"]\n'},
        _notes(3, ".mdx") | {"reweave.toml": b'extensions = [".mdx"]\n'},
        {"a.md": _NOTE, "reweave.toml": b'exclude = ["a.md"]\n'},
    ],
)
def test_nothing_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str], files: dict[str, bytes]) -> None:
    assert _said(tmp_path, capfd, files) == ""


def test_the_configuration_that_there_is(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    files = _notes(2, ".md") | {"pyproject.toml": b'[tool.reweave]\nextensions = [".mdx"]\n'}
    said = _said(tmp_path, capfd, files)
    assert said.endswith('set `extensions = [".mdx", ".md"]` in pyproject.toml\n')


def test_a_sample_of_many_is_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with patch.object(extension_hint, "_SAMPLE", 4), patch.object(os, "read", wraps=os.read) as read:
        said = _said(tmp_path, capfd, _notes(9, ".mdx"))
    assert said.startswith("reweave: about 9 .mdx files have frontmatter")
    assert read.call_count <= 4

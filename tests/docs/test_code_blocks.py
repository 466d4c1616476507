"""Every code block of the documents runs, or says why it does not."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from reweave.config.loader import parse_config
from reweave.config.user import load_user_config

PROJECT = Path(__file__).parents[2]
PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]
GENERATED = ("commands.md", "rules.md", "settings.md")
SHOWN = ("diff", "yaml", "text", "")
"""Blocks that show something."""
_BLOCK = re.compile(
    r"(?m)^(?:<!-- (?P<mark>[^>]*) -->\n\n)?(?P<indent> *)```(?P<language>\w*)\n(?P<text>.*?)^ *```$", re.S
)
_VAULT = {
    "claims/wind is cheap.md": "---\ntype: claim\nsupports:\n  - 'solar is cheap'\n---\n"
    "# wind is cheap\n\nAs [[solar is cheap]].\n",
    "claims/demand follows the weather.md": "---\ntype: claim\nsupports:\n- wind is cheap\nrelated:\n"
    "- solar is cheap\n---\n",
    "claims/solar is cheap.md": "---\ntype: claim\ncreated: 2026-02-30\n---\n# solar is cheap\n",
    "claims/batteries keep the grid stable at night.md": "---\ntype: claim\nrelated: []\n---\n"
    "# batteries keep the grid stable at night\n\nThis claim depends on [[solar is cheap]].\n",
}


class Block(NamedTuple):
    page: str
    line: int
    language: str
    text: str
    mark: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks() -> Iterator[Block]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in _BLOCK.finditer(text):
            line = text.count("\n", 0, found.start("language")) + 1
            yield Block(page.name, line, found["language"], found["text"], found["mark"] or "")


BLOCKS = list(blocks())
RUN = [block for block in BLOCKS if not block.mark.startswith("not run: ")]


def of(language: str) -> list[Block]:
    return [block for block in RUN if block.language == language]


def test_every_block_is_run_or_says_why_not() -> None:
    known = ("console", "python", "toml", *SHOWN)
    wrong = [f"{block}: {block.language}" for block in RUN if block.language not in known]
    assert wrong == [], "put <!-- not run: REASON --> above it"
    assert len(of("console")) >= 8
    assert {block.page for block in of("console")} >= {"README.md", "first-hour.md"}


def test_no_page_has_code_that_is_indented_only() -> None:
    """It would be neither run nor marked."""
    for page in PAGES:
        outside = _BLOCK.sub("", page.read_text(encoding="utf-8"))
        assert re.findall(r"(?m)^\n {4,}[^\s\-*\d>].*", outside) == [], page.name


@pytest.mark.parametrize("page", sorted({block.page for block in of("console")}))
def test_commands(page: str, tmp_path: Path) -> None:
    for path, text in _VAULT.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        **{f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "one"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, env=environment, check=True)
    for block in of("console"):
        if block.page != page:
            continue
        for line in block.text.splitlines():
            assert line.startswith("$ "), f"{block}: {line}"
            command = f"set -o pipefail\n{line.removeprefix('$ ')}"
            done = subprocess.run(
                ["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
            )
            # 1: findings or changes, 3: notes are left, 141: `head` has seen enough.
            assert done.returncode in (0, 1, 3, 141), f"{block}: {line}\n{done.stdout}{done.stderr}"
            assert "Traceback" not in done.stderr


@pytest.mark.parametrize("block", of("toml"), ids=str)
def test_configuration(block: Block, tmp_path: Path) -> None:
    if "[judges" in block.text:
        (tmp_path / "config.toml").write_text(block.text)
        load_user_config(tmp_path / "config.toml")
    else:
        parse_config(block.text.encode(), "reweave.toml")


@pytest.mark.parametrize("block", of("python"), ids=str)
def test_programs(block: Block, tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(block.text)
    done = subprocess.run([sys.executable, str(file)], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr

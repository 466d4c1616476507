"""A folder of notes, and git in it."""

import subprocess
from pathlib import Path

import pytest


class Vault:
    """A folder to fill."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True)

    def add(self, *paths: str, text: str = "text\n") -> None:
        for path in paths:
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text)

    def git(self, *args: str) -> None:
        command = ["git", "-C", str(self.root), "-c", "user.name=a", "-c", "user.email=a@b", *args]
        subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")


@pytest.fixture
def repository(vault: Vault) -> Vault:
    vault.git("init", "-q")
    return vault

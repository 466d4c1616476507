"""A small vault in a real repository, and the program as a real process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.git.conftest import commit, git

PROJECT = Path(__file__).parents[2]

INDENTED = (
    b'---\ntype: claim\nsupports:\n  - "solar is cheap"\n  - \'wind: a survey\'   # twice\n---\n# Body\n  - "kept"\n'
)
NORMAL = b"---\ntype: claim\nsupports:\n- solar is cheap\n- 'wind: a survey'   # twice\n---\n# Body\n  - \"kept\"\n"
BROKEN = b"---\ntitle: [unclosed\n---\ntext\n"
NOTES = {
    "claims/one.md": INDENTED,
    "claims/two.md": INDENTED.replace(b"\n", b"\r\n"),
    "claims/right.md": NORMAL,
    "maps/bom.md": b"\xef\xbb\xbf" + INDENTED,
    "maps/toml.md": b"+++\ntitle = 'x'\n+++\n",
    "readme.md": b"no frontmatter\n",
    "data.txt": INDENTED,
}
AFTER = {
    "claims/one.md": NORMAL,
    "claims/two.md": NORMAL.replace(b"\n", b"\r\n"),
    "maps/bom.md": b"\xef\xbb\xbf" + NORMAL,
}


class Vault:
    """A repository of notes, and reweave run in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        git(root, "init", "-q")
        git(root, "config", "core.autocrlf", "false")
        commit(root, NOTES)

    python = sys.executable

    def environment(self) -> dict[str, str]:
        """Return the environment that the program runs in."""
        own = {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1", "XDG_CONFIG_HOME": str(self.settings)}
        return {**os.environ, **own}

    @property
    def settings(self) -> Path:
        """The folder of the user's own configuration."""
        return self.root.parent / "config"

    def set_up(self, text: str) -> None:
        """Write the user's own configuration."""
        file = self.settings / "reweave" / "config.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def run(self, *args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
        """Run `reweave ARGS` as a user does."""
        command = [self.python, "-m", "reweave", *map(str, args)]
        place = cwd or self.root
        return subprocess.run(command, cwd=place, env=self.environment(), capture_output=True, stdin=subprocess.DEVNULL)

    def read(self) -> dict[str, bytes]:
        """Return the bytes of every file in the working tree."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".git" not in path.parts
        }

    def committed(self, revision: str) -> dict[str, bytes]:
        """Return the bytes of every file of a commit."""
        names = git(self.root, "ls-tree", "-r", "-z", "--name-only", revision).split(b"\0")[:-1]
        return {
            os.fsdecode(name): git(self.root, "cat-file", "blob", f"{revision}:{os.fsdecode(name)}") for name in names
        }


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")

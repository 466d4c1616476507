"""An installation without extras: what works, and the one line that is said where an extra is missing."""

import re
import subprocess
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from reweave.extras import EXTRAS
from tests.bare_environment import make_bare, project
from tests.cli.conftest import Vault
from tests.cli.test_every_command import LINKING, WRITER
from tests.git.conftest import commit

FIRST, SECOND = "solar power is cheap", "wind power is cheap"


@pytest.fixture
def bare(vault: Vault, tmp_path: Path) -> Vault:
    """A vault, and a reweave that finds no extra."""
    command = make_bare(tmp_path / "packages")

    class Bare(Vault):
        def __init__(self) -> None:
            self.root = vault.root

        def run(self, *args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
            whole = [*command, *map(str, args)]
            return subprocess.run(whole, cwd=cwd or self.root, env=self.environment(), capture_output=True, check=False)

    notes = {
        f"claims/{title}.md": LINKING.format(title=title, words=title, other=other).encode()
        for title, other in ((FIRST, SECOND), (SECOND, FIRST))
    }
    commit(vault.root, {**notes, "writer.py": WRITER.encode()})
    return Bare()


@pytest.mark.parametrize(
    ("command", "extra"),
    [
        (("weave",), "weave"),
        (("explain", FIRST, SECOND), "weave"),
        (("eval", "links"), "weave"),
        (("run", "--weave"), "weave"),
        (("code", "check"), "code"),
        (("code", "fix"), "code"),
        (("mcp",), "mcp"),
    ],
)
def test_a_missing_extra_is_one_line_to_type(bare: Vault, command: tuple[str, ...], extra: str) -> None:
    before = bare.read()
    done = bare.run(*command)
    (line,) = done.stderr.decode().splitlines()
    wanted = rf"reweave: .* needs '({'|'.join(EXTRAS[extra])})', which is not installed; (pip install '(.*)')"
    found = re.fullmatch(wanted, line)
    assert done.returncode == 2 and found is not None, line
    assert Requirement(found[3]).extras == {extra}
    assert bare.read() == before


@pytest.mark.parametrize(
    "command", ["check", "fix", "run", "stats", "edges", "unweave", "graph", "code rules", "rules"]
)
def test_all_else_works(bare: Vault, command: str) -> None:
    done = bare.run(*command.split())
    assert done.returncode in (0, 1, 3), done.stderr
    assert b"internal error" not in done.stderr and b"not installed" not in done.stderr


def test_the_hint_at_code_says_how_to_see_it(bare: Vault) -> None:
    said = bare.run("check").stderr.decode()
    hint = re.search(r"^reweave: writer\.py handles frontmatter; (.*)$", said, re.MULTILINE)
    assert hint is not None, said
    assert re.fullmatch(
        r"to see whether it breaks it: pip install '[^']*\[code\][^']*', then `reweave code check`", hint[1]
    )


def test_every_extra_is_installed_by_all_and_known() -> None:
    declared = project()["optional-dependencies"]
    assert isinstance(declared, dict)
    (everything,) = (Requirement(line) for line in declared["all"])
    assert everything.extras == EXTRAS.keys()
    assert EXTRAS.keys() <= declared.keys()
    assert any(Requirement(line).extras == {"all"} for line in declared["dev"])

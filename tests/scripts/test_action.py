"""The GitHub Action, as far as it can be run here: its steps' shell, its schema, and what zizmor says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import INDENTED, NORMAL
from tests.git.conftest import commit, git

PROJECT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))


def check_step() -> str:
    action = yaml.safe_load((PROJECT / "action.yml").read_text())
    (step,) = (one for one in action["runs"]["steps"] if one["name"] == "Check")
    assert {f"${{{{ inputs.{name} }}}}" for name in action["inputs"]} == set(step["env"].values())
    script = step["run"]
    assert isinstance(script, str) and "${{" not in script
    return script


@pytest.mark.parametrize(
    ("inputs", "code", "said"),
    [
        ({}, 1, "file=b.md"),
        ({"PATHS": "a.md"}, 0, ""),
        ({"PATHS": "a.md b.md", "EXIT_ZERO": "true"}, 0, "file=b.md"),
        ({"CHANGED_SINCE": "HEAD"}, 0, ""),
        ({"PATHS": "$(touch hacked) ; touch hacked"}, 2, ""),
        ({"COMMAND": "run --push origin"}, 2, "use 'check' or 'code check'"),
        ({"COMMAND": "code check"}, 0, ""),
    ],
)
def test_its_check(tmp_path: Path, inputs: dict[str, str], code: int, said: str) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, {"a.md": NORMAL, "b.md": INDENTED})
    given = {"COMMAND": "check", "CHANGED_SINCE": "", "EXIT_ZERO": "false", "PATHS": "", **inputs}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "PYTHONPATH": str(PROJECT), **given}
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", check_step()], cwd=tmp_path, env=env, capture_output=True
    )
    assert done.returncode == code, done.stderr
    assert said.encode() in done.stdout and not (tmp_path / "hacked").exists()


def test_the_action_and_the_workflows_have_the_schema_and_no_findings() -> None:
    files = [PROJECT / "action.yml", *WORKFLOWS]
    tools = Path(sys.executable).parent
    schemas = {"vendor.github-actions": files[:1], "vendor.github-workflows": files[1:]}
    for schema, own in schemas.items():
        command = [str(tools / "check-jsonschema"), "--builtin-schema", schema, *map(str, own)]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    done = subprocess.run([tools / "zizmor", "--offline", "--quiet", *files], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    for file in files:
        pins = [line.split("@")[1] for line in file.read_text().splitlines() if "uses: " in line and "@" in line]
        assert pins and all(len(pin.split()[0]) == 40 for pin in pins)

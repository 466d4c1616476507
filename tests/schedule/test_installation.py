"""What a workflow installs: run in an environment of its own, from a folder of wheels instead of the package index."""

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from reweave.errors import ReweaveError
from reweave.schedule.installation import install_step
from reweave.schedule.job import Job

PROJECT = Path(__file__).resolve().parents[2]
LOCKS = PROJECT / "reweave" / "locks"


def job(requirement: str | None, *extras: str) -> Job:
    here = Path("/srv/vault")
    return Job("x", here, "", here / ".git", 3, 17, "origin", True, requirement, extras, ("reweave",), "/usr/bin", ())


def make_wheel(folder: Path, name: str, version: str, files: dict[str, str]) -> str:
    """Write a wheel without requirements; return its digest."""
    wheel = folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    about = f"{name.replace('-', '_')}-{version}.dist-info"
    own = {
        **files,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nRequires-Dist: grain\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in own.items():
            archive.writestr(path, text)
        archive.writestr(f"{about}/RECORD", "".join(f"{path},,\n" for path in (*own, f"{about}/RECORD")))
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an environment, whose `python` on PATH brings no pip: the pip that runs the tests installs into it."""
    folder = tmp_path_factory.mktemp("python") / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "path" / "python"
    python.parent.mkdir()
    pip = f"exec {shlex.quote(sys.executable)} -m pip --python {shlex.quote(str(folder / 'bin/python'))}"
    own = f"exec {shlex.quote(str(folder / 'bin/python'))}"
    python.write_text(f'#!/bin/sh\nif [ "$1 $2" = "-m pip" ]; then shift 2; {pip} "$@"; fi\n{own} "$@"\n')
    python.chmod(0o755)
    return folder


def run_step(environment: Path, wheels: Path, step: str) -> subprocess.CompletedProcess[str]:
    env = {
        "PATH": f"{environment / 'path'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(wheels),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheels),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_CACHE_DIR": "1",
    }
    return subprocess.run(["sh", "-e", "-c", step], env=env, cwd=wheels, capture_output=True, text=True, check=False)


def test_a_release_brings_the_lock_of_what_it_needs(environment: Path, tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for version in ("1.0", "2.0"):
        make_wheel(wheels, "grain", version, {"grain.py": f"version = {version!r}\n"})
    make_wheel(wheels, "husk", "3.0", {"husk.py": "version = '3.0'\n"})
    pins = {
        name: f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
        for name, version, wheel in (
            ("grain", "1.0", wheels / "grain-1.0-py3-none-any.whl"),
            ("husk", "3.0", wheels / "husk-3.0-py3-none-any.whl"),
        )
    }
    files = {
        "reweave/__init__.py": "",
        "reweave/locks/base.txt": pins["grain"],
        "reweave/locks/weave.txt": pins["husk"] + pins["grain"],
    }
    make_wheel(wheels, "reweave-notes", "9.9", files)
    (wheels / "reweave.py").write_text("raise SystemExit('the folder of the vault was imported')\n")
    step = install_step(job("reweave-notes==9.9", "weave"), 8)

    done = run_step(environment, wheels, step)
    assert done.returncode == 0, done.stdout + done.stderr
    ask = "import grain, husk; print(grain.version, husk.version)"
    found = subprocess.run([environment / "bin/python", "-I", "-c", ask], capture_output=True, text=True, check=True)
    assert found.stdout == "1.0 3.0\n", "the locked version, though a newer one is there"

    # The same name and version with another content.
    make_wheel(wheels, "husk", "3.0", {"husk.py": "version = 'evil'\n"})
    for path in environment.glob("lib/*/site-packages/husk*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    done = run_step(environment, wheels, step)
    assert done.returncode != 0 and "DO NOT MATCH THE HASHES" in done.stderr


def test_a_commit_is_built_with_the_locked_tool_alone(environment: Path, tmp_path: Path) -> None:
    step = install_step(job("reweave-notes @ git+https://git.example/r.git@0123"), 0)
    first, second, third, fourth = step.split("\n")
    match = re.fullmatch(r"echo '(\S+)(?: --hash=sha256:[0-9a-f]{64})+' \| .* /dev/stdin", first)
    assert match is not None and match[1] in (LOCKS / "build.txt").read_text()
    assert "--no-deps --no-build-isolation 'reweave-notes @ git+https://git.example/r.git@0123'" in second
    assert third.startswith("locks=") and fourth.endswith('--require-hashes -r "$locks/base.txt"')
    # pip reads the first line as a lock: of a tool with another digest it takes nothing.
    make_wheel(tmp_path, "setuptools", match[1].removeprefix("setuptools=="), {"setuptools/evil.py": ""})
    done = run_step(environment, tmp_path, first)
    assert done.returncode != 0 and "DO NOT MATCH THE HASHES" in done.stderr


def test_a_wheel_at_an_address_is_not_built() -> None:
    step = install_step(job("reweave-notes @ https://git.example/reweave_notes-9.9-py3-none-any.whl#sha256=00"), 0)
    assert "echo" not in step and "--only-binary=:all:" in step


def test_what_has_no_lock_is_refused() -> None:
    with pytest.raises(ReweaveError, match="extra 'wave' has no lock") as refused:
        install_step(job("reweave-notes==1", "wave"), 0)
    assert refused.value.suggestion == "did you mean 'weave'?"
    with pytest.raises(ReweaveError, match="installed from neither a commit"):
        install_step(job(None), 0)
    assert install_step(job("reweave-notes==1", "all"), 0).count(" -r ") == len(extras()) + 1


def extras() -> dict[str, list[str]]:
    """Return the extras that people install, with their requirements."""
    table = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    optional = table["optional-dependencies"]
    return {name: optional[name] for name in Requirement(optional["all"][0]).extras}


def locked(name: str) -> dict[str, set[str]]:
    """Return the versions in a lock by name, each of which has to have a digest."""
    found: dict[str, set[str]] = {}
    for block in re.findall(r"(?m)^[a-z].*\n(?: .*\n)*", (LOCKS / f"{name}.txt").read_text()):
        match = re.match(r"([a-z0-9-]+)==(\S+)", block)
        assert match is not None and re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), block
        found.setdefault(match[1], set()).add(match[2])
    return found


def test_the_locks_are_of_what_is_required_now() -> None:
    table = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    needs = {**extras(), "base": table["project"]["dependencies"], "build": table["build-system"]["requires"]}
    assert {path.stem for path in LOCKS.glob("*.txt")} == set(needs)
    chosen: dict[str, set[str]] = {}
    for name, lines in needs.items():
        lock = locked(name)
        for package, versions in lock.items():
            assert chosen.setdefault(package, versions) == versions, f"{package} has one version in all locks"
        for required in map(Requirement, lines):
            if required.name == "reweave-notes":
                assert all(locked(part).items() <= lock.items() for part in required.extras)
                continue
            versions = lock.get(canonicalize_name(required.name), set())
            assert versions and all(required.specifier.contains(version) for version in versions), (
                f"run scripts/lock: {required}"
            )

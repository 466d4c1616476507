"""Whatever a folder or a remote is called, each scheduler reads the very words that were meant, or it is refused."""

import shlex
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reweave.errors import ReweaveError
from reweave.schedule.cron import Cron
from reweave.schedule.job import Job
from reweave.schedule.systemd import Systemd
from tests.schedule.units import words

NAMES = st.text(st.one_of(st.characters(), st.sampled_from("%$\"'\\ ;#`{}&|<>*?[]!~=:-")), min_size=1, max_size=30)
PRINTABLE = NAMES.filter(str.isprintable).filter(lambda name: "/" not in name)


def job(name: str) -> Job:
    folder = Path("/srv") / name
    return Job(
        "reweave-x",
        folder,
        "",
        folder / ".git",
        3,
        17,
        name,
        False,
        "1",
        (),
        ("/opt/%p/reweave",),
        "/usr/bin",
        (folder,),
    )


@pytest.fixture(autouse=True)
def nothing_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PRINTABLE)
def test_a_unit(name: str) -> None:
    service, _ = Systemd().resources(job(name))
    lines = dict(line.split("=", 1) for line in service.content.decode().split("\n") if "=" in line)
    folder = str(Path("/srv") / name)
    wanted = ["/opt/%p/reweave", "run", "--repo", folder, "--push", name]
    assert words(lines["ExecStart"], variables=True) == wanted
    assert words(lines["ReadWritePaths"]) == [f"{folder}/.git", folder]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PRINTABLE)
def test_a_crontab_line(name: str) -> None:
    try:
        (resource,) = Cron().resources(job(name))
    except ReweaveError as error:
        assert "\\" in name and error.code == "schedule-name"
        return
    (line,) = resource.content.decode().split("\n")[1:-1]
    command = line.split(" ", 5)[5]
    assert "%" not in command.replace("\\%", "") and "\\" not in command.replace("\\%", "")
    folder = str(Path("/srv") / name)
    wanted = ["env", "PATH=/usr/bin", "/opt/%p/reweave", "run", "--repo", folder, "--push", name, "--quiet"]
    assert shlex.split(command.replace("\\%", "%")) == wanted


def test_a_line_that_is_too_long() -> None:
    with pytest.raises(ReweaveError, match="too long"):
        Cron().resources(job("x" * 500))

"""`reweave schedule` as a user runs it, judged by the linters of each scheduler and by readers of our own."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.cli.conftest import PROJECT, Vault
from tests.git.conftest import commit, git
from tests.schedule.units import read_unit, words

KINDS = ("systemd", "cron", "github", "gitlab", "forgejo")
FILES = {
    "github": ".github/workflows/reweave.yml",
    "gitlab": ".gitlab/reweave.gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/reweave.yml",
}
ODD = "a vault 100% 'of' \"all\" $HOME; `x` #1 ü"
SCRIPTS = {
    "crontab": """\
#!/bin/sh
# As cron's: a crontab has to end with a new line, and none is an error.
cd "$(dirname "$0")"
case "$1" in
-l) [ -e tab ] && exec cat tab; echo "no crontab for ann" >&2; exit 1 ;;
-)
    cat > new
    [ ! -s new ] || [ "$(tail -c 1 new | wc -l)" -eq 1 ] || { echo missing newline >&2; exit 1; }
    mv new tab ;;
*) exit 2 ;;
esac
""",
    "systemctl": """\
#!/bin/sh
# Enables and disables as systemd does, by a link; and writes down what it was asked.
cd "$(dirname "$0")"
echo "$*" >> systemctl.calls
[ ! -e systemctl.fails ] || { echo "Failed to connect to bus: No medium found" >&2; exit 1; }
units="$XDG_CONFIG_HOME/systemd/user"
case "$2" in
enable) mkdir -p "$units/timers.target.wants" && ln -sf "$units/$3" "$units/timers.target.wants/$3" ;;
disable) rm -f "$units/timers.target.wants/$4" ;;
esac
""",
}


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on PATH with stand-ins for crontab and systemctl, and a configuration folder of one's own."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, script in SCRIPTS.items():
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return folder


@pytest.fixture
def place(tmp_path: Path, tools: Path) -> Vault:
    """A vault with a remote, in a folder whose name every scheduler could trip over."""
    vault = Vault(tmp_path / ODD)
    git(vault.root, "remote", "add", "origin", "https://github.com/o/r.git")
    return vault


COMMIT = "https://git.example/reweave.git@0123456789abcdef0123456789abcdef01234567"
REQUIREMENT = f"reweave-notes @ git+{COMMIT}"


def schedule(vault: Vault, *args: str | Path) -> subprocess.CompletedProcess[bytes]:
    is_workflow = args[0] != "remove" and not {"--systemd", "--cron"} & {*args}
    done = vault.run("schedule", *args, *(("--requirement", REQUIREMENT) if is_workflow else ()))
    assert b"Traceback" not in done.stderr
    return done


def everything(*folders: Path) -> dict[str, bytes]:
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    return {str(path): path.read_bytes() for path in found if not path.name.endswith(".calls")}


@pytest.mark.parametrize("kind", KINDS)
def test_show_install_again_and_remove(place: Vault, tools: Path, kind: str) -> None:
    config = tools.parent / "config"
    before = everything(place.root, tools, config)
    shown = schedule(place, "show", f"--{kind}")
    assert shown.returncode == 0 and shown.stdout == schedule(place, "show", f"--{kind}").stdout
    assert everything(place.root, tools, config) == before

    first = schedule(place, "install", f"--{kind}")
    assert first.returncode == 0, first.stderr
    installed = everything(place.root, tools, config)
    new = "".join(data.decode() for path, data in sorted(installed.items()) if path not in before)
    assert new and all(line in new for line in shown.stdout.decode().splitlines() if not line.startswith("# /"))

    calls = (tools / "systemctl.calls").read_text() if kind == "systemd" else ""
    again = schedule(place, "install", f"--{kind}")
    assert again.returncode == 0 and b"unchanged" in again.stdout and b"wrote" not in again.stdout
    assert everything(place.root, tools, config) == installed
    assert not calls or (tools / "systemctl.calls").read_text() == calls

    # GitLab keeps the time in its settings, not in the file.
    assert schedule(place, "install", f"--{kind}", "--at", "4:05").returncode == 0
    assert (everything(place.root, tools, config) == installed) == (kind == "gitlab")
    removed = schedule(place, "remove", f"--{kind}")
    assert removed.returncode == 0, removed.stderr
    left = everything(place.root, tools, config)
    assert left.pop(str(tools / "tab"), b"") == b"" and left == before
    assert schedule(place, "remove", f"--{kind}").stdout == b"nothing to remove\n"


@pytest.mark.parametrize("kind", KINDS)
def test_what_somebody_else_wrote_or_edited_is_refused(place: Vault, tools: Path, kind: str) -> None:
    assert schedule(place, "install", f"--{kind}").returncode == 0
    config = tools.parent / "config"
    (one,) = [
        path
        for path in (*place.root.rglob("reweave*"), *config.rglob("*.service"), tools / "tab")
        if path.is_file() and ".git" not in path.parts
    ]
    edited = one.read_bytes().replace(b"reweave", b"unweave", 3)
    if kind == "cron":
        edited = one.read_bytes().replace(b" * * *", b" * * 1")
    for content in (edited, *([b"mine\n"] if kind != "cron" else [])):
        one.write_bytes(content)
        before = everything(place.root, tools, config)
        for action in ("install", "remove"):
            done = schedule(place, action, f"--{kind}")
            assert done.returncode == 3 and done.stdout == b"" and done.stderr.count(b"\n") == 1
            assert b"was not written by reweave" in done.stderr or b"was edited" in done.stderr
        assert everything(place.root, tools, config) == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_answer_for_programs(place: Vault, kind: str) -> None:
    schema = json.loads((PROJECT / "reweave/schemas/schedule-1.json").read_bytes())
    for action, state in (("show", "missing"), ("install", "missing"), ("show", "same"), ("remove", "same")):
        answer = json.loads(schedule(place, action, f"--{kind}", "--output-format", "json").stdout)
        jsonschema.validate(answer, schema)
        assert answer["action"] == action and answer["kind"] == kind
        # What a workflow would install now is not asked to remove it.
        wanted = "older" if action == "remove" and kind not in ("systemd", "cron") else state
        assert {one["state"] for one in answer["pieces"]} == {wanted}
        assert re.fullmatch(r"0[1-5]:\d\d", answer["at"])


def test_a_time_is_drawn_for_each_repository_and_can_be_chosen(tmp_path: Path, tools: Path) -> None:
    drawn = set()
    for number in range(5):
        vault = Vault(tmp_path / f"v{number}")
        git(vault.root, "remote", "add", "origin", f"https://github.com/o/{number}.git")
        drawn.add(json.loads(schedule(vault, "show", "--github", "--output-format", "json").stdout)["at"])
    assert len(drawn) > 2
    # Another clone of the same repository gives the same workflow.
    other = Vault(tmp_path / "clone")
    git(other.root, "remote", "add", "origin", "https://github.com/o/4.git")
    assert schedule(other, "show", "--github").stdout == schedule(vault, "show", "--github").stdout
    assert b'"17 3 * * *"' in schedule(vault, "show", "--github", "--at", "03:17").stdout
    for time in ("24:00", "3", "03:60", "-1:00", "x", "03:17\n"):
        assert schedule(vault, "show", "--github", "--at", time).returncode == 2


def test_wrong_use(place: Vault, tmp_path: Path) -> None:
    for args in ([], ["--cron", "--systemd"], ["--cron", "--push", "nosuch"], ["--systemd", "--push", "-x"]):
        done = schedule(place, "install", *args)
        assert done.returncode == 2 and done.stderr.count(b"\n") == 1, args
    nowhere = place.run("schedule", "show", "--cron", "--repo", tmp_path)
    assert nowhere.returncode == 2 and b"is not inside a git repository" in nowhere.stderr


# systemd


def test_the_units_say_what_was_meant(place: Vault, tools: Path) -> None:
    assert schedule(place, "install", "--systemd", "--at", "03:17").returncode == 0
    service, timer = (
        read_unit(next(tools.parent.glob(f"config/systemd/user/*.{one}"))) for one in ("service", "timer")
    )
    run = dict(service["Service"])
    command = words(run["ExecStart"], variables=True)
    assert command[-6:] == ["run", "--repo", str(place.root), "--push", "origin", "--pr"]
    assert Path(command[0]).is_absolute() and os.access(command[0], os.X_OK)
    assert words(run["ReadWritePaths"]) == [str(place.root / ".git")]
    assert (run["ProtectSystem"], run["NoNewPrivileges"], run["Type"]) == ("strict", "yes", "oneshot")
    path = words(run["Environment"])[0].removeprefix("PATH=").split(":")
    git_program = shutil.which("git")
    assert git_program is not None and str(Path(git_program).parent) in path
    assert dict(timer["Timer"]) == {
        "OnCalendar": "*-*-* 03:17:00",
        "RandomizedDelaySec": "300",
        "Persistent": "true",
    }
    assert timer["Install"] == [("WantedBy", "timers.target")]
    # The command of the unit is one that does its work.
    done = subprocess.run([*command[:-1], "--dry-run"], env=place.environment(), capture_output=True)
    assert done.returncode == 1 and done.stdout.endswith(b"none made\n"), done.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here; the test above reads the units")
def test_systemd_takes_the_units(place: Vault, tools: Path, tmp_path: Path) -> None:
    assert schedule(place, "install", "--systemd").returncode == 0
    units = sorted((tools.parent / "config/systemd/user").glob("reweave*"))
    run = tmp_path / "runtime"
    run.mkdir(mode=0o700)
    env = {**os.environ, "XDG_RUNTIME_DIR": str(run), "SYSTEMD_LOG_LEVEL": "warning"}
    done = subprocess.run(["systemd-analyze", "verify", "--user", *units], env=env, capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "reweave-" in line]
    assert ours == [] and done.returncode == 0, done.stderr


def test_a_remote_on_disk_may_be_written(place: Vault, tools: Path, tmp_path: Path) -> None:
    git(place.root, "config", "remote.origin.url", "../there.git")
    assert schedule(place, "install", "--systemd", "--no-pr").returncode == 0
    run = dict(read_unit(next(tools.parent.glob("config/systemd/user/*.service")))["Service"])
    assert words(run["ReadWritePaths"]) == [str(place.root / ".git"), str(tmp_path / "there.git")]
    assert words(run["ExecStart"], variables=True)[-1] == "origin"


def test_a_job_that_cannot_open_its_pull_request_is_not_written(place: Vault, tools: Path) -> None:
    for url, hint in (("../there.git", b"--no-pr"), ("https://git.example.org/o/r", b"[run]")):
        git(place.root, "config", "remote.origin.url", url)
        done = schedule(place, "install", "--systemd")
        assert done.returncode == 2 and hint in done.stderr and not (tools.parent / "config").exists()
    commit(place.root, {"reweave.toml": b'[run]\nforge = "forgejo"\n'})
    assert schedule(place, "install", "--systemd").returncode == 0


def test_a_service_manager_that_does_not_answer_is_said_and_made_up_for(place: Vault, tools: Path) -> None:
    (tools / "systemctl.fails").touch()
    done = schedule(place, "install", "--systemd")
    assert done.returncode == 6 and b"No medium found" in done.stderr and b"enable --now" in done.stderr
    assert schedule(place, "install", "--systemd").returncode == 6
    (tools / "systemctl.fails").unlink()
    assert schedule(place, "install", "--systemd").returncode == 0
    assert list(tools.parent.glob("config/systemd/user/timers.target.wants/*.timer"))
    (tools / "systemctl.fails").touch()
    assert schedule(place, "remove", "--systemd").returncode == 6
    units = tools.parent / "config/systemd/user"
    assert [path for path in units.rglob("*") if path.is_symlink() or path.is_file()] == []


# cron


def cron_words(line: str) -> tuple[list[str], list[str]]:
    """Return the fields of a crontab line, and the words that its command gives a shell, as cron reads both."""
    *fields, command = line.split(" ", 5)
    limits = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
    for field, (low, high) in zip(fields, limits, strict=True):
        assert field == "*" or low <= int(field) <= high
    assert not re.search(r"(?<!\\)%", command), "cron ends the command there"
    # A backslash goes where it stands in front of a percent sign only; nowhere else is one.
    assert "\\" not in command.replace("\\%", "")
    return fields, shlex.split(command.replace("\\%", "%"))


OTHERS = b"# mine\nMAILTO=ann@example.org\n\n0 5 * * 1 tar -zcf /x.tgz /home/ \t\n# \xff not UTF-8\n@daily echo 5\\%\n"


def test_the_line_says_what_was_meant_and_the_others_stay(place: Vault, tools: Path) -> None:
    (tools / "tab").write_bytes(OTHERS)
    assert schedule(place, "install", "--cron", "--at", "03:17").returncode == 0
    tab = (tools / "tab").read_bytes()
    assert tab.startswith(OTHERS)
    begin, sealed, line, end = tab.removeprefix(OTHERS).decode().splitlines()
    assert begin.startswith("# reweave schedule begin ") and end.startswith("# reweave schedule end ")
    assert sealed.startswith("# written by reweave schedule, sha256 ")
    fields, command = cron_words(line)
    assert fields == ["17", "3", "*", "*", "*"]
    assert command[-7:] == ["run", "--repo", str(place.root), "--push", "origin", "--pr", "--quiet"]
    assert command[0] == "env" and command[1].startswith("PATH=") and Path(command[2]).is_absolute()
    (tools / "tab").write_bytes(tab + b"# behind\n")
    assert schedule(place, "install", "--cron", "--at", "04:18").returncode == 0
    assert (tools / "tab").read_bytes().startswith(OTHERS) and b"18 4 * * * env" in (tools / "tab").read_bytes()
    assert (tools / "tab").read_bytes().endswith(b"# behind\n")
    assert schedule(place, "remove", "--cron").returncode == 0
    assert (tools / "tab").read_bytes() == OTHERS + b"# behind\n"


def test_the_line_runs(vault: Vault, tools: Path, tmp_path: Path) -> None:
    """What cron gives to the shell does the whole job."""
    there = tmp_path / "there.git"
    git(tmp_path, "clone", "-q", "--bare", str(vault.root), str(there))
    assert schedule(vault, "install", "--cron", "--push", "../there.git", "--no-pr").returncode == 0
    (line,) = re.findall(r"(?m)^\d+ \d+ \* \* \* (.*)$", (tools / "tab").read_text())
    env = {"HOME": os.environ["HOME"], "PYTHONPATH": vault.environment()["PYTHONPATH"]}
    nights = [
        subprocess.run(["sh", "-c", line.replace("\\%", "%")], env=env, cwd="/", capture_output=True) for _ in range(2)
    ]
    assert [(done.returncode, done.stderr) for done in nights] == [(0, b""), (0, b"")]
    assert b"1 commit on reweave/normalize, " in nights[0].stdout, "cron mails it"
    assert nights[1].stdout == b"", "nothing new, no mail"
    assert git(there, "rev-parse", "reweave/normalize") == git(vault.root, "rev-parse", "reweave/normalize")


def test_two_repositories_share_a_crontab(tmp_path: Path, tools: Path) -> None:
    vaults = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        vaults.append(vault := Vault(tmp_path / name / "vault"))
        git(vault.root, "remote", "add", "origin", "https://github.com/o/r.git")
        assert schedule(vault, "install", "--cron").returncode == 0
    assert (tools / "tab").read_text().count("schedule begin") == 2
    assert schedule(vaults[0], "remove", "--cron").returncode == 0
    (repo,) = re.findall(r"--repo (\S+)", (tools / "tab").read_text())
    assert repo == str(vaults[1].root)


@pytest.mark.parametrize("name", ["back\\slash", "new\nline", "esc\x1b", "bytes\udcff"])
def test_names_that_no_crontab_holds_are_refused(tmp_path: Path, tools: Path, name: str) -> None:
    vault = Vault(tmp_path / name)
    git(vault.root, "remote", "add", "origin", "https://github.com/o/r.git")
    done = schedule(vault, "install", "--cron")
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1 and not (tools / "tab").exists()


def test_a_crontab_that_cannot_be_read_is_left(place: Vault, tools: Path) -> None:
    (tools / "crontab").write_text("#!/bin/sh\necho 'you (ann) are not allowed to use this program' >&2\nexit 1\n")
    done = schedule(place, "install", "--cron")
    assert done.returncode == 6 and b"not allowed" in done.stderr


# workflows


def linter(name: str) -> str:
    found = Path(sys.executable).parent / name
    assert found.exists(), f"{name} is part of the extra [dev]"
    return str(found)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("pr", ["--pr", "--no-pr"])
def test_the_workflows_are_what_the_forges_take(place: Vault, kind: str, pr: str) -> None:
    assert schedule(place, "install", f"--{kind}", pr).returncode == 0
    file = place.root / FILES[kind]
    schema = "vendor.gitlab-ci" if kind == "gitlab" else "vendor.github-workflows"
    checked = subprocess.run([linter("check-jsonschema"), "--builtin-schema", schema, str(file)], capture_output=True)
    assert checked.returncode == 0, checked.stdout
    if kind != "gitlab":
        audit = [linter("zizmor"), "--offline", "--no-config", "--persona=pedantic", "--strict-collection", str(file)]
        done = subprocess.run(audit, capture_output=True)
        assert done.returncode == 0 and b"No findings" in done.stdout, done.stdout
    data = yaml.load(file.read_bytes(), yaml.BaseLoader)
    job = data["reweave"] if kind == "gitlab" else data["jobs"]["run"]
    script = job["before_script"] + job["script"] if kind == "gitlab" else [one.get("run", "") for one in job["steps"]]
    joined = "\n".join(script)
    assert f"pip install --no-deps --no-build-isolation '{REQUIREMENT}'" in joined and "reweave run --push" in joined
    assert ("--pr" in joined) == (pr == "--pr")
    subprocess.run(["sh", "-n", "-c", joined], check=True)
    if kind == "gitlab":
        assert job["variables"]["GIT_DEPTH"] == "0" and job["resource_group"] and job["timeout"]
    else:
        assert data["permissions"] == {} and job["permissions"]["contents"] == "write"
        assert set(job["permissions"]) <= {"contents", "pull-requests"} and data["concurrency"]["group"]
        checkout = job["steps"][0]["with"]
        assert checkout == {"fetch-depth": "0", "persist-credentials": "false"}
        assert all(re.search(r"@[0-9a-f]{40}$", one["uses"]) for one in job["steps"] if "uses" in one)


def test_the_lint_sees_what_it_must(place: Vault) -> None:
    assert schedule(place, "install", "--github").returncode == 0
    file = place.root / FILES["github"]
    good = file.read_text()
    file.write_text(good.replace("runs-on", "runs-of"))
    check = [linter("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", str(file)]
    assert subprocess.run(check, capture_output=True).returncode == 1
    file.write_text(re.sub("@[0-9a-f]{40}", "@v6", good))
    audit = [linter("zizmor"), "--offline", "--no-config", "--persona=pedantic", str(file)]
    assert subprocess.run(audit, capture_output=True).returncode != 0


@pytest.mark.parametrize("kind", FILES)
def test_a_vault_in_a_folder_is_named_in_its_workflow(place: Vault, kind: str) -> None:
    folder = "notes: 'a' #1 & \"b\""
    commit(place.root, {f"{folder}/a.md": b"a\n"})
    done = place.run("schedule", "install", f"--{kind}", "--requirement", REQUIREMENT, cwd=place.root / folder)
    assert done.returncode == 0, done.stderr
    data = yaml.load((place.root / FILES[kind]).read_bytes(), yaml.BaseLoader)
    last = data["reweave"]["script"][-1] if kind == "gitlab" else data["jobs"]["run"]["steps"][-1]["run"]
    line = shlex.split(last.splitlines()[-1])
    assert line[:4] == ["reweave", "run", "--repo", folder]
    evil = "${{ github.token }}"
    commit(place.root, {f"{evil}/a.md": b"a\n"})
    assert (
        place.run("schedule", "show", f"--{kind}", "--requirement", REQUIREMENT, cwd=place.root / evil).returncode == 2
    )


@pytest.mark.parametrize("kind", FILES)
def test_links_are_not_followed(place: Vault, tmp_path: Path, kind: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (place.root / FILES[kind].split("/")[0]).symlink_to(outside)
    done = schedule(place, "install", f"--{kind}")
    assert done.returncode == 2 and list(outside.iterdir()) == []


def test_a_bare_repository_shows_a_workflow_and_holds_none(vault: Vault, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "-q", "--bare", str(vault.root), str(bare))
    assert vault.run("schedule", "show", "--github", "--requirement", REQUIREMENT, cwd=bare).returncode == 0
    done = vault.run("schedule", "install", "--github", "--requirement", REQUIREMENT, cwd=bare)
    assert done.returncode == 2 and b"run this in a checkout" in done.stderr


def test_the_readers_of_this_file_refuse_what_is_wrong(tmp_path: Path) -> None:
    for value in ('"a%h"', '"unclosed', '"a"b"'):
        with pytest.raises(AssertionError):
            words(value)
    with pytest.raises(AssertionError):
        words('"/x" "$HOME"', variables=True)
    for line in ("60 3 * * * x", "1 3 * * * echo 5%"):
        with pytest.raises(AssertionError):
            cron_words(line)
    unit = tmp_path / "x.service"
    unit.write_text("[Service]\nType=a\\\n")
    with pytest.raises(AssertionError):
        read_unit(unit)


def test_a_workflow_installs_what_made_it_or_nothing(vault: Vault) -> None:
    git(vault.root, "remote", "add", "origin", "https://github.com/o/r.git")
    done = vault.run("schedule", "install", "--github")
    assert done.returncode == 2 and b"was installed from neither a commit of a repository nor" in done.stderr
    assert b"--requirement" in done.stderr and not (vault.root / FILES["github"]).exists()
    for wrong in ("reweave", "x @ a b", "reweave==1; rm -rf /", "x @ https://a/$(id)", "-r x"):
        done = vault.run("schedule", "show", "--github", "--requirement", wrong)
        assert done.returncode == 2 and b"pins nothing" in done.stderr and done.stdout == b""
    assert vault.run("schedule", "remove", "--github").returncode == 0


OLD_PIN = "actions/checkout@8e8c483db84b4bee98b60c0593521ed34d9990e8 # v6.0.1"
NEW_PIN = f"actions/checkout@{'ab' * 20} # v6.1.0"
LATER = REQUIREMENT.rpartition("@")[0] + "@" + "c" * 40


def edited(vault: Vault, kind: str, *edits: tuple[str, str], install: bool = True) -> str:
    """Install a workflow, commit it, edit it, and return its new text."""
    file = vault.root / FILES[kind]
    if install:
        assert schedule(vault, "install", f"--{kind}", "--at", "03:17").returncode == 0
        commit(vault.root, {FILES[kind]: file.read_bytes()})
    text = file.read_text()
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_text(text)
    return text


def test_an_update_takes_over_what_people_changed(place: Vault) -> None:
    edits = ((OLD_PIN, NEW_PIN), ("  workflow_dispatch:\n", "  workflow_dispatch:\n  push: {branches: [main]}\n"))
    before = edited(place, "github", *edits)
    assert schedule(place, "install", "--github").returncode == 3
    done = place.run("schedule", "update", "--github", "--requirement", LATER)
    assert done.returncode == 0, done.stderr
    file = place.root / FILES["github"]
    again = file.read_text()
    assert LATER in again and again.replace(LATER, REQUIREMENT).splitlines()[1:] == before.splitlines()[1:]
    done = place.run("schedule", "update", "--github", "--requirement", LATER)
    assert done.returncode == 0 and done.stdout.startswith(b"unchanged: ")
    assert file.read_text() == again, "an update of an update changes nothing"
    edited(place, "github", ("timeout-minutes: 60", "timeout-minutes: 90"), install=False)
    assert place.run("schedule", "update", "--github", "--requirement", REQUIREMENT).returncode == 0
    assert NEW_PIN in file.read_text() and "timeout-minutes: 90" in file.read_text() and LATER not in file.read_text()


@pytest.mark.parametrize("kind", FILES)
def test_an_update_of_what_nobody_edited_is_a_new_install(place: Vault, kind: str) -> None:
    edited(place, kind)
    assert place.run("schedule", "update", f"--{kind}", "--requirement", LATER).returncode == 0
    text = (place.root / FILES[kind]).read_text()
    assert LATER in text and (kind == "gitlab" or 'cron: "17 3 * * *"' in text)
    assert not (place.root / ".reweave").exists()


def test_an_update_that_cannot_be_made_writes_nothing(place: Vault) -> None:
    missing = place.run("schedule", "update", "--github", "--requirement", LATER)
    assert missing.returncode == 2 and b"not installed" in missing.stderr
    before = edited(place, "github", ("python -m pip install --no-deps --no-build-isolation", "pipx install"))
    done = place.run("schedule", "update", "--github", "--requirement", LATER)
    assert done.returncode == 3 and b"was edited where reweave changed it, too" in done.stderr
    assert (place.root / FILES["github"]).read_text() == before
    git(place.root, "update-ref", "-d", "HEAD")
    done = place.run("schedule", "update", "--github", "--requirement", LATER)
    assert done.returncode == 3 and b"not in git's history" in done.stderr

"""What every command owes its users, programs above all; a new command meets these tests by being there."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from reweave.cli.app import answers_of, command_names
from reweave.cli.program import run
from reweave.cli.skill import skill_document
from reweave.exit_codes import MEANINGS
from reweave.output.document import schema_names, schema_text
from tests.cli.conftest import BROKEN, INDENTED, PROJECT, Vault
from tests.git.conftest import commit, git

PAGES = [*(PROJECT / "docs").glob("*.md"), PROJECT / "README.md"]
WRITTEN = "".join(one.read_text(encoding="utf-8") for one in PAGES if one.name != "commands.md")
NAMES = command_names()
ANSWERING = [name for name in NAMES if answers_of(name)]

LINKING = "---\ntype: claim\n---\n# {title}\n\nText about {words}.\n\n- [[{other}]] - this supports the point\n"
WRITER = "def note(title):\n    return f'---\\ntags:\\n  - \"{title}\"\\n---\\n'\n"
WOVEN = """---
type: claim
supports:
- solar power is cheap
reweave_edges:
- solar power is cheap|supports|2026-01-02
---
# woven
"""


def made(root: Path) -> None:
    """Make a small vault in a repository of its own: something to find for every command."""
    vault = Vault(root)
    files = {
        "claims/solar power is cheap.md": LINKING.format(
            title="solar", words="solar panels and grids", other="wind power is cheap"
        ).encode(),
        "claims/wind power is cheap.md": LINKING.format(
            title="wind", words="wind turbines and grids", other="solar power is cheap"
        ).encode(),
        "claims/woven.md": WOVEN.encode(),
        "broken.md": BROKEN,
        "writer.py": WRITER.encode(),
        "gold.jsonl": json.dumps(
            {"source": "claims/woven.md", "target": "claims/solar power is cheap.md", "label": "supports"}
        ).encode()
        + b"\n",
    }
    for name, source in files.items():
        (vault.root / name).parent.mkdir(exist_ok=True)
        (vault.root / name).write_bytes(source)
    commit(vault.root, files)


def conflict() -> None:
    """Leave the vault in a merge that stopped."""
    here, note = Path.cwd(), "claims/one.md"
    git(here, "checkout", "-q", "-b", "side")
    commit(here, {note: INDENTED.replace(b"solar is cheap", b"coal is dear")})
    git(here, "checkout", "-q", "-")
    commit(here, {note: INDENTED.replace(b"solar is cheap", b"gas is dear")})
    subprocess.run(["git", "merge", "-q", "side"], cwd=here, check=False, capture_output=True)


def planned() -> None:
    """Write a plan."""
    assert run(["fix", "claims", "--plan", "plan.jsonl"]) in (0, 3)


def ran() -> None:
    """Make a run, and name it `RUN` in the arguments of the command."""
    assert run(["run"]) in (0, 3)


def scheduled() -> None:
    """Install a workflow."""
    assert run(["schedule", "install", "--github", "--requirement", "reweave-notes==1.0"]) == 0


CALLS: dict[str, tuple[Callable[[], None] | None, list[str]]] = {
    "answers": (None, []),
    "baseline": (None, []),
    "apply": (planned, ["plan.jsonl"]),
    "check": (None, []),
    "code check": (None, []),
    "code fix": (None, []),
    "code rules": (None, []),
    "code vendor": (None, ["fm.py"]),
    "config show": (None, []),
    "decline": (None, ["claims/woven.md", "claims/wind power is cheap.md"]),
    "diff": (None, []),
    "edges": (None, []),
    "eval links": (None, []),
    "eval types": (None, ["gold.jsonl"]),
    "explain": (None, ["claims/solar power is cheap.md", "claims/wind power is cheap.md"]),
    "fix": (None, []),
    "graph": (None, []),
    "init": (None, []),
    "log": (ran, []),
    "merge branch": (ran, ["reweave/normalize"]),
    "merge install": (None, []),
    "merge status": (None, []),
    "rename": (None, ["claims/woven.md", "knitted"]),
    "resolve": (conflict, []),
    "merge-notes": (None, ["claims/solar power is cheap.md", "claims/wind power is cheap.md", "--diff"]),
    "delete": (None, ["claims/wind power is cheap.md", "--diff"]),
    "retarget": (None, ["claims/solar power is cheap.md", "claims/wind power is cheap.md"]),
    "review": (None, ["--html", "page.html"]),
    "rules": (None, []),
    "run": (None, []),
    "schedule install": (None, ["--github", "--no-pr", "--requirement", "reweave-notes==1.0"]),
    "schedule remove": (None, ["--github"]),
    "schedule update": (scheduled, ["--github", "--requirement", "reweave-notes==1.1"]),
    "schedule show": (None, ["--github", "--requirement", "reweave-notes==1.0"]),
    "schema": (None, []),
    "report": (None, []),
    "skill": (None, []),
    "stats": (None, []),
    "undo": (ran, ["RUN"]),
    "unweave": (None, []),
    "weave": (None, ["--from", "all"]),
}
"""How each command is called for real: what comes before it, and its arguments; `RUN` is the last run."""

MORE: list[tuple[str, Callable[[], None] | None, list[str]]] = [
    ("apply", planned, ["plan.jsonl", "--diff"]),
    ("apply", planned, ["plan.jsonl", "--commit"]),
    ("code fix", None, ["--diff"]),
    ("fix", None, ["--plan", "plan.jsonl"]),
    ("fix", None, ["--diff"]),
    ("init", None, ["--print"]),
    ("resolve", conflict, ["--dry-run"]),
    ("resolve", None, ["--markers"]),
    ("review", planned, ["plan.jsonl", "--html", "page.html"]),
    ("rules", None, ["quotes"]),
    ("run", None, ["--dry-run"]),
    ("unweave", None, ["--diff"]),
    ("unweave", None, ["--plan", "plan.jsonl"]),
    ("weave", None, ["--diff"]),
    ("weave", None, ["--write"]),
    ("weave", None, ["--plan", "plan.jsonl"]),
]
"""Other answers of the same commands."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("every") / "vault"
    made(root)
    return root


@pytest.fixture
def here(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Go to a copy of the vault."""
    root = tmp_path / "vault"
    shutil.copytree(template, root, symlinks=True)
    monkeypatch.chdir(root)
    yield root


def answered(
    capfd: pytest.CaptureFixture[str], before: Callable[[], None] | None, name: str, args: list[str]
) -> tuple[int, str, str]:
    """Run a command in this process, and return its exit code and what it printed."""
    if before is not None:
        before()
        capfd.readouterr()
    if "RUN" in args:
        run(["log", "--output-format", "json"])
        last = json.loads(capfd.readouterr().out)["runs"][0]["run"]
        args = [last if one == "RUN" else one for one in args]
    code = run([*name.split(), *args, "--output-format", "json"])
    out, err = capfd.readouterr()
    return code, out, err


def valid(text: str, name: str) -> Any:
    """Return a JSON document that keeps to one of the schemas of a command."""
    assert text.isascii() and text.endswith("\n")
    value = json.loads(text)
    own = answers_of(name)
    # What has one schema only may leave its name out.
    named = value.get("schema") if len(own) > 1 or "schema" in value else f"reweave/{own[0]}/1"
    schema = named.removeprefix("reweave/").removesuffix("/1")
    assert schema in answers_of(name), f"reweave {name} answers {schema}: name it in SCHEMAS of its module"
    Draft202012Validator(json.loads(schema_text(schema))).validate(value)
    return value


def test_every_command_has_a_call_here() -> None:
    missing = set(ANSWERING) - set(CALLS)
    assert not missing, f"say in CALLS how to call {sorted(missing)}, so that its JSON is checked"
    assert set(CALLS) <= set(NAMES), "CALLS names commands that are gone"


@pytest.mark.parametrize("name", ANSWERING)
def test_every_command_has_its_schemas(name: str) -> None:
    missing = set(answers_of(name)) - set(schema_names())
    assert not missing, (
        f"reweave {name}: write the types of {sorted(missing)} into reweave/schemas/, and run scripts/schemas"
    )


@pytest.mark.parametrize("name", sorted(CALLS))
def test_every_command_answers_in_json(here: Path, capfd: pytest.CaptureFixture[str], name: str) -> None:
    before, args = CALLS[name]
    code, out, err = answered(capfd, before, name, args)
    assert code in (0, 1, 3), err
    valid(out, name)


@pytest.mark.parametrize(("name", "before", "args"), MORE, ids=[f"{name} {' '.join(args)}" for name, _, args in MORE])
def test_so_do_its_options(
    here: Path, capfd: pytest.CaptureFixture[str], name: str, before: Callable[[], None] | None, args: list[str]
) -> None:
    code, out, err = answered(capfd, before, name, args)
    assert code in (0, 1, 3), err
    valid(out, name)


@pytest.mark.parametrize("name", ["check", "stats", "graph", "weave", "rules"])
def test_the_same_vault_gives_the_same_answer(here: Path, capfd: pytest.CaptureFixture[str], name: str) -> None:
    one, other = (answered(capfd, *CALLS[name][:1], name, CALLS[name][1]) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("name", sorted(CALLS))
@pytest.mark.parametrize("at", [0, 2])
def test_wrong_use_of_every_command_is_json_too(capfd: pytest.CaptureFixture[str], name: str, at: int) -> None:
    args = ["--output-format", "json"]
    args.insert(at, "--nope")
    assert run([*name.split(), *args]) == 2
    out, err = capfd.readouterr()
    assert out == "" and failed(err)["code"] == "wrong-use"


def failed(err: str) -> Any:
    """Return the error that is the last line of stderr, as programs get it."""
    value = json.loads(err.splitlines()[-1])
    Draft202012Validator(json.loads(schema_text("error"))).validate(value)
    return value["error"]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_is_in_the_documents_and_in_the_skill_document(name: str) -> None:
    spoken = "reweave merge " if name == "merge branch" else f"reweave {name}"
    assert spoken in WRITTEN, f"say in docs/ what `reweave {name}` is for"
    assert f"`{name}`" in skill_document().split("## Commands")[1], f"`reweave {name}` is not in `reweave skill`"


def test_the_skill_document_is_one_that_agents_load() -> None:
    text = skill_document()
    front = yaml.safe_load(text.split("---\n")[1])
    assert len(text.encode()) <= 6_000
    assert set(front) == {"name", "description"} and front["name"] == "reweave" and len(front["description"]) < 1024
    for code, meaning in MEANINGS.items():
        assert f"| {code.value} | {meaning} |" in text
    for word in ("check", "--plan", "apply", "--diff", "--commit", "log", "undo"):
        assert word in text.split("## Never")[0]


@pytest.mark.parametrize("name", schema_names())
def test_every_schema_is_closed_and_described(name: str) -> None:
    schema = json.loads(schema_text(name))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"reweave/{name}/1"
    for place, part in objects(schema, name):
        assert part.get("additionalProperties") is not None, f"{place}: say which keys it may have"
        for key, value in part.get("properties", {}).items():
            assert described(value, schema), f"{place}.{key}: describe it"


OPEN = ("options",)
"""Objects whose keys others choose, with values of any kind."""


def objects(part: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each object schema with its place."""
    if isinstance(part, dict):
        if ("object" in part.get("type", ()) or part.get("type") == "object") and not place.endswith(OPEN):
            yield place, part
        for key, value in part.items():
            yield from objects(value, f"{place}.{key}")
    elif isinstance(part, list):
        for value in part:
            yield from objects(value, place)


def described(value: dict[str, Any], schema: dict[str, Any]) -> bool:
    """Return whether a key's schema says in words what it is."""
    if "$ref" in value and "description" not in value:
        value = schema["$defs"][value["$ref"].rpartition("/")[2]]
    return bool(value.get("description"))


@pytest.mark.parametrize("name", schema_names())
def test_every_schema_is_printed(capfd: pytest.CaptureFixture[str], name: str) -> None:
    assert run(["schema", name]) == 0
    assert capfd.readouterr().out == schema_text(name)
    assert run(["schema", f"reweave/{name}/1"]) == 0


def test_a_schema_is_found_by_its_command(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "eval links"]) == 0
    assert json.loads(capfd.readouterr().out)["$id"] == "reweave/eval-links/1"
    assert run(["schema", "code-rule", "--output-format", "json"]) == 2
    assert failed(capfd.readouterr().err)["suggestion"] == "did you mean 'code-rules'?"


def test_quiet_and_verbose_before_and_behind_the_name(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for args in (["--quiet", "diff"], ["diff", "--quiet"]):
        assert run(args) == 1
        out, err = capfd.readouterr()
        assert out.startswith("diff --git") and err == ""
    for args in (["--verbose", "code", "check"], ["code", "check", "--verbose"]):
        assert run(args) == 1
        err = capfd.readouterr().err
        assert "reweave: code check ...\n" in err and "reweave: read and check the code: " in err
    assert run(["diff"]) == 1
    err = capfd.readouterr().err
    assert "broken.md:2:8: unreadable" in err and " s\n" not in err


def test_the_format_may_stand_before_the_name(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--output-format", "json", "merge", "status"]) == 1
    valid(capfd.readouterr().out, "merge status")


@pytest.mark.parametrize(
    ("args", "code", "exit_code"),
    [
        (["chek", "--output-format=json"], "wrong-use", 2),
        (["--output-format", "json"], "wrong-use", 2),
        (["undo", "--output-format", "json"], "wrong-use", 2),
        (["run", "--by", "day", "--output-format", "json"], "wrong-use", 2),
        (["check", "--output-format", "json", "nowhere"], "no-such-path", 2),
        (["check", "--config", "bad.toml", "--output-format", "json"], "config-invalid", 2),
        (["check", "--config", "gone/bad.toml", "--output-format", "json"], None, 2),
        (["code", "nope", "--output-format", "json"], "wrong-use", 2),
        (["check", "--output-format", "sarif", "nowhere"], "no-such-path", 2),
    ],
)
def test_failures_for_programs(
    here: Path, capfd: pytest.CaptureFixture[str], args: list[str], code: str | None, exit_code: int
) -> None:
    (here / "bad.toml").write_text("extension = []\n")
    assert run(args) == exit_code
    out, err = capfd.readouterr()
    assert out == "" and len(err.splitlines()) == 1
    assert code in (None, failed(err)["code"])


@pytest.mark.parametrize("args", [["chek"], ["check", "--nope"], ["undo"], ["check", "nowhere"], ["code", "--nope"]])
def test_failures_for_people_are_one_line(here: Path, capfd: pytest.CaptureFixture[str], args: list[str]) -> None:
    assert run(args) == 2
    out, err = capfd.readouterr()
    assert out == "" and err.startswith("reweave: ") and len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("raised", "code", "exit_code"),
    [
        (KeyboardInterrupt(), "interrupted", 130),
        (PermissionError(13, "Permission denied", "claims"), "system-error", 2),
        (ValueError("a\nb"), "internal-error", 70),
        (RecursionError(), "internal-error", 70),
        (MemoryError(), "out-of-memory", 70),
    ],
)
def test_whatever_is_raised_is_one_line(
    here: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    raised: BaseException,
    code: str,
    exit_code: int,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr("reweave.run.vault.read_vault", fail)
    monkeypatch.setattr("reweave.cli.program._give_up_output", lambda: None)
    assert run(["graph", "--output-format", "json"]) == exit_code
    out, err = capfd.readouterr()
    assert out == "" and failed(err)["code"] == code and len(err.splitlines()) == 1
    assert run(["graph"]) == exit_code
    out, err = capfd.readouterr()
    assert out == "" and err.startswith("reweave: ") and len(err.splitlines()) == 1 and "Traceback" not in err


def test_no_colour_where_none_is_wanted(here: Path) -> None:
    """At a terminal, `NO_COLOR` leaves out every colour that is there without it."""
    import pty

    def shown(**more: str) -> bytes:
        main, side = pty.openpty()
        env = {**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "xterm", **more}
        process = subprocess.Popen([sys.executable, "-m", "reweave", "diff"], env=env, stdout=side, stderr=side)
        os.close(side)
        seen = b""
        while True:
            try:
                piece = os.read(main, 65536)
            except OSError:
                break
            if not piece:
                break
            seen += piece
        os.close(main)
        process.wait()
        return seen

    assert b"\x1b[3" in shown(NO_COLOR="") and b"\x1b[3" not in shown(NO_COLOR="1")

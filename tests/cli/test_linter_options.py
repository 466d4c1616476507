"""What users of linters expect of `check`, `fix` and `diff`: chosen rules, statistics, formats, exit codes."""

import json
import os
import pty
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reweave.cli.program import run
from tests.cli.conftest import Vault

BOTH = b'---\na:\n  - "x"\n---\n'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    vault = tmp_path / "vault"
    (vault / "inbox").mkdir(parents=True)
    (vault / "a.md").write_bytes(BOTH)
    (vault / "inbox" / "b.md").write_bytes(BOTH)
    monkeypatch.chdir(vault)
    return vault


def rules(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, set[str]]:
    """Return the paths with findings of each rule."""
    run(["check", "--output-format", "json", *options])
    found: dict[str, set[str]] = {}
    for finding in json.loads(capsys.readouterr().out)["findings"]:
        found.setdefault(finding["rule"], set()).add(finding["path"])
    return found


def test_rules_are_chosen(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    every = {"a.md", "inbox/b.md"}
    assert rules(capsys) == {"quotes": every, "list-indent": every}
    assert rules(capsys, "--select", "quotes") == {"quotes": every}
    assert rules(capsys, "--select", "quotes, list-indent", "--ignore", "quotes") == {"list-indent": every}
    assert rules(capsys, "--ignore", "quotes", "--ignore", "list-indent") == {}
    assert rules(capsys) == {"quotes": every, "list-indent": every}


def test_the_command_line_overrules_the_configuration(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "reweave.toml").write_text(
        'ignore = ["quotes"]\n[[overrides]]\npaths = ["inbox/"]\nignore = ["list-indent"]\n'
        '[[overrides]]\npaths = ["a.md"]\nextend-select = ["quotes"]\n'
    )
    every = {"a.md", "inbox/b.md"}
    assert rules(capsys) == {"list-indent": {"a.md"}, "quotes": {"a.md"}}
    assert rules(capsys, "--select", "quotes") == {"quotes": every}
    assert rules(capsys, "--extend-select", "quotes") == {"list-indent": {"a.md"}, "quotes": every}
    assert rules(capsys, "--select", "list-indent") == {"list-indent": {"a.md"}}, "a path that is left out stays so"
    assert rules(capsys, "--ignore", "quotes") == {"list-indent": {"a.md"}}


def test_fix_writes_for_the_chosen_rules_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "--select", "quotes", "--exit-zero"]) == 0
    assert run(["diff", "--select", "quotes"]) == 1
    assert run(["fix", "--select", "quotes"]) == 0
    assert (root / "a.md").read_bytes() == b"---\na:\n  - x\n---\n"
    assert run(["fix"]) == 0
    assert (root / "a.md").read_bytes() == b"---\na:\n- x\n---\n"


@pytest.mark.parametrize("command", [["check"], ["fix"], ["diff"], ["code", "check"], ["code", "fix"]])
def test_an_unknown_rule_is_named(root: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    unknown = "RW10" if command[0] == "code" else "quots"
    assert run([*command, "--ignore", unknown]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"reweave: --ignore: unknown rule '{unknown}'; did you mean '")


def test_statistics(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "a.md").write_bytes(b'---\na:\n  - "x"\n  - "z"\n---\n')
    assert run(["check", "--statistics"]) == 1
    assert capsys.readouterr().out == (
        "3  quotes       safe\n2  list-indent  safe\n2 notes read: 2 with findings\n"
        "5 findings: 5 fixable with `reweave fix`\n"
    )
    assert run(["check", "--statistics", "--exit-zero"]) == 0
    assert run(["check", "--statistics", "--output-format", "sarif"]) == 2


def test_grouped_and_concise(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--output-format", "grouped", "--select", "quotes"])
    assert capsys.readouterr().out.splitlines()[:5] == [
        "a.md:",
        "  3:5 quotes unnecessary double quotes",
        "",
        "inbox/b.md:",
        "  3:5 quotes unnecessary double quotes",
    ]
    run(["check", "--output-format", "concise", "--select", "quotes"])
    assert capsys.readouterr().out.splitlines()[0] == "a.md:3:5: quotes unnecessary double quotes"


def test_junit_and_gitlab(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--output-format", "junit"]) == 1
    suites = ElementTree.fromstring(capsys.readouterr().out.partition("\n")[2])
    assert suites.get("failures") == str(len(suites.findall("./testsuite/testcase/failure"))) == "4"
    assert run(["check", "--output-format", "gitlab"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert len({one["fingerprint"] for one in report}) == 4
    assert report[-1]["location"] == {"path": "inbox/b.md", "lines": {"begin": 3}}


def test_a_terminal_shows_the_line_and_the_place(vault: Vault) -> None:
    import subprocess

    main, other = pty.openpty()
    process = subprocess.Popen(
        [vault.python, "-m", "reweave", "check", "claims/one.md", "--select", "quotes"],
        cwd=vault.root,
        env={**vault.environment(), "COLUMNS": "80", "NO_COLOR": "1"},
        stdout=other,
        stderr=subprocess.DEVNULL,
    )
    process.wait()
    os.close(other)
    shown = os.read(main, 65536).decode().replace("\r\n", "\n")
    os.close(main)
    assert '    4 |   - "solar is cheap"\n      |     ^\n' in shown

"""What was undone or declined stays so, is listed, and can be lifted."""

import json
from pathlib import Path

import pytest

from reweave.cli.program import run
from tests.cli.conftest import AFTER, NOTES, Vault
from tests.git.conftest import commit, git, text

BRANCH = "reweave/normalize"
FILE = ".reweave/answers.jsonl"


def last_run(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run(["log", "--output-format", "json"]) == 0
    name: str = json.loads(capsys.readouterr().out)["runs"][0]["run"]
    return name


@pytest.fixture
def inside(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> Vault:
    monkeypatch.chdir(vault.root)
    return vault


def test_a_note_has_no_edge_to_itself_to_decline(inside: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["decline", "claims/one.md", "claims/one.md"]) == 2
    assert "claims/one.md: a note has no edge to itself" in capsys.readouterr().err
    assert not (inside.root / FILE).exists()


def test_what_was_undone_does_not_come_back(inside: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["run"]) == 0
    name = last_run(capsys)
    assert run(["undo", name]) == 0
    assert "remembered: no run does this to these notes again" in capsys.readouterr().out
    before = text(inside.root, "rev-parse", BRANCH)
    assert set(inside.committed(BRANCH)) == {*NOTES, FILE}
    for _ in range(2):
        assert run(["run"]) == 0
        assert "nothing to do" in capsys.readouterr().out and text(inside.root, "rev-parse", BRANCH) == before
    # Also after the branch was merged and a note was edited.
    git(inside.root, "merge", "-q", "--ff-only", BRANCH)
    commit(inside.root, {"claims/one.md": NOTES["claims/one.md"].replace(b"claim", b"note")})
    assert run(["run"]) == 0 and "nothing to do" in capsys.readouterr().out
    assert run(["check"]) == 1


def test_other_notes_and_other_rules_go_on(inside: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["run", "--by", "rule"]) == 0
    name = last_run(capsys)
    assert run(["undo", f"{name}/2"]) == 0
    git(inside.root, "merge", "-q", "--ff-only", BRANCH)
    commit(inside.root, {"claims/new.md": NOTES["claims/one.md"]})
    assert run(["run"]) == 0
    after = inside.committed(BRANCH)
    assert after["claims/new.md"] == AFTER["claims/one.md"]
    assert after["claims/one.md"] == AFTER["claims/one.md"].replace(b"- solar is cheap", b'- "solar is cheap"')


def test_answers_are_listed_and_lifted_on_a_branch(inside: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["run"]) == 0
    name = last_run(capsys)
    assert run(["undo", name]) == 0
    capsys.readouterr()
    assert run(["answers"]) == 0 and capsys.readouterr().out == "nothing declined or undone\n"
    assert run(["answers", "--branch", BRANCH]) == 0
    line = capsys.readouterr().out
    assert line.split()[1:3] == ["undone-batch", f"{name}/1:"] and "list-indent, quotes in " in line
    assert run(["answers", "--branch", BRANCH, "--lift", "nothing"]) == 2
    assert "answer 'nothing' not found" in capsys.readouterr().err
    assert run(["answers", "--branch", BRANCH, "--lift", line.split()[0]]) == 0
    assert "(lifted)" in capsys.readouterr().out
    assert run(["run"]) == 0
    assert {path: inside.committed(BRANCH)[path] for path in AFTER} == AFTER


def test_a_declined_edge_is_lifted_in_the_working_tree(inside: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["decline", "claims/one.md", "claims/right.md"]) == 0
    assert run(["decline", "claims/right.md", "claims/one.md"]) == 0
    capsys.readouterr()
    assert run(["answers", "--output-format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["answers"]
    assert [one["kind"] for one in listed] == ["declined-edge"] * 2
    assert run(["answers", "--lift", listed[0]["id"]]) == 0
    capsys.readouterr()
    assert run(["answers", "--output-format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["answers"] == listed[1:]
    assert len(Path(FILE).read_bytes().splitlines()) == 1


def test_a_damaged_file_stops_a_run(inside: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    for line in (
        b"=======",
        b'{"kind": "x"}',
        b'{"kind": ["undone-batch"]}',
        b'{"kind": "undone-batch", "paths": [1]}',
        b"[]",
    ):
        commit(inside.root, {FILE: line + b"\n"})
        assert run(["run"]) == 2
        assert f"{FILE}:1: not a remembered answer" in capsys.readouterr().err

"""Nights raise an alarm for what is new, and only then."""

import json
from pathlib import Path

import pytest

from reweave.cli.program import run
from tests.git.conftest import commit, git

BROKEN = b"---\na: [x\n---\n"
LOST = b"---\ncreated: 2026-02-00\n---\n"
ANSWERS = ".reweave/answers.jsonl"
BRANCH = "reweave/normalize"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    vault = tmp_path / "vault"
    vault.mkdir()
    git(vault, "init", "-q")
    git(vault, "config", "core.autocrlf", "false")
    commit(vault, {"broken.md": BROKEN, "lost.md": LOST, "good.md": b"---\na: b\n---\n"})
    monkeypatch.chdir(vault)
    return vault


def accept(root: Path) -> None:
    """Take the baseline, and commit it."""
    assert run(["baseline"]) == 0
    commit(root, {ANSWERS: (root / ANSWERS).read_bytes()})


def night(capsys: pytest.CaptureFixture[str]) -> tuple[int, set[str], int]:
    """Return the exit code of a run, the paths of new findings, and the number of known ones."""
    capsys.readouterr()
    code = run(["run", "--output-format", "json"])
    left = json.loads(capsys.readouterr().out)["left"]
    return code, {one["path"] for one in left if not one["known"]}, sum(one["known"] for one in left)


def test_fourteen_nights(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert night(capsys) == (3, {"broken.md", "lost.md"}, 0)
    accept(root)
    for _ in range(3):
        assert night(capsys) == (0, set(), 2)
    commit(root, {"new.md": b"---\nb: {x\n---\n"})
    assert night(capsys) == night(capsys) == (3, {"new.md"}, 2)
    commit(root, {"new.md": b"---\ncreated: 2026-13-01\n---\n"})
    assert night(capsys) == (0, {"new.md"}, 2), "readable: new, and no alarm"
    accept(root)
    assert night(capsys) == (0, set(), 3)
    commit(root, {"broken.md": b"---\n# two\n# lines above\n" + BROKEN[4:]})
    assert night(capsys) == (0, set(), 3), "the line moved"
    git(root, "mv", "broken.md", "renamed.md")
    git(root, "commit", "-qm", "Rename")
    assert night(capsys) == night(capsys) == (0, set(), 3), "a renamed note keeps what is known about it"
    git(root, "merge", "-q", BRANCH)
    assert b"broken.md" not in (root / ANSWERS).read_bytes(), "its entry followed it, in a commit to review"
    commit(root, {"renamed.md": b"---\na: [y\n---\n"})
    assert night(capsys) == (3, {"renamed.md"}, 2), "broken anew"
    commit(root, {"renamed.md": b"---\na: [y]\n---\n"})
    assert night(capsys) == (0, set(), 2)
    git(root, "merge", "-q", BRANCH)
    assert len((root / ANSWERS).read_bytes().splitlines()) == 2, "what was fixed is forgotten by itself"
    before = git(root, "rev-parse", BRANCH)
    assert night(capsys) == (0, set(), 2) and git(root, "rev-parse", BRANCH) == before
    commit(root, {"renamed.md": b"---\na: [x\n---\n"})
    assert night(capsys) == (3, {"renamed.md"}, 2), "what was fixed and is broken again is new"


def test_a_second_equal_finding_is_new(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = b'select = ["dangling-edge"]\n'
    commit(root, {"reweave.toml": settings, "lost.md": b"---\nsupports:\n- gone\n---\n", "broken.md": LOST})
    accept(root)
    assert night(capsys) == (0, set(), 1)
    commit(root, {"lost.md": b"---\nsupports:\n- gone\nrelated:\n- gone\n---\n"})
    assert night(capsys) == (0, {"lost.md"}, 1)


def test_style_does_not_make_it_new(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(root, {"reweave.toml": b'extend-select = ["dangling-edge"]\n', "l.md": b'---\nsupports:\n  - "gone"\n---\n'})
    accept(root)
    assert night(capsys)[1] == set()
    commit(root, {"l.md": b"---\nsupports:\n- gone\n---\n"})
    assert night(capsys) == (0, set(), 3)


def test_quiet_is_quiet(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accept(root)
    capsys.readouterr()
    assert run(["run", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert run(["run"]) == 0
    shown = capsys.readouterr().out
    assert "new: 0, known: 2\n" in shown
    assert "broken.md" not in shown
    commit(root, {"new.md": BROKEN})
    assert run(["run", "--quiet"]) == 3
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == ["new.md"]


def test_the_report_lists_what_is_new(root: Path, tmp_path: Path) -> None:
    accept(root)
    commit(root, {"new.md": BROKEN})
    assert run(["run", "--report", str(tmp_path / "night.md")]) == 3
    text = (tmp_path / "night.md").read_text()
    assert "- findings that are left: new: 1, known: 2" in text
    assert "`new.md:" in text
    assert "`broken.md:" not in text


def test_known_findings_are_listed_and_lifted(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accept(root)
    capsys.readouterr()
    assert run(["answers"]) == 0
    lines = capsys.readouterr().out.splitlines()
    by_name = {line.split("  ", 1)[1]: line.split()[0] for line in lines}
    unreadable = by_name.pop("known-finding  unreadable in broken.md")
    assert set(by_name) == {"known-finding  impossible-date in lost.md"}
    assert run(["answers", "--lift", unreadable]) == 0
    commit(root, {ANSWERS: (root / ANSWERS).read_bytes()})
    assert night(capsys) == (3, {"broken.md"}, 1)


def test_the_baseline_keeps_other_answers_and_says_what_changed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = b'{"kind": "undone-batch", "batch": "r/1", "rules": ["quotes"], "paths": ["x.md"]}\n'
    (root / ".reweave").mkdir()
    (root / ANSWERS).write_bytes(other)
    assert run(["baseline"]) == 0
    assert capsys.readouterr().out == f"2 findings in 2 notes known (2 new, 0 gone), in {ANSWERS}\n"
    once = (root / ANSWERS).read_bytes()
    assert once.startswith(other)
    assert run(["baseline"]) == 0
    assert (root / ANSWERS).read_bytes() == once

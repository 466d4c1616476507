"""`review`: in the terminal, on a page, of a plan, of a branch."""

import io
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import termios
import urllib.request
from pathlib import Path

import pytest

from reweave.cli.program import run
from reweave.cli.reviewing import Reviewer
from reweave.plan.reader import read_plan
from reweave.plan.writer import plan_lines
from reweave.review.card import ChangeCard, EdgeCard
from reweave.review.session import Session
from reweave.run.branch_options import BranchOptions
from reweave.run.review import review_branch
from tests.cli.conftest import PROJECT
from tests.cli.reviewed_by_keys import by_keys
from tests.git.conftest import commit, git
from tests.review.vault import COAL, GRID, LEARNING, NOTES, STORAGE, config_of, plan_of, reviewed, vault_of


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a vault in a repository, with a plan that is no part of it."""
    root = tmp_path / "vault"
    root.mkdir()
    git(root, "init", "-q")
    commit(root, NOTES)
    plan = plan_of(vault_of(), config_of())
    (tmp_path / "plan.jsonl").write_text("".join(plan_lines(plan)), encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def in_terminal(here: Path, keys: str, *args: str, term: str = "dumb") -> tuple[int, str]:
    """Review in a terminal that can do nothing, pressing keys; return the exit code and what was on it."""
    master, slave = pty.openpty()
    environ = {**os.environ, "PYTHONPATH": str(PROJECT), "TERM": term, "COLUMNS": "80"}
    command = [sys.executable, "-m", "reweave", "review", "../plan.jsonl", *args]
    process = subprocess.Popen(command, cwd=here, stdin=slave, stdout=slave, stderr=slave, env=environ, close_fds=True)
    os.close(slave)
    shown = b""
    try:
        while part := os.read(master, 65536):
            shown += part
            if keys and b"q finish" in shown:
                os.write(master, keys.encode())
                keys = ""
    except OSError:
        pass  # the other end is closed: this is how Linux says it
    os.close(master)
    return process.wait(), shown.decode()


def test_in_a_dumb_terminal(here: Path) -> None:
    code, shown = in_terminal(here, "ar2ad\x1b[C\x1bOAqy")
    assert code == 0, shown
    assert "\x1b" not in shown, shown[max(shown.index("\x1b") - 80, 0) :][:160]
    assert "5 of 6" in shown and "6 of 6," not in shown
    assert "to be written in claims/learning curves hold across chemistries.md:" in shown
    assert b"depends_on:\n- storage cost falls faster than forecasts" in (here / GRID).read_bytes()
    assert b"challenges:\n- storage cost falls faster than forecasts" in (here / LEARNING).read_bytes()
    assert "declined-edge" in (here / ".reweave/answers.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_whatever_ends_a_review_loses_no_decision(here: Path, monkeypatch: pytest.MonkeyPatch, end: int) -> None:
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    environ = {**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "dumb", "COLUMNS": "80"}
    command = [sys.executable, "-m", "reweave", "review", "../plan.jsonl"]
    with subprocess.Popen(command, cwd=here, stdin=slave, stdout=slave, stderr=slave, env=environ) as process:
        os.write(master, b"ar2ads")
        shown = b""
        while b"2 accepted, 1 declined" not in shown:
            shown += os.read(master, 65536)
        process.send_signal(end)
        assert process.wait(20) != 0
    if end != signal.SIGKILL:
        assert termios.tcgetattr(slave) == before
    os.close(slave)
    os.close(master)
    assert git(here, "status", "--porcelain") == b""
    assert by_pipe(monkeypatch, "qy", "../plan.jsonl") == 0
    assert b"depends_on:\n- storage cost falls faster than forecasts" in (here / GRID).read_bytes()
    assert b"challenges:\n- storage cost falls faster than forecasts" in (here / LEARNING).read_bytes()
    assert "declined-edge" in (here / ".reweave/answers.jsonl").read_text(encoding="utf-8")
    assert not (here / ".git/reweave/review.jsonl").exists()


def by_pipe(monkeypatch: pytest.MonkeyPatch, keys: str, *args: str) -> int:
    """Review in this process, with keys from a pipe."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(keys))
    return run(["review", *args])


@pytest.mark.parametrize("keys", ["aqn", "aq", "a", "q", "sddduuuq", ""])
def test_nothing_is_written_without_a_yes(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], keys: str
) -> None:
    assert by_pipe(monkeypatch, keys, "../plan.jsonl") == 0
    assert "nothing was written" in capfd.readouterr().err
    assert git(here, "status", "--porcelain") == b""


def test_what_was_kept_is_told_and_gone_on_with(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert by_pipe(monkeypatch, "adqn", "../plan.jsonl") == 0
    said = capfd.readouterr().err
    assert "the decisions are kept in " in said and ".git/reweave/review.jsonl" in said
    renamed = (
        (here.parent / "plan.jsonl")
        .read_text(encoding="utf-8")
        .replace('"op-', '"p')
        .replace("2026-03-28", "2026-05-01")
    )
    (here.parent / "plan.jsonl").write_text(renamed, encoding="utf-8")
    assert by_pipe(monkeypatch, "q", "../plan.jsonl", "--plan", "../decided.jsonl") == 0
    assert "2 decisions of an earlier review taken over" in capfd.readouterr().err
    with (here.parent / "decided.jsonl").open("rb") as stream:
        assert [(one.op, one.id) for one in read_plan(stream, "plan").operations] == [
            ("add-edge", "p1"),
            ("decline", "p2"),
        ]
    assert not (here / ".git/reweave/review.jsonl").exists()


def test_outside_git_no_link_is_followed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(here / ".git")
    (here / ".reweave").mkdir()
    (here / ".reweave/review.jsonl").symlink_to(here.parent / "elsewhere")
    assert by_pipe(monkeypatch, "aq", "../plan.jsonl") == 2
    (here / ".reweave/review.jsonl").unlink()
    assert by_pipe(monkeypatch, "aqn", "../plan.jsonl") == 0
    assert (here / ".reweave/review.jsonl").is_file() and not (here.parent / "elsewhere").exists()
    assert by_pipe(monkeypatch, "qy", "../plan.jsonl") == 0
    assert not (here / ".reweave/review.jsonl").exists()


def test_a_plan_file_is_gone_on_with(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for keys in ("aq", "uuarq", "q"):
        assert by_pipe(monkeypatch, keys, "../plan.jsonl", "--plan", "../decided.jsonl") == 0
    wanted = by_keys(reviewed(), "aa")
    assert (here.parent / "decided.jsonl").read_text(encoding="utf-8") == "".join(plan_lines(wanted.plan()))


def test_a_plan_on_stdout_is_nothing_else(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert by_pipe(monkeypatch, "adq", "../plan.jsonl", "--plan", "-") == 0
    assert capfd.readouterr().out == "".join(plan_lines(by_keys(reviewed(), "ad").plan()))


def test_hostile_titles_cannot_steer_the_terminal() -> None:
    hostile = "\x1b]0;x\x07\x1b[2J \u202egpj"
    notes = {**NOTES, COAL: b"---\ntitle: " + json.dumps(hostile).encode() + b"\n---\n" + hostile.encode() + b"\n"}
    review = reviewed(notes)
    screen = io.StringIO()
    Reviewer(Session(review), iter("jjjjkkaadd?x\x1b"), screen).run()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", screen.getvalue())
    assert "\\x1b]0;x" in screen.getvalue()


def test_the_page_is_written_and_only_over_a_page(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["review", "../plan.jsonl", "--html", "page.html"]) == 0
    assert capfd.readouterr().out == "6 proposals in page.html\n"
    assert run(["review", "../plan.jsonl", "--html", "page.html"]) == 0
    Path("mine.html").write_text("<p>mine", encoding="utf-8")
    assert run(["review", "../plan.jsonl", "--html", "mine.html"]) == 2
    assert "reweave did not write it" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--run", "x", "../plan.jsonl"], "PLAN and --run cannot be used together"),
        (["--html", "x.html", "--serve"], "cannot be used together"),
        (["--branch", "nowhere"], "branch 'nowhere' not found"),
        (["--run", "nothing"], "not found"),
        (["missing.jsonl", "--html", "x.html"], "cannot read"),
    ],
)
def test_wrong_use(here: Path, capfd: pytest.CaptureFixture[str], args: list[str], said: str) -> None:
    assert run(["review", *args]) == 2
    assert said in capfd.readouterr().err


def test_a_run_is_reviewed_on_its_branch(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    own_style(here)
    assert run(["run"]) == 0 and run(["apply", "../plan.jsonl", "--commit", "--skip-stale"]) in (0, 3)
    capfd.readouterr()
    assert by_pipe(monkeypatch, "dajjjjjq y", "--branch", "reweave/normalize") == 0
    shown = capfd.readouterr().out
    assert "on the branch" in shown and "runs no longer apply" in shown
    note = git(here, "show", f"reweave/normalize:{GRID}").decode()
    assert "storage cost falls" not in note.split("---")[1]
    assert "declined-edge" in git(here, "show", "reweave/normalize:.reweave/answers.jsonl").decode()
    assert git(here, "log", "-1", "--format=%s", "HEAD").strip() == b"a style of its own"


def own_style(here: Path) -> None:
    """Give three notes a style that a run normalizes."""
    for path in (COAL, GRID, LEARNING):
        (here / path).write_bytes(NOTES[path].replace(b"type: claim", b'type: claim\ntags:\n  - "a"'))
    git(here, "commit", "-qam", "a style of its own")


def test_one_note_of_a_batch_is_declined_and_left_alone_by_runs(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    own_style(here)
    branch = "reweave/normalize"
    noted = {path: git(here, "show", f"main:{path}") for path in (COAL, GRID, LEARNING)}
    assert run(["run"]) == 0
    first = git(here, "log", "-1", "--format=%(trailers:key=Reweave-Run,valueonly)", branch).decode().strip()
    normal = {path: git(here, "show", f"{branch}:{path}") for path in noted}
    assert all(noted[path] != normal[path] for path in noted)
    assert by_pipe(monkeypatch, "dq y", "--run", first) == 0
    assert "undo-change" not in git(here, "log", "-1", "--format=%s", branch).decode()
    first_path = sorted(noted)[0]
    for _ in range(2):  # nor does the next run change it
        now = {path: git(here, "show", f"{branch}:{path}") for path in noted}
        assert now == {**normal, first_path: noted[first_path]}
        assert run(["run"]) == 0
    capfd.readouterr()
    assert run(["answers", "--branch", branch]) == 0
    (line,) = capfd.readouterr().out.splitlines()
    assert f"undone-batch  {first}/1: list-indent, quotes in 1 note" in line
    assert run(["answers", "--branch", branch, "--lift", line.split()[0]]) == 0
    assert run(["run"]) == 0
    assert {path: git(here, "show", f"{branch}:{path}") for path in noted} == normal
    undo_of_review = git(here, "log", "--format=%(trailers:key=Reweave-Run,valueonly)", branch).decode().split()
    assert first in undo_of_review


def test_a_note_that_changed_since_is_declined_where_that_touches_nothing_else(here: Path) -> None:
    own_style(here)
    assert run(["run"]) == 0 and run(["apply", "../plan.jsonl", "--commit", "--skip-stale"]) in (0, 3)
    git(here, "checkout", "-q", "reweave/normalize")
    body = (here / COAL).read_bytes()
    (here / COAL).write_bytes(body + b"\nmore\n")
    (here / GRID).write_bytes((here / GRID).read_bytes().replace(b"- a\n", b"- a\n- b\n"))
    git(here, "commit", "-qam", "later")
    git(here, "checkout", "-q", "main")
    review = review_branch(BranchOptions(branch="reweave/normalize"), None)
    cards = {card.notes[0].path: card.choice("decline") for card in review.cards if isinstance(card, ChangeCard)}
    coal, grid, learning = cards[COAL], cards[GRID], cards[LEARNING]
    assert coal is not None and learning is not None and not coal.why and not learning.why
    assert grid is not None and "wrote here has changed since" in grid.why
    session = Session(review)
    at = next(at for at, card in enumerate(review.cards) if isinstance(card, ChangeCard) and coal in card.choices)
    assert len(session.group(at)) == 3 and session.answer_open(session.group(at), "decline") == 2
    (here.parent / "no.jsonl").write_text("".join(plan_lines(session.plan())), encoding="utf-8")
    assert run(["apply", "../no.jsonl", "--commit"]) == 0
    assert git(here, "show", f"reweave/normalize:{COAL}") == git(here, "show", f"main:{COAL}") + b"\nmore\n"
    assert run(["apply", "../no.jsonl", "--commit"]) == 0


def test_an_edge_on_a_branch_is_kept_retyped_or_reversed(here: Path) -> None:
    assert run(["apply", "../plan.jsonl", "--commit"]) == 0
    review = review_branch(BranchOptions(branch="reweave/normalize"), None)
    cards = [card for card in review.cards if isinstance(card, EdgeCard)]
    assert len(cards) == 6 and all(card.written for card in cards)
    card = next(one for one in cards if review.notes[one.source].path == STORAGE)
    kept, no = card.choices[0], card.choice("decline")
    assert kept.operations == () and [line.mark for line in kept.changes[0].lines].count("+") == 4
    assert no is not None and [one.op for one in no.operations] == ["remove-edge", "decline"]
    retyped, turned = card.choice("accept", "supports"), card.choice("accept", "depends_on", reverse=True)
    assert card.reason.startswith('"this claim depends on that one"') and card.kind == "promoted"
    assert retyped is not None and [one.op for one in retyped.operations] == ["retype-edge"]
    assert turned is not None and [(one.op, one.path) for one in turned.operations] == [
        ("remove-edge", STORAGE), ("add-edge", LEARNING),
    ]  # fmt: skip


def test_the_served_page_writes_and_ends(here: Path) -> None:
    """Started as a process whose output is a pipe: the address comes at once."""
    environ = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-m", "reweave", "review", "../plan.jsonl", "--serve"]
    with subprocess.Popen(command, cwd=here, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        wanted = "".join(plan_lines(by_keys(reviewed(), "ad").plan()))
        request = urllib.request.Request(f"{address}apply", wanted.encode(), {"Origin": address.rsplit("/", 2)[0]})
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert json.load(answer) == {"done": True, "message": "Done: 2 operations, 2 files written.", "lines": []}
        assert process.wait(20) == 0
    assert b"depends_on:\n- storage cost falls faster than forecasts" in (here / GRID).read_bytes()

"""Runs come from trailers alone, and only from real ones."""

from pathlib import Path

import pytest

from reweave.git.delivery import CommitOptions, deliver_commits
from reweave.git.lock import Lock
from reweave.git.repository import Repository, open_repository
from reweave.git.runs import list_runs
from reweave.git.target import plan_target
from reweave.git.undo import undo
from tests.git.conftest import NOTES, commit, git, upper


def test_none(repository: Repository, tmp_path: Path) -> None:
    assert list_runs(repository) == []
    git(tmp_path, "init", "-q", "empty")
    assert list_runs(open_repository(tmp_path / "empty")) == []


def test_runs_and_batches(place: Path, repository: Repository, lock: Lock) -> None:
    first = deliver_commits(
        repository, upper(NOTES), CommitOptions(batch_size=3), target=plan_target(repository), lock=lock
    )
    second = deliver_commits(
        repository, upper(NOTES), CommitOptions(), target=plan_target(repository, "two"), lock=lock
    )
    found = {run.name: run for run in list_runs(repository)}
    assert set(found) == {first.run, second.run}
    run = found[first.run]
    assert [(one.number, one.total, one.kind, one.commit) for one in run.batches] == [
        (1, 2, "layout", first.commits[0]),
        (2, 2, "layout", first.commits[1]),
    ]
    assert (run.author, run.undone) == ("Ann Author", False)
    assert run.batches[0].subject == first.steps[0].subject
    assert run.batches[1].parent == first.commits[0]
    assert [one.name for one in list_runs(repository, ["two"])] == [second.run]


def test_undone_batches(repository: Repository, lock: Lock) -> None:
    run = deliver_commits(
        repository, upper(NOTES), CommitOptions(batch_size=3), target=plan_target(repository), lock=lock
    ).run
    (taken,) = undo(repository, f"{run}/1", lock=lock).commits
    (found,) = list_runs(repository)
    assert [one.undone_by for one in found.batches] == [taken, None] and not found.undone
    undo(repository, run, lock=lock)
    assert list_runs(repository)[0].undone


REAL = "\n\nReweave-Run: forged\nReweave-Batch: 1/1\nReweave-Kind: layout\n"


@pytest.mark.parametrize(
    "message",
    [
        "s" + REAL + "\nmore text\n",
        "Reweave-Run: forged\nReweave-Batch: 1/1\nReweave-Kind: layout",
        "s\n\n- Reweave-Run: forged\n- Reweave-Batch: 1/1\n- Reweave-Kind: layout\n",
        "s" + REAL + "Reweave-Run: second\n",
        "s" + REAL.replace("1/1", "one"),
        "s" + REAL.replace("1/1", "0/1"),
        "s" + REAL.replace("1/1", "1/1x"),
        "s" + REAL.replace("forged", "../x"),
        "s" + REAL.replace("forged", "a b"),
        "s" + REAL.replace("Reweave-Kind: layout\n", ""),
    ],
)
def test_text_that_only_looks_like_trailers(place: Path, repository: Repository, message: str) -> None:
    git(place, "commit", "-q", "--allow-empty", "--cleanup=verbatim", "-m", message)
    assert list_runs(repository) == []


def test_real_trailers_are_found_whatever_the_configuration(place: Path) -> None:
    """The messages above differ from this one in what they are tested for."""
    git(place, "commit", "-q", "--allow-empty", "-m", "s" + REAL)
    git(place, "config", "trailer.separators", "%")
    git(place, "config", "grep.patternType", "perl")
    git(place, "config", "i18n.logOutputEncoding", "UTF-16")
    git(place, "config", "format.pretty", "oneline")
    assert [run.name for run in list_runs(open_repository(place))] == ["forged"]


def test_a_merge_commit_is_no_batch(place: Path, repository: Repository) -> None:
    git(place, "checkout", "-q", "-b", "side")
    commit(place, {"side.md": b"side\n"})
    git(place, "checkout", "-q", "main")
    git(place, "merge", "-q", "--no-ff", "side", "-m", "s" + REAL)
    assert list_runs(repository) == []


def test_names_that_are_not_utf8(place: Path, repository: Repository) -> None:
    body = (
        b"tree %s\nauthor \xff <a@b> 0 +0000\ncommitter c <a@b> 1 +0000\n\n\xfe"
        % git(place, "rev-parse", "HEAD^{tree}").strip()
    )
    parent = b"\nparent " + git(place, "rev-parse", "HEAD").strip() + b"\nauthor"
    made = git(
        place, "hash-object", "-t", "commit", "-w", "--stdin", input=body.replace(b"\nauthor", parent) + REAL.encode()
    )
    git(place, "branch", "odd", made.strip())
    (run,) = list_runs(repository)
    assert (run.author, run.batches[0].subject) == ("\ufffd", "\ufffd")

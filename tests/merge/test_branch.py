"""`reweave merge BRANCH`: a branch onto a moved base, in the object store alone; and `reweave run` doing it first."""

import json
from pathlib import Path

import pytest

from tests.git.conftest import commit, git, text
from tests.merge.conftest import BASE, BOTH, LEFT, ODD, RIGHT, Parted, attempt, front, reweave


def show(place: Path, revision: str, name: str) -> bytes:
    return git(place, "cat-file", "blob", f"{revision}:{name}")


@pytest.fixture
def apart(parted: Parted) -> Path:
    return parted(
        {**dict.fromkeys(ODD, (BASE, LEFT, RIGHT)), "left.md": (BASE, LEFT, BASE), "right.md": (BASE, BASE, RIGHT)}
    )


def test_both_sides_are_in_the_merge_and_the_checkout_is_not_touched(apart: Path) -> None:
    (apart / "plain.md").write_bytes(b"dirty\n")
    status = git(apart, "status", "--porcelain")
    main, side = text(apart, "rev-parse", "main"), text(apart, "rev-parse", "side")
    done = reweave(apart, "merge", "side")
    assert done.returncode == 0, done.stderr
    assert f"{len(ODD)} notes changed on both sides merged semantically".encode() in done.stdout
    assert {name: show(apart, "side", name) for name in ODD} == dict.fromkeys(ODD, BOTH)
    assert (show(apart, "side", "left.md"), show(apart, "side", "right.md")) == (LEFT, RIGHT)
    assert text(apart, "rev-parse", "side^1", "side^2").split() == [main, side]
    assert text(apart, "rev-parse", "main") == main
    assert git(apart, "status", "--porcelain") == status
    assert attempt(apart, "fsck", "--strict") == 0
    git(apart, "checkout", "-q", "-f", "main")
    assert attempt(apart, "merge", "-q", "--ff-only", "side") == 0
    assert reweave(apart, "merge", "side").stdout.endswith(b"nothing to merge\n")


def test_branches_without_a_common_commit_are_refused(apart: Path) -> None:
    git(apart, "checkout", "-q", "--orphan", "new")
    git(apart, "commit", "-q", "-m", "new")
    done = reweave(apart, "merge", "side")
    assert done.returncode == 3
    assert b"no commit in common" in done.stderr
    assert b"--branch" in done.stderr


def test_with_the_driver_installed_too(apart: Path) -> None:
    assert reweave(apart, "merge", "install").returncode == 0
    assert reweave(apart, "merge", "branch", "side").returncode == 0
    assert {name: show(apart, "side", name) for name in ODD} == dict.fromkeys(ODD, BOTH)


def test_a_dry_run_moves_nothing(apart: Path) -> None:
    side = text(apart, "rev-parse", "side")
    done = reweave(apart, "merge", "--dry-run", "--output-format", "json", "side")
    assert done.returncode == 1
    answer = json.loads(done.stdout)
    assert (answer["needed"], answer["commit"], sorted(answer["notes"])) == (True, None, sorted(ODD))
    assert text(apart, "rev-parse", "side") == side


@pytest.mark.parametrize(
    "notes",
    [
        {"a.md": (front(status="zero"), front(status="one"), front(status="two")), "b.md": (BASE, LEFT, RIGHT)},
        {"data.txt": (b"1\n", b"2\n", b"3\n"), "b.md": (BASE, LEFT, RIGHT)},
    ],
    ids=["a value", "a file that is no note"],
)
def test_a_conflict_is_named_and_moves_nothing(parted: Parted, notes: dict[str, tuple[bytes, bytes, bytes]]) -> None:
    place = parted(notes)
    side = text(place, "rev-parse", "side")
    for options in ((), ("--dry-run",)):
        done = reweave(place, "merge", "side", *options)
        assert done.returncode == 3
        assert f"{next(iter(notes))} (".encode() in done.stderr
        assert b"b.md" not in done.stderr
        assert done.stderr.count(b"\n") == 1
    assert text(place, "rev-parse", "side") == side


def test_removed_on_one_side_and_changed_on_the_other(parted: Parted) -> None:
    place = parted({"a.md": (BASE, LEFT, RIGHT), "b.md": (BASE, BASE, RIGHT)})
    git(place, "rm", "-q", "a.md")
    git(place, "commit", "-q", "-m", "remove")
    assert reweave(place, "merge", "side").returncode == 3


def test_a_note_that_one_side_renamed(parted: Parted) -> None:
    place = parted({"a.md": (BASE, LEFT, RIGHT)})
    git(place, "mv", "a.md", "moved.md")
    git(place, "commit", "-q", "-m", "move")
    assert reweave(place, "merge", "side").returncode == 0
    assert show(place, "side", "moved.md") == BOTH
    assert text(place, "ls-tree", "-r", "--name-only", "side") == "moved.md"


def test_both_made_a_note(parted: Parted) -> None:
    place = parted({"a.md": (BASE, LEFT, RIGHT)})
    commit(place, {"new.md": front("x")})
    git(place, "switch", "-q", "side")
    commit(place, {"new.md": front("y", style="  - {}")})
    git(place, "switch", "-q", "main")
    assert reweave(place, "merge", "side").returncode == 0
    assert show(place, "side", "new.md") == front("x", "y")


def test_a_bare_repository(parted: Parted, tmp_path: Path) -> None:
    place = parted({"a.md": (BASE, LEFT, RIGHT)})
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "-q", "--bare", str(place), str(bare))
    assert reweave(bare, "merge", "side", "--base", "main").returncode == 0
    assert show(bare, "side", "a.md") == BOTH


def test_drivers_of_the_repository_are_not_run(parted: Parted) -> None:
    place = parted({"a.md": (BASE, LEFT, RIGHT), "data.txt": (b"1\n2\n3\n4\n", b"0\n2\n3\n4\n", b"1\n2\n3\n5\n")})
    git(place, "config", "merge.own.driver", "touch owned")
    (place / ".git/info/attributes").write_text("* merge=own\n")
    assert reweave(place, "merge", "side").returncode == 0
    assert show(place, "side", "data.txt") == b"0\n2\n3\n5\n"
    assert show(place, "side", "a.md") == BOTH
    assert not list(place.rglob("owned"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("none",), b"branch 'none' not found"),
        (("main", "--base", "side"), b"checked out"),
        (("side", "--base", "x"), b"'x' is not a commit"),
    ],
)
def test_wrong_use(apart: Path, arguments: tuple[str, ...], code: bytes) -> None:
    done = reweave(apart, "merge", *arguments)
    assert done.returncode == 2
    assert code in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_several_merge_bases_are_refused(parted: Parted) -> None:
    place = parted({"a.md": (BASE, LEFT, BASE), "b.md": (BASE, BASE, RIGHT)})
    git(place, "branch", "main2", "main")
    git(place, "merge", "-q", "-m", "one", "side")
    git(place, "switch", "-q", "side")
    git(place, "merge", "-q", "-m", "two", "main2")
    git(place, "switch", "-q", "main")
    done = reweave(place, "merge", "side")
    assert done.returncode == 3
    assert b"2 merge bases" in done.stderr


def test_help_names_the_commands_and_the_branch(apart: Path) -> None:
    shown = reweave(apart, "merge", "--help").stdout
    assert all(name in shown for name in (b"install", b"status", b"branch"))
    assert b"BRANCH" in reweave(apart, "merge", "branch", "--help").stdout


def test_run_merges_a_branch_that_parted_ways_first(parted: Parted) -> None:
    style = b'---\nsupports:\n  - "a"\n---\nBody\n'
    place = parted({"a.md": (style, style, style), "b.md": (BASE, LEFT, RIGHT)})
    assert reweave(place, "run").returncode == 0
    commit(place, {"a.md": style.replace(b'  - "a"\n', b'  - "a"\n  - "new"\n'), "c.md": style})
    dry = reweave(place, "run", "--dry-run")
    before = show(place, "reweave/normalize", "a.md")
    assert dry.returncode == 1
    assert show(place, "reweave/normalize", "a.md") == before
    done = reweave(place, "run")
    assert done.returncode == 0, done.stderr
    assert b"merged first (1 note merged semantically)" in done.stderr
    assert show(place, "reweave/normalize", "a.md") == b"---\nsupports:\n- a\n- new\n---\nBody\n"
    assert show(place, "reweave/normalize", "c.md") == b"---\nsupports:\n- a\n---\nBody\n"
    assert attempt(place, "merge", "-q", "--ff-only", "reweave/normalize") == 0

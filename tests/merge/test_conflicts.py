"""`reweave resolve`: after a merge, rebase or cherry-pick that stopped, and on notes that were committed damaged."""

import subprocess
from pathlib import Path

import pytest

from tests.git.conftest import commit, git
from tests.merge.conftest import BASE, BOTH, LEFT, ODD, RIGHT, TURNED, Parted, attempt, front, read, reweave


@pytest.fixture
def stopped(parted: Parted) -> Path:
    place = parted(dict.fromkeys(ODD, (BASE, LEFT, RIGHT)))
    assert attempt(place, "merge", "-q", "side") == 1
    return place


def unmerged(place: Path) -> set[bytes]:
    return {line.partition(b"\t")[2] for line in git(place, "ls-files", "-u", "-z").split(b"\0")[:-1]}


def test_a_stopped_merge_is_resolved_and_can_be_committed(stopped: Path) -> None:
    done = reweave(stopped, "resolve")
    assert done.returncode == 0, (done.stdout, done.stderr)
    assert done.stdout == f"{len(ODD)} notes resolved, 0 left\n".encode()
    assert {name: read(stopped, name) for name in ODD} == dict.fromkeys(ODD, BOTH)
    assert not unmerged(stopped)
    git(stopped, "commit", "-q", "--no-edit")
    assert not git(stopped, "status", "--porcelain")


def test_a_repository_without_an_index_has_no_conflicts(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    done = reweave(tmp_path, "resolve")
    assert (done.returncode, done.stdout) == (0, b"0 notes resolved, 0 left\n"), done.stderr


def test_a_dry_run_shows_a_patch_and_writes_nothing(stopped: Path) -> None:
    before = {name: read(stopped, name) for name in ODD}
    index = (stopped / ".git/index").read_bytes()
    done = reweave(stopped, "resolve", "--dry-run")
    assert done.returncode == 1
    assert done.stdout.endswith(f"{len(ODD)} notes to resolve, 0 left\n".encode())
    assert {name: read(stopped, name) for name in ODD} == before
    assert (stopped / ".git/index").read_bytes() == index
    patch = done.stdout[: done.stdout.rindex(f"{len(ODD)} notes".encode())]
    subprocess.run(["git", "apply"], cwd=stopped, input=patch, check=True)
    assert read(stopped, "plain.md") == BOTH


def test_only_the_paths_that_are_named(stopped: Path) -> None:
    assert reweave(stopped, "resolve", "./größe", "--", "-dash.md").returncode == 0
    assert unmerged(stopped) == {name.encode() for name in ODD} - {b"-dash.md", "größe/日本.md".encode()}
    assert reweave(stopped / "größe", "resolve", "nothing.md").returncode == 2


def test_a_rebase_and_a_cherry_pick(parted: Parted) -> None:
    place = parted({"a.md": (BASE, LEFT, RIGHT)})
    assert attempt(place, "rebase", "-q", "side") == 1
    assert reweave(place, "resolve").returncode == 0
    assert read(place, "a.md") == TURNED
    assert attempt(place, "rebase", "--continue") == 0
    assert attempt(place, "reset", "-q", "--hard", "ORIG_HEAD") == 0
    assert attempt(place, "cherry-pick", "side") == 1
    assert reweave(place, "resolve").returncode == 0
    assert read(place, "a.md") == BOTH


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_what_a_person_edited_stays(parted: Parted, style: str) -> None:
    place = parted({"a.md": (BASE, LEFT, RIGHT), "b.md": (BASE, LEFT, RIGHT)})
    git(place, "config", "merge.conflictStyle", style)
    assert attempt(place, "merge", "-q", "side") == 1
    edited = read(place, "a.md").replace(b"- left\n", b"- left\n- by hand\n")
    (place / "a.md").write_bytes(edited)
    done = reweave(place, "resolve")
    assert done.returncode == 1
    assert b"a.md: left, it was edited since" in done.stdout
    assert (read(place, "a.md"), read(place, "b.md")) == (edited, BOTH)
    assert unmerged(place) == {b"a.md"}


def test_real_conflicts_keep_their_markers_and_stay_unmerged(parted: Parted) -> None:
    left, right = front("a", "x", status="one"), front("a", "y", status="two")
    place = parted({"a.md": (front("a", status="zero"), left, right), "b.md": (BASE, LEFT, RIGHT)})
    assert attempt(place, "merge", "-q", "side") == 1
    for _ in range(2):
        done = reweave(place, "resolve")
        assert done.returncode == 1
        assert b"a.md: conflict in status\n" in done.stdout
        marked = b"<<<<<<< HEAD\nstatus: one\n=======\nstatus: two\n>>>>>>> side\n"
        assert read(place, "a.md") == front("a", "x", "y", status="one").replace(b"status: one\n", marked)
        assert unmerged(place) == {b"a.md"}


def test_removed_notes_links_and_other_files_are_left(parted: Parted) -> None:
    place = parted({"a.md": (BASE, LEFT, RIGHT), "gone.md": (BASE, LEFT, RIGHT), "data.txt": (b"1\n", b"2\n", b"3\n")})
    git(place, "rm", "-q", "gone.md")
    git(place, "commit", "-q", "-m", "remove")
    assert attempt(place, "merge", "-q", "side") == 1
    done = reweave(place, "resolve")
    assert done.returncode == 1
    assert b"gone.md: left, one side deleted it\n" in done.stdout
    assert b"data.txt: left, not a note\n" in done.stdout
    assert unmerged(place) == {b"gone.md", b"data.txt"}


def test_line_ends_of_the_checkout_stay(parted: Parted) -> None:
    place = parted({"a.md": (BASE, LEFT, RIGHT), ".gitattributes": (b"* text eol=crlf\n",) * 3})
    git(place, "rm", "-q", "--cached", "-r", ".")
    git(place, "reset", "-q", "--hard")
    assert attempt(place, "merge", "-q", "side") == 1
    assert reweave(place, "resolve").returncode == 0
    assert read(place, "a.md") == BOTH.replace(b"\n", b"\r\n")
    assert git(place, "show", ":a.md") == BOTH


def test_files_behind_a_filter_are_left_and_nothing_is_run(parted: Parted) -> None:
    place = parted({"a.md": (BASE, LEFT, RIGHT), ".gitattributes": (b"*.md filter=own\n",) * 3})
    assert attempt(place, "merge", "-q", "side") == 1
    git(place, "config", "filter.own.clean", "touch owned")
    done = reweave(place, "resolve")
    assert done.returncode == 1
    assert b"a.md: left, it goes through a git filter\n" in done.stdout
    assert not (place / "owned").exists()


def test_nothing_in_conflict(parted: Parted) -> None:
    done = reweave(parted({"a.md": (BASE, LEFT, RIGHT)}), "resolve")
    assert (done.returncode, done.stdout) == (0, b"0 notes resolved, 0 left\n")


def test_no_repository(tmp_path: Path) -> None:
    done = reweave(tmp_path, "resolve")
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


MARKED = {
    "plain markers": (
        b"---\na: 1\nsupports:\n- a\n<<<<<<< HEAD\n- b\n=======\n- c\n>>>>>>> side\nb: 2\n---\nBody\n",
        b"---\na: 1\nsupports:\n- a\n- b\n- c\nb: 2\n---\nBody\n",
    ),
    "two conflicts": (
        b"---\nsupports:\n<<<<<<< HEAD\n- b\n=======\n  - 'c'\n>>>>>>> side\na: 1\ntags:\n<<<<<<< HEAD\n- x\n=======\n"
        b"- y\n>>>>>>> side\n---\n",
        b"---\nsupports:\n- b\n- c\na: 1\ntags:\n- x\n- y\n---\n",
    ),
    "with the base": (
        b"---\nsupports:\n<<<<<<< HEAD\n- a\n- b\n- c\n||||||| 123\n- a\n- b\n=======\n- a\n- d\n>>>>>>> side\n---\n",
        b"---\nsupports:\n- a\n- c\n- d\n---\n",
    ),
    "markers in the body stay": (
        b"---\nsupports:\n<<<<<<< HEAD\n- b\n=======\n- c\n>>>>>>> x\n---\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> x\n",
        b"---\nsupports:\n- b\n- c\n---\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> x\n",
    ),
    "a key twice": (
        b"---\nsupports:\n- a\n- b\nsupports:\n- a\n- c\n---\nBody\n",
        b"---\nsupports:\n- a\n- b\n- c\n---\nBody\n",
    ),
    "a swallowed item": (
        b'---\nsupports:\n- claim R\n  - "existing claim"\n  - "claim L"\n---\n',
        b'---\nsupports:\n- claim R\n- "existing claim"\n- "claim L"\n---\n',
    ),
    "two indentations that do not parse": (
        b'---\nsupports:\n  - "existing claim"\n- claim L\n---\n',
        b'---\nsupports:\n  - "existing claim"\n  - claim L\n---\n',
    ),
}
LEFT_ALONE = {
    "two values": b"---\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> side\n---\n",
    "not whole": b"---\na: 1\n<<<<<<< HEAD\nb: 1\n---\nBody\n",
    "a fence inside": b"---\na: 1\n<<<<<<< HEAD\nb: 1\n---\n=======\nb: 2\n---\n>>>>>>> side\n",
    "only the body": b"---\na: 1\n---\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> side\n",
    "no frontmatter": b"<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> side\n",
}


def test_markers_and_union_damage_are_repaired(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    sources = {f"{name}.md": before for name, (before, _) in MARKED.items()}
    commit(tmp_path, {**sources, **{f"{name}.md": source for name, source in LEFT_ALONE.items()}})
    shown = reweave(tmp_path, "resolve", "--markers", "--dry-run")
    assert shown.returncode == 1
    assert not git(tmp_path, "status", "--porcelain")
    done = reweave(tmp_path, "resolve", "--markers")
    assert done.returncode == 1
    assert shown.stdout.replace(b"to repair", b"repaired") == done.stdout
    for name, (_, after) in MARKED.items():
        assert read(tmp_path, f"{name}.md") == after, name
    for name, source in LEFT_ALONE.items():
        assert read(tmp_path, f"{name}.md") == source, name
        assert f"{name}.md: left, ".encode() in done.stdout
    assert f"{len(MARKED)} notes repaired\n".encode() in done.stdout

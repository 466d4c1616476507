"""Days from a real history: renames, and a folder of a repository."""

import os
import subprocess
from pathlib import Path

import pytest

from reweave.git.discovery import open_git
from reweave.git.note_days import note_days

NOTE = b"---\ntitle: a\n---\n"


def commit(root: Path, day: str, message: str = "m") -> None:
    clock = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00 +0000")
    own = {**os.environ, **clock, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a"}
    own["GIT_COMMITTER_EMAIL"] = "a@b"
    subprocess.run(["git", "add", "-A"], cwd=root, env=own, check=True)
    subprocess.run(["git", "commit", "-qm", message], cwd=root, env=own, check=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", "-b", "main", str(tmp_path)], check=True)
    return tmp_path


def test_days_follow_renames(root: Path) -> None:
    (root / "old name.md").write_bytes(NOTE * 20)
    commit(root, "2020-01-01")
    (root / "old name.md").rename(root / "new\nname \u00e9.md")
    commit(root, "2021-01-01")
    (root / "old name.md").write_bytes(b"something else\n")
    commit(root, "2022-01-01")
    (root / "new\nname \u00e9.md").write_bytes(NOTE * 20 + b"more\n")
    commit(root, "2023-01-01")
    git = open_git(root)
    assert git is not None
    assert note_days(git, "HEAD") == {
        "new\nname \u00e9.md": ("2020-01-01", "2023-01-01"),
        "old name.md": ("2022-01-01", "2022-01-01"),
    }


def test_days_of_a_folder(root: Path) -> None:
    (root / "in").mkdir()
    (root / "in" / "a.md").write_bytes(NOTE)
    (root / "b.md").write_bytes(NOTE)
    commit(root, "2020-01-01")
    git = open_git(root)
    assert git is not None
    assert note_days(git, "HEAD", "in/") == {"a.md": ("2020-01-01", "2020-01-01")}


def test_days_before_a_rename_count_all(root: Path) -> None:
    (root / "w").mkdir()
    (root / "w" / "draft.md").write_bytes(NOTE * 20)
    commit(root, "2019-05-01")
    for year in ("2020", "2021"):
        with (root / "w" / "draft.md").open("ab") as file:
            file.write(f"{year}\n".encode())
        commit(root, f"{year}-01-01")
    (root / "in").mkdir()
    (root / "w" / "draft.md").rename(root / "in" / "b.md")
    commit(root, "2022-01-01")
    (root / "w" / "draft.md").write_bytes(b"another, of the same name\n")
    (root / "in" / "b.md").rename(root / "in" / "c.md")
    commit(root, "2023-01-01")
    (root / "in" / "b.md").write_bytes(b"and one more\n")
    (root / "w" / "draft.md").write_bytes(b"changed altogether\n")
    commit(root, "2024-01-01")
    git = open_git(root)
    assert git is not None
    days = note_days(git, "HEAD")
    assert days["in/c.md"] == ("2019-05-01", "2023-01-01")
    assert days["in/b.md"] == ("2024-01-01", "2024-01-01")
    assert days["w/draft.md"] == ("2023-01-01", "2024-01-01")
    assert note_days(git, "HEAD", "in/")["c.md"] == ("2019-05-01", "2023-01-01")


def test_a_shallow_clone_knows_no_day_of_its_first_commit(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name, day in (("a.md", "2020-01-01"), ("b.md", "2021-01-01"), ("c.md", "2022-01-01")):
        (root / name).write_bytes(NOTE + name.encode() * 9)
        commit(root, day)
    (root / "a.md").write_bytes(NOTE + b"a.md" * 9 + b"more")
    commit(root, "2023-01-01")
    shallow = tmp_path_factory.mktemp("clone") / "s"
    subprocess.run(["git", "clone", "-q", "--depth=3", f"file://{root}", str(shallow)], check=True)
    git = open_git(shallow)
    assert git is not None
    assert note_days(git, "HEAD") == {
        "a.md": ("", "2023-01-01"),
        "b.md": ("", ""),
        "c.md": ("2022-01-01", "2022-01-01"),
    }
    worktree = shallow.parent / "w"
    subprocess.run(["git", "worktree", "add", "-q", "--detach", str(worktree)], cwd=shallow, check=True)
    other = open_git(worktree)
    assert other is not None
    assert note_days(other, "HEAD") == note_days(git, "HEAD")

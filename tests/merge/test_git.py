"""Merges, rebases, cherry-picks and stash pop by git itself, through the installed driver."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.git.conftest import git, text
from tests.merge.conftest import BASE, BOTH, LEFT, ODD, PROJECT, RIGHT, TURNED, Parted, attempt, front, read, reweave


@pytest.fixture
def installed(parted: Parted) -> Path:
    place = parted(dict.fromkeys(ODD, (BASE, LEFT, RIGHT)))
    done = reweave(place, "merge", "install")
    assert done.returncode == 0, done.stderr
    return place


def check(place: Path, wanted: bytes) -> None:
    assert {name: read(place, name) for name in ODD} == dict.fromkeys(ODD, wanted)
    assert not git(place, "ls-files", "-u")
    assert not (place / "x").exists()


def test_without_the_driver_each_of_them_conflicts(parted: Parted) -> None:
    place = parted(dict.fromkeys(ODD, (BASE, LEFT, RIGHT)))
    assert attempt(place, "merge", "-q", "side") == 1
    assert len(git(place, "ls-files", "-u", "-z").split(b"\0")) == 3 * len(ODD) + 1


def test_merge(installed: Path) -> None:
    assert attempt(installed, "merge", "-q", "side") == 0
    check(installed, BOTH)


def test_rebase_turns_the_sides(installed: Path) -> None:
    git(installed, "stash", "-q", "-u")
    assert attempt(installed, "rebase", "-q", "side") == 0
    check(installed, TURNED)


def test_cherry_pick(installed: Path) -> None:
    assert attempt(installed, "cherry-pick", "side") == 0
    check(installed, BOTH)


def test_revert_takes_out_what_came_in(installed: Path) -> None:
    assert attempt(installed, "cherry-pick", "side") == 0
    assert attempt(installed, "revert", "--no-edit", "HEAD~1") == 0
    check(installed, front("a", "right", body="one\ntwo\nthree\nfour\nFIVE\n"))


def test_stash_pop(installed: Path) -> None:
    git(installed, "add", "-A")
    git(installed, "commit", "-q", "-m", "attributes")
    for name in ODD:
        (installed / name).write_bytes(RIGHT.replace(b"right", b"stashed").replace(b'  - "a"\n', b'  - "a"\n  - "b"\n'))
    git(installed, "stash", "-q")
    for name in ODD:
        (installed / name).write_bytes(front("a", "b", "left", "more", body="ONE\ntwo\nthree\nfour\nfive\n"))
    git(installed, "commit", "-q", "-a", "-m", "more")
    assert attempt(installed, "stash", "pop", "-q") == 0
    # The stash was made on LEFT, and took `left` out.
    assert read(installed, ODD[0]) == front("a", "b", "more", "stashed", body="one\ntwo\nthree\nfour\nFIVE\n")


def test_conflicts_are_marked_by_key_and_stop_the_merge(parted: Parted) -> None:
    left = front("a", "x", status="one")
    right = front("a", "y", status="two", style="  - {}")
    place = parted({"-n.md": (front("a", status="zero"), left, right)})
    assert reweave(place, "merge", "install").returncode == 0
    assert attempt(place, "merge", "-q", "side") == 1
    marked = b"<<<<<<< HEAD\nstatus: one\n=======\nstatus: two\n>>>>>>> side\n"
    assert read(place, "-n.md") == front("a", "x", "y", status="one").replace(b"status: one\n", marked)
    assert b"-n.md" in git(place, "ls-files", "-u")


def test_both_made_the_note(parted: Parted) -> None:
    place = parted({"a.md": (BASE, BASE, BASE), "b.md": (BASE, LEFT, RIGHT)})
    git(place, "checkout", "-q", "-b", "one", "main")
    (place / "new.md").write_bytes(front("x"))
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "new")
    git(place, "checkout", "-q", "-b", "two", "main")
    (place / "new.md").write_bytes(front("y"))
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "new")
    assert reweave(place, "merge", "install").returncode == 0
    assert attempt(place, "merge", "-q", "one") == 0
    assert read(place, "new.md") == front("y", "x")


def test_the_configuration_of_the_vault_holds(parted: Parted) -> None:
    was, mine, other = (f"---\nsteps: [{one}]\n---\n".encode() for one in ("1", "1, 2", "1, 3"))
    config = b'[merge]\nextend-sets = ["steps"]\n'
    place = parted({"notes/n.md": (was, mine, other), "reweave.toml": (config, config, config)})
    assert reweave(place, "merge", "install").returncode == 0
    assert attempt(place, "merge", "-q", "side") == 0
    assert read(place, "notes/n.md") == b"---\nsteps: [1, 2, 3]\n---\n"


def test_a_package_in_the_checkout_is_not_run(parted: Parted) -> None:
    place = parted({"n.md": (BASE, LEFT, RIGHT)})
    assert reweave(place, "merge", "install").returncode == 0
    for name in ("reweave", "ruamel", "re"):
        (place / name).mkdir()
        (place / name / "__init__.py").write_text("open('owned', 'w')\n")
    assert attempt(place, "merge", "-q", "side") == 0
    assert read(place, "n.md") == BOTH
    assert not (place / "owned").exists()


def test_status_says_what_git_will_do(parted: Parted) -> None:
    place = parted({"n.md": (BASE, LEFT, RIGHT), "sub/o.md": (BASE, LEFT, RIGHT)})
    before = reweave(place, "merge", "status")
    assert before.returncode == 1
    assert b"not registered" in before.stdout
    assert b"0 of 2 have" in before.stdout
    reweave(place, "merge", "install")
    after = reweave(place, "merge", "status")
    assert after.returncode == 0, after.stdout
    assert b"rebase: semantic" in after.stdout
    (place / ".git/info/attributes").unlink()
    (place / "sub/.gitattributes").write_text("*.md merge=union\n")
    other = reweave(place, "merge", "status")
    assert other.returncode == 1
    assert b"kept: merge=union of sub/o.md\n" in other.stdout
    (place / "sub/.gitattributes").unlink()
    committed = reweave(place, "merge", "status", "--output-format", "json")
    assert committed.returncode == 1
    answer = json.loads(committed.stdout)
    assert (answer["merge"], answer["rebase"]) == (True, False)
    reweave(place, "merge", "install")
    git(place, "config", "rebase.backend", "apply")
    assert b"rebase: as text (rebase.backend is apply)" in reweave(place, "merge", "status").stdout
    git(place, "config", "merge.reweave.driver", "/nowhere/reweave merge-driver")
    assert b"its program cannot be run" in reweave(place, "merge", "status").stdout


def test_install_adds_to_what_is_there_and_once(parted: Parted) -> None:
    place = parted({"n.md": (BASE, LEFT, RIGHT)})
    (place / ".gitattributes").write_bytes(b"*.md merge=union")
    for _ in range(2):
        assert reweave(place, "merge", "install").returncode == 0
    ours = b"*.md merge=reweave\n.reweave/answers.jsonl merge=reweave\n"
    assert read(place, ".gitattributes") == ours + b"*.md merge=union"
    assert text(place, "config", "merge.reweave.driver").count("merge-driver %O %A %B %P %L") == 1


def test_install_follows_no_link(parted: Parted, tmp_path: Path) -> None:
    place = parted({"n.md": (BASE, LEFT, RIGHT)})
    (tmp_path / "elsewhere").write_text("")
    (place / ".gitattributes").symlink_to(tmp_path / "elsewhere")
    done = reweave(place, "merge", "install")
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert (tmp_path / "elsewhere").read_text() == ""


def test_install_for_a_folder_with_its_own_configuration(parted: Parted) -> None:
    notes = {"my [notes]/n.md": (BASE, LEFT, RIGHT), "my [notes]/reweave.toml": (b"", b"", b"")}
    place = parted(notes)
    assert reweave(place / "my [notes]", "merge", "install").returncode == 0
    status = reweave(place / "my [notes]", "merge", "status")
    assert status.returncode == 0, status.stdout
    assert attempt(place, "merge", "-q", "side") == 0
    assert read(place, "my [notes]/n.md") == BOTH


def test_install_for_all_repositories(parted: Parted, own_configuration: Path) -> None:
    place = parted({"n.md": (BASE, LEFT, RIGHT)})
    assert reweave(place, "merge", "install", "--global").returncode == 0
    assert not (place / ".gitattributes").exists()
    assert (own_configuration.parent / ".config/git/attributes").read_text().splitlines() == [
        "*.md merge=reweave",
        "**/.reweave/answers.jsonl merge=reweave",
    ]
    assert attempt(place, "merge", "-q", "side") == 0
    assert read(place, "n.md") == BOTH
    assert reweave(place, "merge", "status").returncode == 0


@pytest.mark.parametrize("arguments", [(), ("a", "b"), ("a", "b", "c", "d", "x"), ("--help",)])
def test_wrong_use_of_the_driver_is_one_line(parted: Parted, arguments: tuple[str, ...]) -> None:
    done = reweave(parted({"n.md": (BASE, LEFT, RIGHT)}), "merge-driver", *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(b"usage: reweave merge-driver")
    assert done.stderr.count(b"\n") == 1


def test_missing_files_are_one_line_and_a_conflict(parted: Parted) -> None:
    done = reweave(parted({"n.md": (BASE, LEFT, RIGHT)}), "merge-driver", "no", "n.md", "n.md", "n.md")
    assert done.returncode == 1
    assert b"No such file" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_the_driver_imports_none_of_the_heavy_packages(parted: Parted) -> None:
    place = parted({"n.md": (BASE, LEFT, RIGHT)})
    for name, source in (("o", BASE), ("a", LEFT), ("b", RIGHT)):
        (place / name).write_bytes(source)
    script = (
        "import sys, reweave.__main__\n"
        "from reweave.merge.driver import drive\n"
        "assert not drive(['o', 'a', 'b', 'n.md'])\n"
        "heavy = {'typer', 'click', 'git', 'libcst', 'tqdm', 'asyncio', 'json', 'reweave.rules', 'reweave.cli'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-P", "-c", script], cwd=place, check=True, env={"PYTHONPATH": str(PROJECT)})
    assert read(place, "a") == BOTH

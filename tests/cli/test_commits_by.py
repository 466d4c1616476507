"""Commits per edge, target or note: reviewed, undone and not proposed again one by one."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reweave.git.message import BATCH
from tests.cli.conftest import Vault
from tests.git.conftest import commit, git, text

BRANCH = "reweave/normalize"
NAMES = ("sun is free", "wind is cheap", "grid is old", "storage falls fast")


def note(*lines: str) -> bytes:
    return f"---\ntype: claim\n---\nText.\n\n{''.join(line + chr(10) for line in lines)}".encode()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault(tmp_path / "vault")
    sun, wind, grid, storage = NAMES
    commit(
        made.root,
        {
            f"claims/{sun}.md": note(f"- [[{grid}]] — the claim this supports", f"- [[{storage}]] — the key premise"),
            f"claims/{wind}.md": note(f"- [[{grid}]] — the claim this supports"),
            f"claims/{grid}.md": note(),
            f"claims/{storage}.md": note(f"- [[{wind}]] — challenges this claim"),
            "reweave.toml": b"[weave]\nnew = false\n",
            "map.md": b"---\ntype: map\n---\n",
        },
    )
    return made


def subjects(vault: Vault, branch: str = BRANCH) -> list[str]:
    return text(vault.root, "log", "--reverse", "--format=%s", f"main..{branch}").splitlines()


def edges(vault: Vault) -> list[str]:
    return [one for one in subjects(vault) if " edge" in one]


@pytest.mark.parametrize(
    ("by", "wanted"),
    [
        (
            "edge",
            [
                "Add supports edge: sun is free -> grid is old",
                "Add depends_on edge: sun is free -> storage falls fast",
                "Add supports edge: wind is cheap -> grid is old",
                "Add challenges edge: wind is cheap -> storage falls fast",
            ],
        ),
        ("target", ["Add 2 edges: grid is old", "Add 2 edges: storage falls fast"]),
        ("note", ["Add 2 edges: sun is free", "Add 2 edges: wind is cheap"]),
        ("folder", ["Add 4 edges in claims (2 notes)"]),
    ],
)
def test_a_run_and_a_plan_commit_as_asked(vault: Vault, by: str, wanted: list[str]) -> None:
    assert vault.run("run", "--weave", "--by", by).returncode == 0
    found = edges(vault)
    assert found == wanted
    assert vault.run("weave", "--plan", "plan.jsonl").returncode == 0
    assert vault.run("apply", "plan.jsonl", "--commit", "--branch", "planned", "--by", by).returncode == 0
    assert sorted(one for one in subjects(vault, "planned")) == sorted(found)


def test_one_edge_is_undone_between_others_and_not_proposed_again(vault: Vault) -> None:
    assert vault.run("run", "--weave", "--by", "edge").returncode == 0
    path = "claims/sun is free.md"
    whole = vault.committed(BRANCH)[path]
    log = json.loads(vault.run("log", "--output-format", "json").stdout)
    run = log["runs"][0]["run"]
    first = text(
        vault.root, "log", "--format=%(trailers:key=" + BATCH + ",valueonly)", f"main..{BRANCH}", "--", path
    ).split()[-1]
    done = vault.run("undo", f"{run}/{first.partition('/')[0]}")
    assert done.returncode == 0, done.stderr
    left = vault.committed(BRANCH)[path]
    assert b"supports" not in left.split(b"---")[1] and b"- storage falls fast|depends_on|" in left
    assert whole != left
    again = vault.run("run", "--weave", "--by", "edge")
    assert again.stdout.endswith(b"nothing to do: no commit made\n")
    assert vault.run("undo", run).returncode == 0
    assert vault.committed(BRANCH)[path] == vault.committed("main")[path]


def test_limits_and_a_squash(vault: Vault) -> None:
    commit(vault.root, {"reweave.toml": b"[weave]\nnew = false\n[run]\nby = 'edge'\nmax-edges = 2\n"})
    assert vault.run("run", "--weave").returncode == 0
    assert len(edges(vault)) == 2
    git(vault.root, "merge", "-q", "--squash", BRANCH)
    git(vault.root, "commit", "-q", "-m", "squashed")
    git(vault.root, "branch", "-q", "-D", BRANCH)
    assert vault.run("run", "--weave").returncode == 0
    assert len(edges(vault)) == 2
    assert not {*edges(vault)} & {*text(vault.root, "log", "--format=%s", "main").splitlines()}


def test_commits_of_layout_are_listed_for_git_blame(vault: Vault) -> None:
    commit(vault.root, {"claims/indented.md": b'---\ntype: claim\ntags:\n  - "a"\n---\nText.\n'})
    assert vault.run("run", "--weave", "--report", "night.md").returncode == 0
    assert b"reweave log --ignore-revs" in (vault.root / "night.md").read_bytes()
    assert vault.run("log", "--ignore-revs").stdout == b""
    git(vault.root, "merge", "-q", "--ff-only", BRANCH)
    listed = vault.run("log", "--ignore-revs").stdout
    subject, name = listed.decode().splitlines()
    assert subject.startswith("# Normalize list-indent, quotes in ")
    assert name == text(vault.root, "log", "-1", "--format=%H", "--grep=Reweave-Kind: layout")
    (vault.root / "ignored").write_bytes(listed)
    blamed = git(vault.root, "blame", "--ignore-revs-file", "ignored", "-l", "claims/indented.md")
    assert name.encode() not in blamed and name.encode() in git(vault.root, "blame", "-l", "claims/indented.md")


COAL = "claims/coal is dirty.md"


def woven(vault: Vault) -> list[str]:
    """Weave, an edge a commit; return the commits, one of which is all that a note gets."""
    commit(vault.root, {COAL: note(f"- [[{NAMES[2]}]] — the claim this supports")})
    assert vault.run("run", "--weave", "--by", "edge").returncode == 0
    assert len(edges(vault)) == 5
    return text(vault.root, "rev-list", "--reverse", f"main..{BRANCH}").split()


def by_rebase(vault: Vault, commits: list[str], at: int) -> None:
    editor = vault.root.parent / "editor"
    editor.write_text(f"#!/bin/sh\nsed -i '{at + 1}d' \"$1\"\n", encoding="utf-8")
    editor.chmod(0o755)
    git(vault.root, "checkout", "-q", BRANCH)
    git(vault.root, "-c", f"sequence.editor={editor}", "rebase", "-q", "-i", "main")
    git(vault.root, "checkout", "-q", "main")
    git(vault.root, "merge", "-q", "--ff-only", BRANCH)


def by_picking(vault: Vault, commits: list[str], at: int) -> None:
    git(vault.root, "cherry-pick", *commits[:at], *commits[at + 1 :])
    git(vault.root, "branch", "-q", "-D", BRANCH)


@pytest.mark.parametrize("leave_out", [by_rebase, by_picking])
def test_an_edge_whose_commit_was_left_out_is_not_proposed_again(
    vault: Vault, leave_out: Callable[[Vault, list[str], int], None]
) -> None:
    commits = woven(vault)
    shown = [text(vault.root, "show", "--format=%s", "--name-only", one) for one in commits]
    at = next(at for at, one in enumerate(shown) if COAL in one and "edge" in one)
    leave_out(vault, commits, at)
    assert len(text(vault.root, "log", "--format=%s", "--grep=Reweave-Kind: edges").splitlines()) == 4
    assert b"none to add" in vault.run("run", "--weave").stdout
    assert b"+- " not in vault.run("weave", "--diff").stdout
    commit(vault.root, {COAL: (vault.root / COAL).read_bytes() + b"\nMore.\n"})
    assert b"edges: 1 promoted" in vault.run("run", "--weave").stdout


def test_what_may_still_be_merged_is_no_no(vault: Vault) -> None:
    commits = woven(vault)
    git(vault.root, "cherry-pick", *commits[:-1])
    git(vault.root, "branch", "-q", "-D", BRANCH)
    assert b"edges: 1 promoted" in vault.run("run", "--weave").stdout

"""Shards of a run: whatever their number, together they make the commits of one."""

from dataclasses import replace
from pathlib import Path

import pytest

from reweave.run.pipeline import deliver
from reweave.run.result import RunResult
from reweave.run.shard import CELL, Shard, cells_of, is_sibling
from tests.cli.conftest import BROKEN, INDENTED, Vault
from tests.cli.test_run_again import COMPOST, MULCH, SHADE, SOURCE, TARGET, WISHES
from tests.git.conftest import commit, git, text

BRANCH = "reweave/normalize"


@pytest.fixture
def large(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> Vault:
    """A vault of several cells, with edges whose ends are in different ones."""
    monkeypatch.setattr("reweave.run.shard.CELL", 4)
    notes = {f"area {at % 5}/{at}.md": INDENTED for at in range(23)}
    edges = {f"a/{COMPOST}.md": SOURCE, f"m/{MULCH}.md": TARGET, f"z/{SHADE}.md": TARGET}
    commit(vault.root, {**notes, **edges, "z/broken.md": BROKEN})
    settings = "[run]\nweave = true\nbatch-size = 3\n[weave]\nnew = false\nparticipants = {}\n"
    commit(vault.root, {"reweave.toml": settings.encode()})
    return vault


def shards(vault: Vault, count: int) -> list[RunResult]:
    return [deliver(vault.root, replace(WISHES, shard=Shard(number, count))) for number in range(1, count + 1)]


def delivered(results: list[RunResult]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the commits of runs, in no order: the first words of their subjects, and their notes."""
    steps = (step for result in results for step in result.delivery.steps)
    return sorted((step.subject, tuple(sorted(step.files))) for step in steps)


def merged(vault: Vault, branches: list[str]) -> str:
    """Return the tree with some branches merged, and leave no branch of a run."""
    git(vault.root, "checkout", "-q", "--detach", "main")
    for branch in branches:
        git(vault.root, "merge", "-q", "--no-edit", branch)
    tree = text(vault.root, "rev-parse", "HEAD^{tree}")
    git(vault.root, "checkout", "-q", "main")
    for branch in text(vault.root, "for-each-ref", "--format=%(refname:short)", "refs/heads/reweave").split():
        git(vault.root, "branch", "-qD", branch)
    return tree


def test_the_same_commits_whatever_the_number(large: Vault) -> None:
    one = delivered([deliver(large.root, WISHES)])
    whole = merged(large, [BRANCH])
    made = {}
    for count in (1, 2, 3, 5):
        results = shards(large, count)
        made[count] = delivered(results)
        left = [finding.path for result in results for finding in result.lint.left]
        assert left.count("z/broken.md") == 1, "each note is of one shard"
        assert [step for result in shards(large, count) for step in result.delivery.steps] == [], "nothing is left"
        assert merged(large, [f"{BRANCH}-{number}-of-{count}" for number in range(1, count + 1)]) == whole
    assert made[1] == made[2] == made[3] == made[5]
    assert {path for _, paths in made[1] for path in paths} == {path for _, paths in one for path in paths}


def test_shards_run_beside_each_other(large: Vault) -> None:
    from reweave.git.lock import hold_lock

    with hold_lock(large.root / ".git" / "reweave-2-of-2"):
        assert large.run("run", "--shard", "2/2").returncode == 4
        assert large.run("run", "--shard", "1/2").returncode == 3
        assert b"nothing to do" in large.run("run", "--dry-run").stdout, "what a shard made is pending"


@pytest.mark.parametrize("wrong", ["0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "-1/2", "1/99999", "\u0661/2"])
def test_what_is_no_shard(vault: Vault, wrong: str) -> None:
    done = vault.run("run", f"--shard={wrong}")
    assert done.returncode == 2 and b"is not a shard; use NUMBER/COUNT" in done.stderr


def test_a_model_is_asked_by_one_run_alone(vault: Vault, tmp_path: Path) -> None:
    done = vault.run("run", "--shard", "1/2", "--type-by", "judge")
    assert done.returncode == 2 and b"--shard cannot be used with --type-by" in done.stderr


def test_cells_hold_whole_folders_where_they_fit() -> None:
    paths = [f"{folder}/{note}.md" for folder, many in (("a", 900), ("b", 300), ("c", 2100)) for note in range(many)]
    cells = cells_of(reversed(paths))
    assert cells.keys() == set(paths)
    sizes = [list(cells.values()).count(cell) for cell in sorted(set(cells.values()))]
    assert sizes == [900, 300, 700, 700, 700] and max(sizes) <= CELL
    assert len({cells[path] for path in paths if path.startswith("a/")}) == 1


def test_siblings_are_told_by_their_names() -> None:
    assert is_sibling("reweave/normalize-3-of-8", BRANCH)
    assert not is_sibling(BRANCH, BRANCH) and not is_sibling("reweave/normalize-x-of-8", BRANCH)
    assert not is_sibling("reweave/normalizer-3-of-8", "reweave/normalize.")

"""Runs where others work, too: proposals that wait, proposals that no longer hold, a base or a branch that moves."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.delivery import deliver_commits
from reweave.lint import normalize
from reweave.note.note import Note
from reweave.rules.base import Proposal, Rule
from reweave.run.options import RunOptions
from reweave.run.pipeline import deliver
from reweave.run.stages import delivery
from tests.cli.conftest import INDENTED, NORMAL, Vault
from tests.git.conftest import commit, git, text

BRANCH = "reweave/normalize"
MULCH = "mulching keeps vegetable beds moist through summer"
COMPOST = "compost raises carbon in clay soils"
SHADE = "shade nets lower leaf temperature in July"
TARGET = b"---\ntype: claim\n---\nText.\n"
SOURCE = (
    "---\ntype: claim\n---\n"
    f"- [[{MULCH}]] \u2014 the claim this supports\n"
    f"- [[{SHADE}]] \u2014 the claim this challenges\n"
).encode()
WISHES = RunOptions(None, "HEAD", None, None, False, (), None, False, None)


@pytest.fixture
def woven(vault: Vault) -> Vault:
    """A vault of which two edges were proposed on a branch."""
    config = b"[run]\nweave = true\n[weave]\nnew = false\n"
    notes = {f"kb/{COMPOST}.md": SOURCE, f"kb/{MULCH}.md": TARGET, f"kb/{SHADE}.md": TARGET}
    commit(vault.root, {**notes, "reweave.toml": config})
    assert vault.run("run").returncode == 0
    held = vault.committed(BRANCH)[f"kb/{COMPOST}.md"]
    assert f"- {MULCH}|supports|".encode() in held and f"- {SHADE}|challenges|".encode() in held
    return vault


def entries(vault: Vault, branch: str = BRANCH) -> list[str]:
    """Return the titles that the entries of the source name."""
    lines = vault.committed(branch)[f"kb/{COMPOST}.md"].decode().splitlines()
    return [line.removeprefix("- ").partition("|")[0] for line in lines if line.count("|") == 2]


def run(vault: Vault, *args: str) -> dict[str, object]:
    done = vault.run("run", *args, "--output-format", "json")
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_what_waits_on_its_branch_is_not_made_again(woven: Vault) -> None:
    end = text(woven.root, "rev-parse", BRANCH)
    commit(woven.root, {"new.txt": b"the base moved, but no note did\n"})
    answer = run(woven)
    assert answer["commits"] == [] and text(woven.root, "rev-parse", BRANCH) == end


def test_what_waits_on_another_branch_is_not_made_again(woven: Vault, tmp_path: Path) -> None:
    answer = run(woven, "--branch", "other")
    assert answer["commits"] == [] and answer["waiting"] == {BRANCH: 5}
    assert text(woven.root, "branch", "--list", "other") == ""
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(woven.root), str(clone))
    there = woven.run("run", cwd=clone)
    assert there.returncode == 0 and b"already pending: 5 changes on origin/reweave/normalize" in there.stdout
    assert text(clone, "branch", "--format=%(refname:short)").split() == ["main"]


def test_a_note_that_gets_edges_gets_its_style_with_them_though_that_waits_elsewhere(vault: Vault) -> None:
    source = SOURCE.replace(b"type: claim\n", b"type: claim\ntags:\n  - soil\n")
    notes = {f"kb/{COMPOST}.md": source, f"kb/{MULCH}.md": TARGET, f"kb/{SHADE}.md": TARGET}
    commit(vault.root, {**notes, "reweave.toml": b"[weave]\nnew = false\n"})
    assert run(vault)["waiting"] == {}
    held = vault.committed(BRANCH)[f"kb/{COMPOST}.md"]
    assert b"\n- soil\n" in held
    answer = run(vault, "--weave", "--branch", "other")
    woven = vault.committed("other")[f"kb/{COMPOST}.md"]
    assert len(entries(vault, "other")) == 2 and b"\n- soil\n" in woven
    others = len(text(vault.root, "diff", "--name-only", f"main..{BRANCH}").splitlines()) - 1
    assert answer["waiting"] == ({BRANCH: others} if others else {})
    assert run(vault, "--weave", "--branch", "other")["commits"] == []


def test_what_was_taken_back_does_not_wait(woven: Vault) -> None:
    name = json.loads(woven.run("log", "--output-format", "json").stdout)["runs"][0]["run"]
    assert woven.run("undo", f"{name}/1").returncode == 0
    answer = run(woven, "--branch", "other")
    assert answer["waiting"] == {BRANCH: 2} and "claims/one.md" in text(
        woven.root, "diff", "--name-only", "main..other"
    )


STALE: list[tuple[str, Callable[[Vault], object], str]] = [
    (
        "target retired",
        lambda vault: commit(vault.root, {f"kb/{MULCH}.md": b"---\ntype: claim\nstatus: retired\n---\nText.\n"}),
        "one of the notes is retired",
    ),
    (
        "target deleted",
        lambda vault: (git(vault.root, "rm", "-q", f"kb/{MULCH}.md"), commit(vault.root, {})),
        "no note has this name any more",
    ),
    (
        "target renamed",
        lambda vault: (
            git(vault.root, "mv", f"kb/{MULCH}.md", "kb/straw mulch keeps beds moist.md"),
            commit(vault.root, {}),
        ),
        "no note has this name any more",
    ),
    (
        "declined",
        lambda vault: (vault.run("decline", COMPOST, MULCH), commit(vault.root, {})),
        "declined or removed earlier",
    ),
    (
        "takes no part",
        lambda vault: commit(vault.root, {f"kb/{MULCH}.md": b"---\ntype: map\n---\nText.\n"}),
        "one of the notes is not a participant, or may not have this edge type",
    ),
    (
        "held by hand in the other note",
        lambda vault: commit(
            vault.root, {f"kb/{MULCH}.md": TARGET.replace(b"claim\n", f"claim\nrelated:\n- {COMPOST}\n".encode())}
        ),
        "the frontmatter of one note already names the other",
    ),
]


@pytest.mark.parametrize(("change", "why"), [one[1:] for one in STALE], ids=[one[0] for one in STALE])
def test_a_stale_edge_is_taken_out(woven: Vault, change: Callable[[Vault], object], why: str) -> None:
    change(woven)
    answer = run(woven)
    stale = answer["stale_edges"]
    assert isinstance(stale, list)
    assert [(one["path"], one["title"], one["why"]) for one in stale] == [(f"kb/{COMPOST}.md", MULCH, why)]
    assert entries(woven) == [SHADE]
    held = woven.committed(BRANCH)[f"kb/{COMPOST}.md"]
    assert b"supports:" not in held and held.endswith(SOURCE.partition(b"---\n-")[2])
    message = text(woven.root, "log", "-1", "--format=%B", BRANCH)
    assert message.startswith("Remove 1 stale edge in kb (1 note)\n") and f"supports {MULCH}: {why}" in message
    assert "Reweave-Kind: stale" in message
    assert run(woven)["commits"] == []
    # It is a batch like others.
    assert woven.run("undo", str(answer["run"])).returncode == 0
    assert sorted(entries(woven)) == sorted([MULCH, SHADE])


def test_an_edge_that_a_person_wrote_meanwhile_is_theirs(woven: Vault) -> None:
    by_hand = SOURCE.replace(b"claim\n---", f"claim\nsupports:\n- {MULCH}\n---".encode())
    commit(woven.root, {f"kb/{COMPOST}.md": by_hand})
    answer = run(woven)
    assert isinstance(answer["stale_edges"], list) and len(answer["stale_edges"]) == 1
    assert entries(woven) == [SHADE]
    assert f"supports:\n- {MULCH}\n".encode() in woven.committed(BRANCH)[f"kb/{COMPOST}.md"]


def test_a_note_that_the_base_deleted_stays_deleted(woven: Vault) -> None:
    git(woven.root, "rm", "-q", f"kb/{COMPOST}.md")
    commit(woven.root, {})
    answer = run(woven)
    assert answer["commits"] == []
    stale = answer["stale_edges"]
    assert isinstance(stale, list) and sorted(one["title"] for one in stale) == sorted([MULCH, SHADE])
    assert f"kb/{COMPOST}.md" not in woven.committed(BRANCH)
    assert "Deleted on the base" in text(woven.root, "log", "-1", "--format=%B", BRANCH)
    assert text(woven.root, "log", "-1", "--format=%s", "-m", "--first-parent", f"{BRANCH}^1") == "notes"


def test_a_deleted_note_that_a_person_edited_on_the_branch_is_for_a_person(woven: Vault) -> None:
    git(woven.root, "checkout", "-q", BRANCH)
    commit(woven.root, {f"kb/{COMPOST}.md": woven.committed(BRANCH)[f"kb/{COMPOST}.md"] + b"A word of mine.\n"})
    git(woven.root, "checkout", "-q", "main")
    git(woven.root, "rm", "-q", f"kb/{COMPOST}.md")
    commit(woven.root, {})
    end = text(woven.root, "rev-parse", BRANCH)
    done = woven.run("run")
    assert done.returncode == Exit.REFUSED and COMPOST.encode() in done.stderr
    assert text(woven.root, "rev-parse", BRANCH) == end


def test_an_edge_that_was_taken_out_on_the_branch_stays_out(woven: Vault) -> None:
    git(woven.root, "checkout", "-q", BRANCH)
    assert woven.run("unweave", "--type", "challenges").returncode == 0
    git(woven.root, "commit", "-qam", "no")
    git(woven.root, "checkout", "-q", "main")
    commit(woven.root, {"kb/more.md": TARGET})
    assert run(woven)["edges"] == [] and entries(woven) == [MULCH]


def moving(monkeypatch: pytest.MonkeyPatch, times: int, move: Callable[[int], object]) -> None:
    """Have somebody `move` something each time that a run is about to deliver."""
    left = list(range(times))

    def moved(*args: object, **kwargs: object) -> object:
        if left:
            move(left.pop(0))
        return deliver_commits(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(delivery, "deliver_commits", moved)


def test_a_base_that_moves_is_looked_at_again(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    moving(monkeypatch, 1, lambda at: commit(vault.root, {"claims/new.md": INDENTED}))
    looked: list[str] = []
    real = normalize.propose

    def propose(note: Note, rules: Sequence[Rule]) -> tuple[Proposal, ...]:
        looked.append(note.path)
        return real(note, rules)

    monkeypatch.setattr(normalize, "propose", propose)
    result = deliver(vault.root, WISHES)
    assert vault.committed(BRANCH)["claims/new.md"] == NORMAL
    assert text(vault.root, "merge-base", "main", BRANCH) == text(vault.root, "rev-parse", "main") == result.base
    assert looked.count("claims/right.md") == 1 and looked.count("claims/one.md") == looked.count("claims/new.md")


def test_a_branch_that_moves_is_gone_on_from(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    git(vault.root, "branch", BRANCH)

    def move(at: int) -> None:
        git(
            vault.root,
            "update-ref",
            f"refs/heads/{BRANCH}",
            text(vault.root, "commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "other"),
        )

    moving(monkeypatch, 1, move)
    assert deliver(vault.root, WISHES).delivery.commits
    assert text(vault.root, "log", "--format=%s", f"main..{BRANCH}").splitlines()[-1] == "other"


def test_what_moves_without_end_is_given_up(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    moving(monkeypatch, 99, lambda at: commit(vault.root, {f"claims/new{at}.md": INDENTED}))
    with pytest.raises(ReweaveError) as caught:
        deliver(vault.root, WISHES)
    assert caught.value.exit_code == Exit.MOVED and caught.value.code == "base-moved"
    assert text(vault.root, "branch", "--list", BRANCH) == ""


def test_another_branch_that_is_checked_out_meanwhile_is_not_the_base(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = text(vault.root, "rev-parse", "main")
    moving(
        monkeypatch,
        1,
        lambda at: (git(vault.root, "checkout", "-q", "-b", "draft"), commit(vault.root, {"d.md": INDENTED})),
    )
    assert deliver(vault.root, WISHES).base == base
    assert text(vault.root, "merge-base", BRANCH, "draft") == base


def test_the_configuration_of_the_moved_base_counts(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    moving(monkeypatch, 1, lambda at: commit(vault.root, {"reweave.toml": b'ignore = ["quotes"]\n'}))
    assert deliver(vault.root, WISHES).delivery.commits
    assert b'- "solar is cheap"' in vault.committed(BRANCH)["claims/one.md"]

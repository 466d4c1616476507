"""Undo takes back what a run wrote, exactly, or says which notes stop it."""

from itertools import pairwise
from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.delivery import CommitOptions, Delivery, deliver_commits
from reweave.git.lock import Lock
from reweave.git.repository import Repository
from reweave.git.runs import list_runs
from reweave.git.signature import Signature
from reweave.git.target import plan_target
from reweave.git.undo import undo
from reweave.note.changeset import ChangeKind, ChangeSet
from tests.git.conftest import NOTES, change, commit, git, text, tree, upper

BRANCH = "reweave/normalize"
LONG = b"".join(b"line %d\n" % number for number in range(20))


def deliver(repository: Repository, lock: Lock, changes: ChangeSet, branch: str = BRANCH, size: int = 50) -> Delivery:
    options = CommitOptions(batch_size=size)
    return deliver_commits(repository, changes, options, target=plan_target(repository, branch), lock=lock)


def edit_on(place: Path, branch: str, files: dict[str, bytes | None]) -> None:
    """Commit to a branch as a person would, in a worktree of their own that is gone afterwards."""
    folder = place.parent / "person"
    git(place, "worktree", "add", "-q", str(folder), branch)
    for name, content in files.items():
        if content is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(content)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "edit")
    git(place, "worktree", "remove", str(folder))


def show(place: Path, path: str, revision: str = BRANCH) -> bytes:
    return git(place, "cat-file", "blob", f"{revision}:{path}")


def test_a_whole_run_comes_back_to_the_same_tree(place: Path, repository: Repository, lock: Lock) -> None:
    run = deliver(repository, lock, upper(NOTES), size=3).run
    signature = Signature.parse("Bob <b@x.org>", ["Agent: Robot"])
    undone = undo(repository, run, lock=lock, signature=signature)
    assert tree(place, BRANCH) == tree(place, "main")
    assert (undone.run, undone.branch, len(undone.commits)) == (run, BRANCH, 2)
    shown = text(place, "log", "--format=%an|%(trailers:only,separator=%x2C)", f"-{len(undone.commits)}", BRANCH)
    assert shown.splitlines() == [f"Bob|Reweave-Undo: {run}/{number},Agent: Robot" for number in (1, 2)]
    assert text(place, "status", "--porcelain") == ""
    assert undo(repository, run, lock=lock).commits == ()


def test_one_batch(place: Path, repository: Repository, lock: Lock) -> None:
    delivery = deliver(repository, lock, upper(NOTES), size=3)
    (made,) = undo(repository, f"{delivery.run}/1", lock=lock).commits
    changed = text(place, "diff", "--name-only", "main", BRANCH).splitlines()
    assert changed == sorted(delivery.steps[1].files)
    assert text(place, "log", "-1", "--format=%s", made) == f"Undo: {delivery.steps[0].subject}"


def test_steps_of_one_note_are_taken_back_in_reverse(place: Path, repository: Repository, lock: Lock) -> None:
    steps = [
        change("top.md", b"top\n", b"Top\n", ChangeKind.REPAIR),
        change("top.md", b"Top\n", b"TOP\n", ChangeKind.EDGES),
    ]
    run = deliver(repository, lock, ChangeSet(steps)).run
    with pytest.raises(ReweaveError, match=f"1 later batch wrote to the same notes; .*first: `reweave undo {run}/2`"):
        undo(repository, f"{run}/1", lock=lock)
    undo(repository, run, lock=lock)
    assert tree(place, BRANCH) == tree(place, "main")


def test_what_a_person_wrote_since_is_kept(place: Path, repository: Repository, lock: Lock) -> None:
    commit(place, {"long.md": LONG})
    ours = LONG.replace(b"line 3\n", b"LINE 3\n")
    run = deliver(
        repository, lock, ChangeSet([change("long.md", LONG, ours), change("top.md", b"top\n", b"TOP\n")])
    ).run
    edit_on(place, BRANCH, {"long.md": ours.replace(b"line 15\n", b"line fifteen\r\n")})
    (made,) = undo(repository, run, lock=lock).commits
    assert show(place, "long.md") == LONG.replace(b"line 15\n", b"line fifteen\r\n")
    assert show(place, "top.md") == b"top\n"
    body = text(place, "log", "-1", "--format=%b", made)
    assert "Restored:\n- top.md\n" in body and "later changes kept:\n- long.md\n" in body


@pytest.mark.parametrize(
    ("since", "why"),
    [
        (LONG.replace(b"line 3\n", b"Line three\n"), "what the batch wrote has changed since"),
        (LONG.replace(b"line 3\n", b"LINE 3\n").replace(b"line 4\n", b"line four\n"), "has changed since"),
        (b"\0" + LONG.replace(b"line 3\n", b"LINE 3\n"), "has changed since"),
        (LONG.replace(b"line 3\n", b"LINE 3\n").replace(b"line 15\n", b"line fifteen\n"), "has changed since"),
        (None, "it no longer exists"),
    ],
)
def test_refused_as_a_whole(place: Path, repository: Repository, lock: Lock, since: bytes | None, why: str) -> None:
    commit(place, {"long.md": LONG})
    ours = LONG.replace(b"line 3\n", b"LINE 3\n").replace(b"line 9\n", b"LINE 9\n")
    changes = [change("long.md", LONG, ours), change("top.md", b"top\n", b"TOP\n")]
    run = deliver(repository, lock, ChangeSet(changes)).run
    edit_on(place, BRANCH, {"long.md": since})
    before = text(place, "rev-parse", BRANCH)
    with pytest.raises(ReweaveError, match=rf"cannot undo long\.md \(.*{why}.*nothing was undone") as caught:
        undo(repository, run, lock=lock)
    assert (caught.value.exit_code, caught.value.code) == (Exit.REFUSED, "undo-refused")
    assert "top.md" not in str(caught.value)
    assert text(place, "rev-parse", BRANCH) == before


def test_a_change_that_reads_the_same_twice_is_not_guessed(place: Path, repository: Repository, lock: Lock) -> None:
    """Our line was repeated elsewhere since: taking out ours must leave the other, and give back the same on redo."""
    commit(place, {"list.md": b"a\nb\nc\nd\ne\nf\ng\nh\n"})
    run = deliver(
        repository, lock, ChangeSet([change("list.md", b"a\nb\nc\nd\ne\nf\ng\nh\n", b"a\nX\nb\nc\nd\ne\nf\ng\nh\n")])
    ).run
    edit_on(place, BRANCH, {"list.md": b"a\nX\nb\nc\nd\ne\nf\ng\nX\nh\n"})
    undo(repository, run, lock=lock)
    assert show(place, "list.md") == b"a\nb\nc\nd\ne\nf\ng\nX\nh\n"


def test_what_a_person_took_back_already_is_left(place: Path, repository: Repository, lock: Lock) -> None:
    run = deliver(repository, lock, upper(NOTES)).run
    edit_on(place, BRANCH, {"top.md": b"top\n"})
    undo(repository, run, lock=lock)
    assert tree(place, BRANCH) == tree(place, "main")


def test_the_rest_of_a_change_is_taken_back(place: Path, repository: Repository, lock: Lock) -> None:
    commit(place, {"long.md": LONG})
    ours = LONG.replace(b"line 3\n", b"LINE 3\n").replace(b"line 9\n", b"LINE 9\n")
    run = deliver(repository, lock, ChangeSet([change("long.md", LONG, ours)])).run
    edit_on(place, BRANCH, {"long.md": LONG.replace(b"line 3\n", b"LINE 3\n")})
    undo(repository, run, lock=lock)
    assert show(place, "long.md") == LONG


def test_modes_given_since_are_kept(place: Path, repository: Repository, lock: Lock) -> None:
    run = deliver(repository, lock, upper(NOTES)).run
    folder = place.parent / "person"
    git(place, "worktree", "add", "-q", str(folder), BRANCH)
    (folder / "top.md").chmod(0o755)
    git(folder, "commit", "-q", "-a", "-m", "mode")
    git(place, "worktree", "remove", str(folder))
    undo(repository, run, lock=lock)
    assert text(place, "ls-tree", BRANCH, "top.md").startswith("100755 ")
    assert show(place, "top.md") == b"top\n"


def test_a_merged_run_is_undone_on_a_new_branch(place: Path, repository: Repository, lock: Lock) -> None:
    run = deliver(repository, lock, upper(NOTES)).run
    git(place, "merge", "-q", BRANCH)
    commit(place, {"later.md": b"later\n"})
    with pytest.raises(ReweaveError, match=rf"on 2 branches \(main, {BRANCH}\); choose the branch") as caught:
        undo(repository, run, lock=lock)
    assert caught.value.code == "which-branch"
    git(place, "branch", "-D", BRANCH)
    with pytest.raises(ReweaveError, match=r"'main' is checked out at .* --branch"):
        undo(repository, run, lock=lock)
    with pytest.raises(ReweaveError, match="'main' is checked out at"):
        undo(repository, run, lock=lock, branch="main")
    undone = undo(repository, run, lock=lock, branch="back")
    assert text(place, "rev-parse", "back^") == text(place, "rev-parse", "main")
    assert undone.branch == "back" and show(place, "top.md", "back") == b"top\n"
    assert show(place, "later.md", "back") == b"later\n"


def test_a_rebased_run_is_found_again(place: Path, repository: Repository, lock: Lock) -> None:
    run = deliver(repository, lock, upper(NOTES), size=3).run
    commit(place, {"later.md": b"later\n"})
    git(place, "cherry-pick", f"main..{BRANCH}")
    git(place, "branch", "-D", BRANCH)
    undo(repository, run, lock=lock, branch="back")
    assert show(place, "top.md", "back") == b"top\n"


@pytest.mark.parametrize("spec", ["", "/", "/1", "nothing", "run/x", "run/1/2", "a\nb", "--all"])
def test_no_such_run(repository: Repository, lock: Lock, spec: str) -> None:
    with pytest.raises(ReweaveError) as caught:
        undo(repository, spec, lock=lock)
    assert caught.value.code == "no-such-run" and str(caught.value).isprintable()


def test_no_such_batch(repository: Repository, lock: Lock) -> None:
    run = deliver(repository, lock, upper(NOTES)).run
    with pytest.raises(ReweaveError, match=f"batch 2 of run '{run}' not found in the history"):
        undo(repository, f"{run}/2", lock=lock)


def test_an_altered_batch_commit_is_refused(place: Path, repository: Repository, lock: Lock) -> None:
    run = deliver(repository, lock, upper(NOTES)).run
    folder = place.parent / "person"
    git(place, "worktree", "add", "-q", str(folder), BRANCH)
    (folder / "added.md").write_bytes(b"added")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--amend", "--no-edit")
    git(place, "worktree", "remove", str(folder))
    with pytest.raises(ReweaveError, match=r"added\.md \(the batch's commit was altered"):
        undo(repository, run, lock=lock)


def test_undo_of_an_undo_is_a_new_run(place: Path, repository: Repository, lock: Lock) -> None:
    first = deliver(repository, lock, upper(NOTES)).run
    undo(repository, first, lock=lock)
    second = deliver(repository, lock, upper(NOTES)).run
    assert {one.name: one.undone for one in list_runs(repository)} == {first: True, second: False}
    assert show(place, "top.md") == b"TOP\n"


def test_a_squashed_run_is_known_and_undone(place: Path, repository: Repository, lock: Lock) -> None:
    delivery = deliver(repository, lock, upper(NOTES), size=3)
    before = tree(place, "main")
    git(place, "merge", "-q", "--squash", BRANCH)
    git(place, "commit", "-q", "-m", "night")
    git(place, "branch", "-q", "-D", BRANCH)
    (run,) = list_runs(repository)
    assert run.name == delivery.run and [one.commit for one in run.batches] == list(delivery.commits)
    with pytest.raises(ReweaveError, match=r"no branch has all of run .*; if it was squashed, --branch NAME makes"):
        undo(repository, delivery.run, lock=lock)
    undo(repository, f"{delivery.run}/2", lock=lock, branch="back")
    assert text(place, "diff", "--name-only", "main", "back").splitlines() == sorted(delivery.steps[1].files)
    undo(repository, delivery.run, lock=lock, branch="back")
    assert tree(place, "back") == before
    assert list_runs(repository)[0].undone


@pytest.mark.parametrize("later", [1, 2, 5])
def test_the_batches_to_undo_first_are_named(place: Path, repository: Repository, lock: Lock, later: int) -> None:
    texts = [b"- a\n", b"- A\n"] + [b"- A\n" + b"- x%d\n" % number for number in range(later)]
    kinds = [ChangeKind.LAYOUT, *[ChangeKind.EDGES, ChangeKind.LAYOUT] * 3]
    commit(place, {"one.md": texts[0]})
    steps = [change("one.md", *pair, kind) for pair, kind in zip(pairwise(texts), kinds, strict=False)]
    names = [f"{deliver(repository, lock, ChangeSet([step])).run}" for step in steps]
    with pytest.raises(ReweaveError) as caught:
        undo(repository, names[0], lock=lock)
    message = str(caught.value)
    expected = ", then ".join(f"`reweave undo {name}/1`" for name in reversed(names[1:][-3:]))
    assert f"undo first: {expected}" in message and len(message) < 400
    assert ("2 more" in message) == (later == 5)
    for name in reversed(names):
        undo(repository, name, lock=lock)
    assert show(place, "one.md") == texts[0]


@pytest.mark.parametrize("spec", ["{}/2", "{}"])
def test_what_was_undone_is_not_refused_for_what_came_later(
    place: Path, repository: Repository, lock: Lock, spec: str
) -> None:
    run = deliver(repository, lock, upper(NOTES), size=3).run
    undo(repository, run, lock=lock)
    for content in (b"Top!\n", b"other text\n"):
        edit_on(place, BRANCH, dict.fromkeys(NOTES, content))
        assert undo(repository, spec.format(run), lock=lock).commits == ()
        assert show(place, "top.md") == content


def test_the_rest_of_a_run_is_undone_after_one_batch_of_it(place: Path, repository: Repository, lock: Lock) -> None:
    delivery = deliver(repository, lock, upper(NOTES), size=3)
    undo(repository, f"{delivery.run}/2", lock=lock)
    changed: dict[str, bytes | None] = dict.fromkeys(delivery.steps[1].files, b"other text\n")
    edit_on(place, BRANCH, changed)
    assert len(undo(repository, delivery.run, lock=lock).commits) == len(delivery.commits) - 1
    assert {path for path in NOTES if show(place, path) != show(place, path, "main")} == set(changed)

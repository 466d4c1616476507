"""Delivering: exact trees, one move of the branch, and nothing at all when anything is amiss."""

from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.command import GitError
from reweave.git.delivery import CommitOptions, deliver_commits, plan_delivery
from reweave.git.lock import Lock, hold_lock
from reweave.git.repository import Repository, open_repository
from reweave.git.snapshot import list_notes
from reweave.git.target import Target, plan_target
from reweave.note.changeset import ChangeKind, ChangeSet
from tests.git.conftest import NOTES, blobs, change, commit, git, text, tree, upper
from tests.git.test_snapshot import ODD

BRANCH = "reweave/normalize"


def branches(place: Path) -> list[str]:
    return text(place, "branch", "--format=%(refname:short)").splitlines()


def listing(place: Path, revision: str) -> dict[bytes, bytes]:
    """Path to mode and blob, read by plain git."""
    lines = git(place, "ls-tree", "-r", "-z", revision).split(b"\0")[:-1]
    return {path: about for about, _, path in (line.partition(b"\t") for line in lines)}


def show(place: Path, revision: str, path: str) -> bytes:
    blob = listing(place, revision)[path.encode("utf-8", "surrogateescape")].split()[2]
    return git(place, "cat-file", "blob", blob)


def test_delivery(place: Path, repository: Repository, lock: Lock) -> None:
    (place / "top.md").chmod(0o755)
    base = commit(place, ODD)
    notes = {path: data for path, data in {**NOTES, **ODD}.items() if path.endswith(".md")}
    changes = upper(notes)
    changes.add([change("-rf.md", b"1\n", b"1!\n"), change("caf\udce9.md", b"5\n", b"5!\n")])
    changes.add([change("new\nline.md", b"3\n", b"3!\n"), change("x" * 252 + ".md", b"8\n", b"8!\n")])
    target = plan_target(repository)
    assert (target.old, target.base) == (None, base)
    delivery = deliver_commits(repository, changes, CommitOptions(batch_size=3), target=target, lock=lock)
    assert len(delivery.commits) == 3
    assert text(place, "rev-list", "--reverse", f"main..{BRANCH}").splitlines() == list(delivery.commits)
    git(place, "fsck", "--strict")
    before, after = listing(place, "main"), listing(place, BRANCH)
    assert {path for path in after if before[path] != after[path]} == {
        one.path.encode("utf-8", "surrogateescape") for one in changes.changes
    }
    assert [about.split()[0] for about in before.values()] == [about.split()[0] for about in after.values()]
    assert after[b"top.md"].startswith(b"100755 ")
    for one in changes.changes:
        assert show(place, BRANCH, one.path) == one.after
    assert text(place, "log", "-1", "--format=%an <%ae> %cn", BRANCH) == "Ann Author <ann@example.org> Ann Author"
    assert text(place, "log", "-g", "-1", "--format=%gs", BRANCH) == f"reweave: run {delivery.run}"


def test_steps_of_one_note_build_on_each_other(place: Path, repository: Repository, lock: Lock) -> None:
    steps = [
        change("top.md", b"top\n", b"Top\n", ChangeKind.REPAIR),
        change("top.md", b"Top\n", b"TOP\n", ChangeKind.EDGES),
    ]
    deliver_commits(repository, ChangeSet(steps), CommitOptions(), target=plan_target(repository), lock=lock)
    assert [show(place, f"{BRANCH}{back}", "top.md") for back in ("~2", "~1", "")] == [b"top\n", b"Top\n", b"TOP\n"]


def test_a_second_run_finds_nothing_to_do(place: Path, repository: Repository, lock: Lock) -> None:
    def run() -> tuple[str, ...]:
        target = plan_target(repository)
        changes = upper(blobs(repository, list_notes(repository, target.base, lambda path: path.endswith(".md"))))
        return deliver_commits(repository, changes, CommitOptions(), target=target, lock=lock).commits

    (first,) = run()
    assert run() == ()
    assert text(place, "rev-parse", BRANCH) == first
    git(place, "merge", "-q", BRANCH)
    commit(place, {"later.md": b"later\n"})
    (second,) = run()
    assert text(place, "rev-parse", f"{second}^") == text(place, "rev-parse", "main")


def test_nothing_to_do_makes_no_branch(place: Path, repository: Repository, lock: Lock) -> None:
    delivery = deliver_commits(repository, ChangeSet(), CommitOptions(), target=plan_target(repository), lock=lock)
    assert delivery.commits == () and branches(place) == ["main"]


def test_bare_detached_shallow_and_linked(place: Path, tmp_path: Path) -> None:
    commit(place, {"more.md": b"more\n"})
    git(tmp_path, "clone", "-q", "--bare", str(place), "bare.git")
    git(tmp_path, "clone", "-q", "--depth=1", place.as_uri(), "shallow")
    git(place, "worktree", "add", "-q", "--detach", str(tmp_path / "linked"))
    for folder in ("bare.git", "shallow", "linked"):
        repository = open_repository(tmp_path / folder)
        with hold_lock(repository.common_dir / "reweave") as lock:
            target = plan_target(repository, f"r/{folder}")
            deliver_commits(repository, upper(NOTES), CommitOptions(), target=target, lock=lock)
        assert show(tmp_path / folder, f"r/{folder}", "top.md") == b"TOP\n"
    assert branches(place) == ["main", "r/linked"]


def test_sha256(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--object-format=sha256", "vault")
    place = tmp_path / "vault"
    commit(place, NOTES)
    repository = open_repository(place)
    with hold_lock(repository.common_dir / "reweave") as lock:
        delivery = deliver_commits(repository, upper(NOTES), CommitOptions(), target=plan_target(repository), lock=lock)
    git(place, "fsck", "--strict")
    assert len(delivery.commits[0]) == 64 and show(place, BRANCH, "top.md") == b"TOP\n"


@pytest.mark.parametrize("path", ["top.md", "gone.md", "gone/gone.md", "domains", "top.md/x.md", "link.md", "a.md/b"])
def test_a_note_that_is_not_as_it_was_read(place: Path, repository: Repository, lock: Lock, path: str) -> None:
    (place / "link.md").symlink_to("read")
    commit(place, {})
    changes = upper(NOTES)
    changes.changes = [one for one in changes.changes if one.path != "top.md"] + [change(path, b"read", b"new")]
    with pytest.raises(ReweaveError, match="changed since it was read") as caught:
        deliver_commits(repository, changes, CommitOptions(), target=plan_target(repository), lock=lock)
    assert (caught.value.exit_code, caught.value.path) == (Exit.MOVED, path)
    assert branches(place) == ["main"]


def test_planning_needs_no_repository() -> None:
    (step,) = plan_delivery(upper(NOTES), CommitOptions(), Target("b", "refs/heads/b", None, "0" * 40)).steps
    assert step.subject == "Normalize list-indent in 3 folders (4 notes)"
    assert step.files["top.md"].after == b"TOP\n"


def test_no_room_in_the_object_store(place: Path, repository: Repository, lock: Lock) -> None:
    target = plan_target(repository)
    packs = place / ".git" / "objects" / "pack"
    packs.rmdir()
    packs.write_bytes(b"in the way")
    with pytest.raises(GitError, match="index-pack failed"):
        deliver_commits(repository, upper(NOTES), CommitOptions(), target=target, lock=lock)
    assert branches(place) == ["main"]


def test_tree_of_the_base_is_untouched_by_odd_siblings(place: Path, repository: Repository, lock: Lock) -> None:
    """Entries that are no notes (links, submodules, odd names) keep their bytes in the new trees."""
    (place / "domains" / "link").symlink_to("..")
    git(place, "update-index", "--add", "--cacheinfo", f"160000,{text(place, 'rev-parse', 'HEAD')},domains/module")
    commit(place, {"domains/energy.md": b"x\n", "domains/energy-x.md": b"y\n"})
    git(place, "update-index", "--add", "--cacheinfo", f"160000,{text(place, 'rev-parse', 'HEAD')},domains/module")
    git(place, "commit", "-q", "-m", "module")
    deliver_commits(repository, upper(NOTES), CommitOptions(), target=plan_target(repository), lock=lock)
    changed = text(place, "diff", "--name-only", "main", BRANCH).splitlines()
    assert changed == sorted(one.path for one in upper(NOTES).changes)
    assert tree(place, "main") != tree(place, BRANCH)

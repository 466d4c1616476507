"""Merging a branch onto a moved base inside the object store: no checkout, and one compare-and-swap of the branch."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.command import GitError, ask_git, run_git
from reweave.git.commits import commit_merge
from reweave.git.lock import Lock
from reweave.git.message import RUN, UNDO, compose
from reweave.git.objects import Objects, open_objects, path_bytes, path_text
from reweave.git.refs import move_branch
from reweave.git.repository import Repository, branch_ref, is_ancestor, read_ref, resolve
from reweave.git.signature import Signature
from reweave.git.snapshot import list_entries
from reweave.git.target import Target, refuse_unsafe_branch
from reweave.git.tree import Replacement
from reweave.merge.git_merge import without_drivers
from reweave.merge.notes import merge_notes
from reweave.text import count_of, printable, quoted
from reweave.verbosity import timed_step

MERGE = "Reweave-Merge"

_FILES = frozenset({"100644", "100755", "100664"})
_NAMED = 10


@dataclass(frozen=True, slots=True)
class BranchMerge:
    """What a merge made, or would make: `commit` is on `branch` (`None`: none was made).

    `needed` says whether the two had parted ways, `notes` are those that were merged by meaning.
    """

    branch: str
    needed: bool
    notes: tuple[str, ...] = ()
    commit: str | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A merge whose commit is made, but on no branch yet: `target.base` is it.

    `notes` are those that were merged by meaning, `needed` says whether git's own merge would not have come to this.
    `gone` are the notes that the base deleted and in which nothing but reweave's proposals had changed: by path, with
    the blob before the proposals and the one with them.
    """

    target: Target
    notes: tuple[str, ...]
    needed: bool
    gone: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Merge:
    """What a merge comes to: `tree` with `files` replaced, and without `gone`."""

    target: Target
    ours: str
    tree: str
    files: Mapping[str, Replacement]
    gone: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Change:
    """What one side did with a file of the base."""

    path: str
    mode: str
    blob: str
    old_mode: str
    old_blob: str


@timed_step("merge the branch")
def merge_branch(
    repository: Repository,
    branch: str,
    base: str,
    config: Config,
    wanted: Callable[[str], bool],
    *,
    signature: Signature,
    lock: Lock | None,
) -> BranchMerge:
    """Merge `branch` onto the commit `base`, and move `branch` to the result; without a `lock` nothing is written.

    The notes that both changed (`wanted` says which files are notes) are merged by meaning into the bytes of `base`,
    all else as git does.

    Raises:
        ReweaveError: there is no such branch, it is checked out, something conflicts (`merge-conflict`, exit 3), or it
            moved meanwhile (exit 5). Nothing is moved then.
    """
    merge = _plan(repository, branch, base, config, wanted)
    if merge is None:
        return BranchMerge(branch, False)
    notes = tuple(merge.files)
    if lock is None:
        return BranchMerge(branch, True, notes)
    commit = _commit(repository, merge, base, signature)
    move_branch(repository, merge.target, commit, f"reweave: merge {branch}", lock)
    return BranchMerge(branch, True, notes, commit)


def prepare_merge(
    repository: Repository,
    branch: str,
    base: str,
    config: Config,
    wanted: Callable[[str], bool],
    *,
    signature: Signature,
    name: str,
) -> Prepared | None:
    """Make the commit that merges `branch` onto the commit `base` (called `name`), and move nothing.

    Return `None` where the two have not parted ways. A note that the base deleted while the branch only had reweave's
    own proposals in it is gone.

    Raises:
        ReweaveError: as `merge_branch`.
    """
    merge = _plan(repository, branch, base, config, wanted, proposals_go=True)
    if merge is None:
        return None
    target = replace(merge.target, base=_commit(repository, merge, name, signature))
    needed = bool(merge.gone) or any(one.before != one.after for one in merge.files.values())
    return Prepared(target, tuple(merge.files), needed, merge.gone)


def _plan(
    repository: Repository,
    branch: str,
    base: str,
    config: Config,
    wanted: Callable[[str], bool],
    *,
    proposals_go: bool = False,
) -> _Merge | None:
    """Find out what a merge comes to; `None` where there is nothing to merge."""
    ref = branch_ref(repository, branch)
    theirs = read_ref(repository, ref)
    if theirs is None:
        raise ReweaveError(f"branch {quoted(branch)} not found", code="no-such-branch")
    ours = resolve(repository, base)
    if is_ancestor(repository, ours, theirs) or is_ancestor(repository, theirs, ours):
        return None
    refuse_unsafe_branch(repository, branch, ref)
    tree, torn = _merge_tree(repository, ours, theirs)
    files, conflicts = _merged_notes(repository, tree, ours, theirs, config, wanted)
    deleted = {path: stages[1:] for path, stages in torn.items() if proposals_go and stages[0] == "13"}
    gone = {
        path: (blobs[0], blobs[1])
        for path, blobs in deleted.items()
        if wanted(path) and _is_proposed(repository, ours, theirs, path)
    }
    conflicts = {
        **{path: "both sides changed it" for path in torn if path not in files and path not in gone},
        **conflicts,
    }
    if conflicts:
        raise _refusal(conflicts)
    return _Merge(Target(branch, ref, theirs, ours), ours, tree, files, gone)


def _is_proposed(repository: Repository, ours: str, theirs: str, path: str) -> bool:
    """Return whether only commits of reweave changed a file on the side of `theirs`."""
    keys = "%x00".join(f"%(trailers:key={key},valueonly,separator=%x01)" for key in (RUN, UNDO, MERGE))
    args: list[str | bytes] = ["log", "-z", f"--format={keys}", theirs, f"^{ours}", "--"]
    said = run_git(repository.git, [*args, b":(top,literal)" + path_bytes(path)])
    fields = said.split(b"\0")
    return all(any(one.strip() for one in fields[at : at + 3]) for at in range(0, len(fields) - 2, 3))


def _commit(repository: Repository, merge: _Merge, name: str, signature: Signature) -> str:
    counted = f"{count_of(len(merge.files), 'note')} changed on both sides, merged semantically."
    gone = [f"- {printable(path)}" for path in sorted(merge.gone)]
    paragraphs: Sequence[Sequence[str]] = [
        [counted],
        *([["Deleted on the base, with the changes proposed for them:", *gone]] if gone else []),
    ]
    subject = f"Merge {printable(merge.target.branch)} onto {printable(name)}"
    theirs = merge.target.old
    assert theirs is not None
    message = compose(subject, paragraphs, [(MERGE, f"{merge.ours} {theirs}"), *signature.trailers])
    changed = {path: one for path, one in merge.files.items() if one.before != one.after}
    with open_objects(repository) as objects:
        changed |= {path: Replacement(objects.read(blob)[1], None) for path, (_, blob) in merge.gone.items()}
    return commit_merge(repository, merge.tree, changed, (merge.ours, theirs), message, signature)


def _merge_tree(repository: Repository, ours: str, theirs: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Return the tree that git's own merge gives, and the paths in which it left conflicts.

    With each path comes which of the stages (1 base, 2 ours, 3 theirs) there are, as one word, and their blobs.
    """
    args = ["merge-tree", "--write-tree", "-z", "--no-messages", ours, theirs]
    done = ask_git(without_drivers(repository.git), args)
    if done.returncode not in (0, 1):
        raise GitError("merge-tree", done.returncode, done.stderr)
    tree, *entries = done.stdout.split(b"\0")
    torn: dict[str, tuple[str, ...]] = {}
    for entry in filter(None, entries):
        about, _, name = entry.partition(b"\t")
        _, blob, stage = about.decode("ascii").split(" ")
        stages, *blobs = torn.get(path_text(name), ("",))
        torn[path_text(name)] = (stages + stage, *blobs, blob)
    return tree.decode("ascii"), torn


def _merged_notes(
    repository: Repository, tree: str, ours: str, theirs: str, config: Config, wanted: Callable[[str], bool]
) -> tuple[dict[str, Replacement], dict[str, str]]:
    """Merge the notes that both sides changed; return them by path in `tree`, and the conflicts by path."""
    base = _merge_base(repository, ours, theirs)
    mine, other = _changes(repository, base, ours), _changes(repository, base, theirs)
    there = {entry.path: entry.blob for entry in list_entries(repository, tree)}
    files: dict[str, Replacement] = {}
    conflicts: dict[str, str] = {}
    with open_objects(repository) as objects:
        for old, path, one, two in _both(mine, other):
            if path not in there or not wanted(path):
                continue
            was, here, side = (_read(objects, blob) for blob in (one.old_blob if old else "", one.blob, two.blob))
            merged = merge_notes(was, here, side, config.merge, path=path, limits=config.limits)
            if merged.conflicts:
                conflicts[path] = ", ".join(merged.conflicts)
            files[path] = Replacement(objects.read(there[path])[1], merged.data)
    return files, conflicts


def _both(mine: Mapping[str, _Change], other: Mapping[str, _Change]) -> Iterator[tuple[bool, str, _Change, _Change]]:
    """Yield the files that both sides changed, with their path in the merge; a rename by one side counts for both."""
    for key, one in mine.items():
        two = other.get(key)
        if two is None or one.blob == two.blob:
            continue
        modes = {one.mode, two.mode} | ({one.old_mode, two.old_mode} if one.old_blob.strip("0") else set())
        if not modes <= _FILES:
            continue
        moved = {change.path for change in (one, two) if change.path != key}
        if len(moved) < 2:
            yield bool(one.old_blob.strip("0")), moved.pop() if moved else key, one, two


def _changes(repository: Repository, base: str, side: str) -> dict[str, _Change]:
    """Return what a side changed, by the path in the base (or its own, for a new file)."""
    args = ["diff-tree", "-r", "-z", "--raw", "-M", "--no-ext-diff", "--no-textconv", "--no-abbrev", base, side]
    fields = iter(run_git(repository.git, args).split(b"\0")[:-1])
    found: dict[str, _Change] = {}
    for about in fields:
        old_mode, mode, old_blob, blob, status = about.decode("ascii").removeprefix(":").split(" ")
        old = path_text(next(fields))
        path = path_text(next(fields)) if status[0] in "RC" else old
        if status[0] != "D":
            found[old] = _Change(path, mode, blob, old_mode, old_blob)
    return found


def _merge_base(repository: Repository, ours: str, theirs: str) -> str:
    found = run_git(repository.git, ["merge-base", "--all", ours, theirs]).split()
    if len(found) != 1:
        raise ReweaveError(
            f"the branches have {len(found)} merge bases, expected one",
            code="merge-bases",
            exit_code=Exit.REFUSED,
            suggestion="merge in a checkout with the merge driver",
        )
    return found[0].decode("ascii")


def _read(objects: Objects, blob: str) -> bytes:
    return objects.read(blob)[1] if blob else b""


def _refusal(conflicts: Mapping[str, str]) -> ReweaveError:
    named = [f"{printable(path)} ({printable(why)})" for path, why in sorted(conflicts.items())[:_NAMED]]
    more = [f"and {len(conflicts) - _NAMED} more"] if len(conflicts) > _NAMED else []
    return ReweaveError(
        f"conflicts in {', '.join([*named, *more])}; nothing was merged",
        code="merge-conflict",
        exit_code=Exit.REFUSED,
        suggestion="merge in a checkout with the merge driver, and resolve them there",
    )

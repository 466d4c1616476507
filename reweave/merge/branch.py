"""Merging a branch onto its updated base in the object store: no checkout, and one compare-and-swap of the branch."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.branch_name import branch_ref
from reweave.git.command import run_git
from reweave.git.commits import commit_merge
from reweave.git.lock import Lock
from reweave.git.message import RUN, UNDO, compose
from reweave.git.objects import open_objects
from reweave.git.paths import encode_path
from reweave.git.refs import update_branch
from reweave.git.repository import Repository, is_ancestor, read_ref, resolve
from reweave.git.signature import Signature
from reweave.git.target import Target, refuse_unsafe_branch
from reweave.git.tree import Replacement
from reweave.merge.tree_merge import merge_notes_of_trees, merge_trees
from reweave.text import count_of, printable, quoted
from reweave.verbosity import timed_step

MERGE = "Reweave-Merge"

_NAMED = 10
"""How many conflicts an error names."""


@dataclass(frozen=True, slots=True)
class BranchMerge:
    """The result of a merge, or of a dry run: `commit` is on `branch` (`None`: none was made).

    `needed` says whether the two had diverged, `notes` are those that were merged semantically.
    """

    branch: str
    needed: bool
    notes: tuple[str, ...] = ()
    commit: str | None = None


@dataclass(frozen=True, slots=True)
class PreparedMerge:
    """A merge commit that no branch points to yet: it is `target.base`.

    `notes` are those that were merged semantically, `needed` says whether git's own merge would differ. `deleted` are
    the notes that the base deleted and that only reweave's proposals had changed: by path, with the blob before the
    proposals and the one with them.
    """

    target: Target
    notes: tuple[str, ...]
    needed: bool
    deleted: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Merge:
    """A merge before its commit: git's `tree` with `files` replaced, and without `deleted`."""

    target: Target
    ours: str
    tree: str
    files: Mapping[str, Replacement]
    deleted: Mapping[str, tuple[str, str]]


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
    """Merge `branch` onto the commit `base`, and update `branch` to the result; without a `lock` nothing is written.

    Notes that both sides changed (`wanted` tells notes from other files) are merged semantically into the bytes of
    `base`, all else is merged as git does.

    Raises:
        ReweaveError: the branch does not exist, is checked out, conflicts (`merge-conflict`, exit 3), or changed
            meanwhile (exit 5). It is then left as it was.
    """
    merge = _plan(repository, branch, base, config, wanted)
    if merge is None:
        return BranchMerge(branch, False)
    notes = tuple(merge.files)
    if lock is None:
        return BranchMerge(branch, True, notes)
    commit = _commit(repository, merge, base, signature)
    update_branch(repository, merge.target, commit, f"reweave: merge {branch}", lock)
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
) -> PreparedMerge | None:
    """Make the commit that merges `branch` onto the commit `base` (called `name`), and update no branch.

    Return `None` where the two have not diverged. A note that the base deleted stays deleted where the branch only
    added reweave's own proposals to it.

    Raises:
        ReweaveError: as `merge_branch`.
    """
    merge = _plan(repository, branch, base, config, wanted, drop_proposals=True)
    if merge is None:
        return None
    target = replace(merge.target, base=_commit(repository, merge, name, signature))
    needed = bool(merge.deleted) or any(one.before != one.after for one in merge.files.values())
    return PreparedMerge(target, tuple(merge.files), needed, merge.deleted)


def _plan(
    repository: Repository,
    branch: str,
    base: str,
    config: Config,
    wanted: Callable[[str], bool],
    *,
    drop_proposals: bool = False,
) -> _Merge | None:
    """Merge without writing anything; return `None` where there is nothing to merge."""
    ref = branch_ref(branch)
    theirs = read_ref(repository, ref)
    if theirs is None:
        raise ReweaveError(f"branch {quoted(branch)} not found", code="no-such-branch")
    ours = resolve(repository, base)
    if is_ancestor(repository, ours, theirs) or is_ancestor(repository, theirs, ours):
        return None
    refuse_unsafe_branch(repository, branch, ref)
    tree, unmerged = merge_trees(repository, ours, theirs)
    files, conflicts = merge_notes_of_trees(repository, tree, ours, theirs, config, wanted)
    deleted = {
        path: (stages[1], stages[3])
        for path, stages in unmerged.items()
        if drop_proposals
        and stages.keys() == {1, 3}
        and wanted(path)
        and _has_only_proposals(repository, ours, theirs, path)
    }
    unresolved = [path for path in unmerged if path not in files and path not in deleted]
    conflicts = dict.fromkeys(unresolved, "both sides changed it") | conflicts
    if conflicts:
        raise _refusal(conflicts)
    return _Merge(Target(branch, ref, theirs, ours), ours, tree, files, deleted)


def _has_only_proposals(repository: Repository, ours: str, theirs: str, path: str) -> bool:
    """Return whether only commits of reweave changed a file on the side of `theirs`."""
    keys = "%x00".join(f"%(trailers:key={key},valueonly,separator=%x01)" for key in (RUN, UNDO, MERGE))
    args: list[str | bytes] = ["log", "-z", f"--format={keys}", theirs, f"^{ours}", "--"]
    listing = run_git(repository.git, [*args, b":(top,literal)" + encode_path(path)])
    fields = listing.split(b"\0")
    return all(any(one.strip() for one in fields[at : at + 3]) for at in range(0, len(fields) - 2, 3))


def _commit(repository: Repository, merge: _Merge, name: str, signature: Signature) -> str:
    counted = f"{count_of(len(merge.files), 'note')} changed on both sides, merged semantically."
    deleted = [f"- {printable(path)}" for path in sorted(merge.deleted)]
    paragraphs: Sequence[Sequence[str]] = [
        [counted],
        *([["Deleted on the base, with the changes proposed for them:", *deleted]] if deleted else []),
    ]
    subject = f"Merge {printable(merge.target.branch)} onto {printable(name)}"
    theirs = merge.target.old
    assert theirs is not None
    message = compose(subject, paragraphs, [(MERGE, f"{merge.ours} {theirs}"), *signature.trailers])
    changed = {path: one for path, one in merge.files.items() if one.before != one.after}
    with open_objects(repository) as objects:
        changed |= {path: Replacement(objects.read(blob)[1], None) for path, (_, blob) in merge.deleted.items()}
    return commit_merge(repository, merge.tree, changed, (merge.ours, theirs), message, signature)


def _refusal(conflicts: Mapping[str, str]) -> ReweaveError:
    named = [f"{printable(path)} ({printable(why)})" for path, why in sorted(conflicts.items())[:_NAMED]]
    more = [f"and {len(conflicts) - _NAMED} more"] if len(conflicts) > _NAMED else []
    return ReweaveError(
        f"conflicts in {', '.join([*named, *more])}; nothing was merged",
        code="merge-conflict",
        exit_code=Exit.REFUSED,
        suggestion="merge in a checkout with the merge driver, and resolve them there",
    )

"""Undoing what a run wrote, and nothing else.

An undo makes one commit for each batch, the newest first, so that it can be reviewed as the run was. A note that
is still as the batch left it gets its old bytes back. A note that changed since loses only the batch's change: a
three-way merge reverts it, and the result is used only if applying the change again gives the present bytes (or if it
is, byte for byte, the note before the batch).
If one note cannot be undone, nothing is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.branch_name import branch_ref
from reweave.git.command import run_git
from reweave.git.commits import Step, commit_steps
from reweave.git.lock import Lock
from reweave.git.message import undo_message
from reweave.git.objects import Objects, open_objects
from reweave.git.paths import decode_path
from reweave.git.raw_diff import FILE_MODES, FileVersion, RawChange, diff_trees
from reweave.git.repository import Repository, head, is_ancestor, read_ref
from reweave.git.runs import DeliveredBatch, list_runs, undone_batches
from reweave.git.signature import Signature
from reweave.git.snapshot import list_entries
from reweave.git.target import Target, refuse_unsafe_branch
from reweave.git.text_merge import merge_text
from reweave.git.tree import Replacement
from reweave.note.changeset import ChangeKind
from reweave.text import count_of, printable, quoted
from reweave.verbosity import timed_step

_MAKING = frozenset({ChangeKind.NAMES.value, ChangeKind.ANSWERS.value})
"""The kinds of batches that create and delete files."""
_NAMED = 3


@dataclass(frozen=True, slots=True)
class UndoResult:
    """The result of an undo: the commits on `branch`, oldest first (empty where everything was undone already).

    `remembered` says that the last commit also remembers it, so that no run does the same again.
    """

    run: str
    branch: str
    commits: tuple[str, ...]
    steps: tuple[Step, ...]
    remembered: bool = False


class UndoneBatch(NamedTuple):
    """A batch that an undo takes back, and the paths of the files that it changes for that."""

    batch: DeliveredBatch
    paths: Sequence[str]


TakeOut = Callable[[bytes, bytes, bytes], bytes | None]
"""Returns a note, as it is now, without the edges that a batch added (before, after); `None` where it cannot."""

Remember = Callable[[Repository, str, Sequence[UndoneBatch]], Mapping[str, Replacement]]
"""Returns further files for the last commit of an undo on a base: what is to be remembered of it."""


@timed_step("revert the commits")
def undo(
    repository: Repository,
    spec: str,
    *,
    lock: Lock,
    branch: str | None = None,
    signature: Signature | None = None,
    remember: Remember = lambda *_: {},
    take_out: Callable[[Repository, str], TakeOut] = lambda *_: lambda *_: None,
) -> UndoResult:
    """Undo the run `RUN`, or one batch of it, `RUN/BATCH`, on `branch` (None: the only branch that contains it).

    A `branch` that does not exist is created from the only branch that contains the run, or from HEAD if that does. A
    run that no branch contains was squashed, or its branch is gone: `branch` is created from HEAD, too.

    Raises:
        ReweaveError: the run or batch does not exist (`no-such-run`); several branches qualify (`which-branch`); the
            branch is checked out; notes that changed since cannot be undone (`undo-refused`, exit 3); the branch
            changed meanwhile (exit 5); git failed. The branch is then left as it was.
    """
    signature = signature or Signature()
    run, number = _parse(spec)
    target = _target(repository, run, number, branch)
    batches = _here_or_anywhere(repository, run, number, target.base)
    steps, undone = _plan(repository, target.base, batches, signature, take_out(repository, target.base))
    remembered = remember(repository, target.base, undone) if steps else {}
    if remembered:
        steps[-1] = replace(steps[-1], files={**steps[-1].files, **remembered})
    commits = commit_steps(repository, steps, target, signature, f"reweave: undo {spec}", lock)
    return UndoResult(run, target.branch, commits, tuple(steps), bool(remembered))


def _parse(spec: str) -> tuple[str, int | None]:
    run, slash, number = spec.partition("/")
    if not run or (slash and not (number.isascii() and number.isdigit())):
        raise ReweaveError(f"invalid run {quoted(spec)}: expected RUN or RUN/BATCH", code="no-such-run")
    return run, int(number) if slash else None


def _batches(
    repository: Repository, run: str, number: int | None, revisions: Sequence[str] | None
) -> list[DeliveredBatch]:
    """Return the batch commits to undo, the newest first.

    Raises:
        ReweaveError: none is found (`no-such-run`).
    """
    found = [
        batch
        for one in list_runs(repository, revisions)
        for batch in one.batches
        if one.name == run and number in (None, batch.number)
    ]
    if not found:
        what = f"run {quoted(run)}" if number is None else f"batch {number} of run {quoted(run)}"
        raise ReweaveError(f"{what} not found in the history", code="no-such-run", suggestion="see `reweave log`")
    return sorted(found, key=lambda batch: batch.number, reverse=True)


def _here_or_anywhere(repository: Repository, run: str, number: int | None, base: str) -> list[DeliveredBatch]:
    """Return the batches as the history of `base` has them, else as they were made: a squash took them in."""
    try:
        return _batches(repository, run, number, [base])
    except ReweaveError:
        return _batches(repository, run, number, None)


def _target(repository: Repository, run: str, number: int | None, branch: str | None) -> Target:
    """Return the branch to undo on, and the commit to build on."""
    if branch is not None:
        ref = branch_ref(branch)
        refuse_unsafe_branch(repository, branch, ref)
        old = read_ref(repository, ref)
        if old is not None:
            return Target(branch, ref, old, old)
    commits = {batch.commit for batch in _batches(repository, run, number, None)}
    branches = _branches_with(repository, commits)
    if branch is not None:
        here = head(repository).commit
        contained = all(is_ancestor(repository, one, here) for one in commits) if here is not None else False
        if here is not None and len(branches) != 1 and (contained or not branches):
            return Target(branch, ref, None, here)
        return Target(branch, ref, None, branches[_single(branches, run)])
    ref = _single(branches, run)
    name = ref.removeprefix("refs/heads/")
    refuse_unsafe_branch(repository, name, ref)
    return Target(name, ref, branches[ref], branches[ref])


def _branches_with(repository: Repository, commits: set[str]) -> dict[str, str]:
    """Return the branches (full ref names) that contain all of `commits`, each with its tip."""
    args = ["for-each-ref", "--format=%(refname)%00%(objectname)", "refs/heads"]
    lines = run_git(repository.git, args).splitlines()
    branches = dict(decode_path(line).split("\0") for line in lines)
    return {ref: end for ref, end in branches.items() if all(is_ancestor(repository, one, end) for one in commits)}


def _single(branches: dict[str, str], run: str) -> str:
    if len(branches) == 1:
        return next(iter(branches))
    names = ", ".join(printable(ref.removeprefix("refs/heads/")) for ref in sorted(branches)[:_NAMED])
    raise ReweaveError(
        f"run {quoted(run)} is on {len(branches)} branches ({names})"
        if branches
        else f"no branch has all of run {quoted(run)}",
        code="which-branch",
        suggestion="choose the branch with --branch"
        if branches
        else "if it was squashed, --branch NAME makes a branch of HEAD without it",
    )


class _CannotUndoError(Exception):
    """One file cannot be undone; the message says why."""


@dataclass(slots=True)
class _State:
    """The notes at this point of the undo: the base's blobs, overlaid by what earlier steps wrote."""

    objects: Objects
    blobs: dict[str, str]
    over: dict[str, bytes | None] = field(default_factory=dict)

    def read(self, path: str) -> bytes | None:
        if path in self.over:
            return self.over[path]
        return self.objects.read(self.blobs[path])[1] if path in self.blobs else None


def _plan(
    repository: Repository, base: str, batches: Sequence[DeliveredBatch], signature: Signature, take_out: TakeOut
) -> tuple[list[Step], list[UndoneBatch]]:
    blobs = {entry.path: entry.blob for entry in list_entries(repository, base) if entry.mode in FILE_MODES}
    steps: list[Step] = []
    undone: list[UndoneBatch] = []
    refused: dict[str, str] = {}
    earlier = undone_batches(repository, base)
    with open_objects(repository) as objects:
        state = _State(objects, blobs)
        for batch in batches:
            restored: dict[str, Replacement] = {}
            merged: dict[str, Replacement] = {}
            for change in diff_trees(repository, batch.parent, batch.commit):
                now = state.read(change.path)
                before, after = (_content(objects, version) for version in (change.old, change.new))
                try:
                    file = _undo_file(batch.kind, change, now, before, after, take_out)
                except _CannotUndoError as error:
                    if (batch.run, batch.number) in earlier:
                        # Undone before; what was written there since is not the batch's.
                        continue
                    refused.setdefault(change.path, str(error))
                    continue
                if file is not None:
                    (restored if now == after else merged)[change.path] = file
            files = {**restored, **merged}
            state.over.update({path: file.after for path, file in files.items()})
            if files:
                message = undo_message(
                    batch.run, batch.number, batch.subject, list(restored), list(merged), signature.trailers
                )
                steps.append(Step(message, files))
                undone.append(UndoneBatch(batch, list(files)))
    if refused:
        later = _later_batches(repository, base, batches, set(refused))
        raise _blocked(batches, later) if later else _refusal(refused)
    return steps, undone


def _later_batches(
    repository: Repository, base: str, batches: Sequence[DeliveredBatch], paths: set[str]
) -> list[DeliveredBatch]:
    """Return the batches that were made after `batches`, are not undone, and wrote to `paths`, the newest first."""
    revisions = [base, *(f"^{batch.commit}" for batch in batches)]
    later = {batch.commit: batch for run in list_runs(repository, revisions) for batch in run.batches}
    ordered = run_git(repository.git, ["rev-list", "--topo-order", *revisions, "--"]).decode("ascii").split()
    return [
        batch
        for batch in (later[commit] for commit in ordered if commit in later)
        if batch.undone_by is None
        and any(change.path in paths for change in diff_trees(repository, batch.parent, batch.commit))
    ]


def _blocked(batches: Sequence[DeliveredBatch], later: Sequence[DeliveredBatch]) -> ReweaveError:
    """Return the error for batches whose notes later batches changed: these are undone first, the newest first."""
    names = [f"{batch.run}/{batch.number}" for batch in later]
    shown = ", then ".join(f"`reweave undo {printable(name)}`" for name in names[:_NAMED])
    more = f", then {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    run = batches[0].run
    whole = f", or all of it: `reweave undo {printable(run)}`" if any(batch.run == run for batch in later) else ""
    return ReweaveError(
        f"{count_of(len(later), 'later batch', 'later batches')} wrote to the same notes; nothing was undone",
        code="undo-refused",
        exit_code=Exit.REFUSED,
        suggestion=f"undo first: {shown}{more}{whole}",
    )


def _undo_file(
    kind: str,
    change: RawChange,
    now: bytes | None,
    before: bytes | None,
    after: bytes | None,
    take_out: TakeOut,
) -> Replacement | None:
    """Return how to undo a batch's change to one file that is `now`; None where it is undone already."""
    if any(version.exists and not version.is_file for version in (change.old, change.new)):
        raise _CannotUndoError("the batch's commit was altered: it changes the type of this file")
    if before is None or after is None:
        if kind not in _MAKING:
            raise _CannotUndoError("the batch's commit was altered: it adds or removes this file")
        if now == after:
            return Replacement(now, before, mode="" if before is None else change.old.mode)
        if now != before:
            raise _CannotUndoError("the batch created or deleted this file, and it has changed since")
        return None
    if now is None:
        raise _CannotUndoError("it no longer exists")
    if now == after:
        return Replacement(now, before)
    if now == before:
        return None
    reverted = revert_change(now, before, after)
    if reverted is None and kind == ChangeKind.EDGES.value:
        # Edges that other batches wrote below them are no conflict.
        reverted = take_out(now, before, after)
    if reverted is None:
        raise _CannotUndoError("what the batch wrote has changed since")
    return None if reverted == now else Replacement(now, reverted)


def _content(objects: Objects, version: FileVersion) -> bytes | None:
    return objects.read(version.blob)[1] if version.is_file else None


def revert_change(now: bytes, before: bytes, after: bytes) -> bytes | None:
    """Return `now` without the change from `before` to `after`; None where later changes overlap it.

    Raises:
        GitError: git could not merge.
    """
    reverted = _merge(now, after, before)
    # Exactly `before` is right as well: part of the change was reverted earlier, the rest is now.
    if reverted is None or (reverted != before and _merge(reverted, before, after) != now):
        return None
    return reverted


def _merge(ours: bytes, base: bytes, theirs: bytes) -> bytes | None:
    """Merge three versions as git does; None on a conflict, or when one of them is not text."""
    merged = merge_text(base, ours, theirs)
    return None if merged.conflict else merged.data


def _refusal(refused: dict[str, str]) -> ReweaveError:
    named = [f"{printable(path)} ({why})" for path, why in list(refused.items())[:_NAMED]]
    more = [f"and {len(refused) - _NAMED} more"] if len(refused) > _NAMED else []
    return ReweaveError(
        f"cannot undo {', '.join([*named, *more])}; nothing was undone",
        code="undo-refused",
        exit_code=Exit.REFUSED,
        suggestion="undo these by hand, or the other batches by number",
    )

"""Delivering a change set as commits: every object first, then one move of the branch."""

import re
import struct
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import new as new_hash
from pathlib import Path
from secrets import token_hex

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.batch import DEFAULT_SIZE, Batch, Grouping, limit_batches, split_batches
from reweave.git.command import GitError, ask_git, run_git, talk_to_git
from reweave.git.lock import Lock, Move
from reweave.git.message import batch_message, parse_trailer
from reweave.git.objects import open_objects
from reweave.git.repository import (
    Repository,
    branch_ref,
    checked_out,
    is_ancestor,
    read_ref,
    resolve,
)
from reweave.git.tree import Replacement, TreeWriter
from reweave.note.changeset import Change, ChangeKind, ChangeSet
from reweave.text import printable
from reweave.verbosity import part

DEFAULT_BRANCH = "reweave/normalize"

_AUTHOR = re.compile(r"\s*([^<>]*[^<>\s])\s*<([^<>\s]+)>\s*")
_PACK_TYPES = {"commit": 1, "tree": 2, "blob": 3}
_PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class Target:
    """Where commits go: onto `base`, after which branch `ref` moves from `old` (None: it is made) to the last one."""

    branch: str
    ref: str
    old: str | None
    base: str


@dataclass(frozen=True, slots=True)
class Signature:
    """What goes with every commit of a run: the author (name, e-mail) if not git's own, and extra trailers."""

    author: tuple[str, str] | None = None
    trailers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, author: str | None, trailers: Sequence[str]) -> "Signature":
        """Return the signature given as `Name <email>` and `Key: value` texts.

        Raises:
            ReweaveError: one of them is not of that form (`author`, `trailer`).
        """
        return cls(None if author is None else parse_author(author), tuple(map(parse_trailer, trailers)))


@dataclass(frozen=True, slots=True)
class CommitOptions:
    """How a change set is cut into commits; `run` names the run (None: a new name).

    `max_notes` is the most notes that one run changes: no batch is larger, and those that go beyond it are left.
    """

    batch_size: int = DEFAULT_SIZE
    by: Grouping = Grouping.FOLDER
    signature: Signature = Signature()
    run: str | None = None
    max_notes: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A commit to be made: its message, its files by path from the top of the repository, and its batch's kind."""

    message: str
    files: Mapping[str, Replacement]
    kind: ChangeKind | None = None

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.partition("\n")[0]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a run made: its name, the branch, and the commits, oldest first (none: there was nothing to change).

    `left` are the batches beyond the run's limit.
    """

    run: str
    branch: str
    commits: tuple[str, ...]
    steps: tuple[Step, ...]
    left: tuple[Batch, ...] = ()


def plan_target(
    repository: Repository, branch: str = DEFAULT_BRANCH, base: str = "HEAD", *, new: bool = False
) -> Target:
    """Say where commits for `branch` start: read the notes from `base` of the answer.

    A new branch starts at `base`. A branch that is there goes on from its own end, or from `base` where `base`
    already contains it (it was merged), so that a second run finds nothing to do. With `new` it must not be there.

    Raises:
        ReweaveError: `base` is no commit, the branch name is invalid, the branch is checked out (`checked-out`), is
            an alias of another (`symbolic-branch`), exists although it must be new (`branch-exists`), or has parted
            ways with `base` (`branch-diverged`).
    """
    ref = branch_ref(repository, branch)
    start = resolve(repository, base)
    refuse_unsafe_branch(repository, branch, ref)
    old = read_ref(repository, ref)
    if new and old is not None:
        message = f"branch {printable(branch)} exists already"
        raise ReweaveError(message, code="branch-exists", suggestion="name another")
    if old is None or is_ancestor(repository, old, start):
        return Target(branch, ref, old, start)
    if not is_ancestor(repository, start, old):
        raise ReweaveError(
            f"branch {printable(branch)} and {printable(base)} have parted ways",
            code="branch-diverged",
            suggestion="merge or delete that branch, or name another",
        )
    return Target(branch, ref, old, old)


def plan_steps(changeset: ChangeSet, options: CommitOptions, run: str) -> tuple[Step, ...]:
    """Return the commits that `changeset` would become, without touching any repository.

    Raises:
        ValueError: the batch size is below 1.
    """
    return _steps(_batches(changeset, options)[0], options, run)


def plan_delivery(changeset: ChangeSet, options: CommitOptions, target: Target) -> Delivery:
    """Return what `deliver_commits` would make, without touching any repository."""
    run = options.run or new_run()
    batches, left = _batches(changeset, options)
    return Delivery(run, target.branch, (), _steps(batches, options, run), left)


def _files(change: Change) -> Iterator[tuple[str, Replacement]]:
    """Yield what a change does to files: one replaced, one made, or one removed and one made like it."""
    if change.to:
        yield change.path, Replacement(change.before, None)
        yield change.to, Replacement(None, change.after, change.path)
    else:
        yield change.path, Replacement(None if change.made else change.before, change.after)


@part("make the commits")
def deliver_commits(
    repository: Repository,
    changeset: ChangeSet,
    options: CommitOptions,
    *,
    target: Target,
    lock: Lock,
    before_move: Callable[[], None] | None = None,
) -> Delivery:
    """Make the commits of `changeset` (paths from the top of the repository) and move the branch to the last one.

    Only the object store and that one ref are written. `lock` is the repository's own, held. `before_move` is called
    when all objects are there; what it raises leaves the branch where it was.

    Raises:
        ReweaveError: a note or the branch moved since it was read (exit 5), git has no identity (`no-identity`),
            the branch is checked out, or git failed. The branch is then where it was.
    """
    plan = plan_delivery(changeset, options, target)
    why = f"reweave: run {plan.run}"
    commits = commit_steps(repository, plan.steps, target, options.signature, why, lock, before_move)
    return Delivery(plan.run, target.branch, commits, plan.steps, plan.left)


def _batches(changeset: ChangeSet, options: CommitOptions) -> tuple[tuple[Batch, ...], tuple[Batch, ...]]:
    most = options.max_notes
    size = options.batch_size if most is None else min(options.batch_size, most)
    return limit_batches(split_batches(changeset, size, options.by), most)


def _steps(batches: Sequence[Batch], options: CommitOptions, run: str) -> tuple[Step, ...]:
    return tuple(
        Step(
            batch_message(batch, run, number, len(batches), options.signature.trailers),
            dict(file for change in batch.changes for file in _files(change)),
            batch.kind,
        )
        for number, batch in enumerate(batches, 1)
    )


def new_run() -> str:
    """Return a new name for a run: when it began (UTC), and a few random digits."""
    return time.strftime("%Y%m%d-%H%M%S-", time.gmtime()) + token_hex(3)


def parse_author(text: str) -> tuple[str, str]:
    """Return name and e-mail of an author given as `Name <email>`.

    Raises:
        ReweaveError: it is not of that form (`author`).
    """
    match = _AUTHOR.fullmatch(text)
    if match is None or printable(text.strip()) != text.strip():
        raise ReweaveError(f"{printable(text)} is no author", code="author", suggestion="give 'Name <email>'")
    return match[1], match[2]


def commit_steps(
    repository: Repository,
    steps: Sequence[Step],
    target: Target,
    signature: Signature,
    why: str,
    lock: Lock,
    before_move: Callable[[], None] | None = None,
) -> tuple[str, ...]:
    """Make one commit for each step on `target.base` and move the branch; `why` goes into the reflog.

    Raises:
        ReweaveError: as `deliver_commits`.
    """
    if not steps:
        return ()
    refuse_unsafe_branch(repository, target.branch, target.ref)
    identity = _identity(repository, signature)
    with open_objects(repository) as objects:
        writer = TreeWriter(objects, repository.object_format)
        tree = run_git(repository.git, ["rev-parse", "--verify", f"{target.base}^{{tree}}"]).decode().strip()
        trees = [tree := writer.replace(tree, step.files) for step in steps]
    _store(repository, writer.made)
    commits: list[str] = []
    parent = target.base
    for step, tree in zip(steps, trees, strict=True):
        parent = _commit(repository, tree, [parent], step.message, identity)
        commits.append(parent)
    if before_move is not None:
        before_move()
    move_branch(repository, target, parent, why, lock)
    return tuple(commits)


def commit_merge(
    repository: Repository,
    tree: str,
    files: Mapping[str, Replacement],
    parents: tuple[str, str],
    message: str,
    signature: Signature,
) -> str:
    """Commit `tree` with `files` replaced as a merge of `parents`; no branch is moved.

    Raises:
        ReweaveError: a file is not what it was read as (exit 5), git has no identity, or git failed.
    """
    identity = _identity(repository, signature)
    with open_objects(repository) as objects:
        writer = TreeWriter(objects, repository.object_format)
        tree = writer.replace(tree, files)
    if writer.made:
        _store(repository, writer.made)
    return _commit(repository, tree, parents, message, identity)


def refuse_unsafe_branch(repository: Repository, branch: str, ref: str) -> None:
    """Refuse a branch whose move would be seen in a checkout, or would move another ref.

    Raises:
        ReweaveError: a worktree has it checked out (`checked-out`), or it is an alias (`symbolic-branch`).
    """
    place = checked_out(repository).get(ref)
    if place is not None:
        raise ReweaveError(
            f"branch {printable(branch)} is checked out in {printable(str(place))}",
            code="checked-out",
            suggestion="name another with --branch and merge it when you have reviewed it",
        )
    alias = ask_git(repository.git, ["symbolic-ref", "--quiet", ref])
    if alias.returncode == 0:
        raise ReweaveError(
            f"branch {printable(branch)} is an alias of {printable(alias.stdout.decode('utf-8', 'replace').strip())}",
            code="symbolic-branch",
            suggestion="name another with --branch",
        )


def _identity(repository: Repository, signature: Signature) -> dict[str, str]:
    """Return the variables that say who the author is, after git has found both identities."""
    env: dict[str, str] = {}
    if signature.author is not None:
        env["GIT_AUTHOR_NAME"], env["GIT_AUTHOR_EMAIL"] = signature.author
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        answer = ask_git(repository.git, ["var", who], env=env)
        if answer.returncode != 0:
            raise ReweaveError(
                "git does not know who commits",
                code="no-identity",
                suggestion="set it with `git config --global user.name` and `git config --global user.email`",
            )
    return env


def _commit(
    repository: Repository, tree: str, parents: Sequence[str], message: str, identity: Mapping[str, str]
) -> str:
    signing = ["-S"] if _signs(repository) else []
    args = ["commit-tree", tree, *(part for one in parents for part in ("-p", one)), *signing, "-F", "-"]
    return run_git(repository.git, args, input=message.encode(), env=identity).decode().strip()


def _signs(repository: Repository) -> bool:
    """Return whether git's configuration asks for signed commits."""
    answer = ask_git(repository.git, ["config", "--type=bool", "--get", "commit.gpgSign"])
    if answer.returncode > 1:
        raise GitError("config", answer.returncode, answer.stderr)
    return answer.stdout.strip() == b"true"


def _store(repository: Repository, objects: Mapping[str, tuple[str, bytes]]) -> None:
    """Put the objects into the store as one pack: one process and one file, complete or not there at all."""
    with talk_to_git(repository.git, ["index-pack", "--stdin"]) as conversation:
        for chunk in _pack(objects, repository.object_format):
            conversation.ask.write(chunk)


def _pack(objects: Mapping[str, tuple[str, bytes]], algorithm: str) -> Iterator[bytes]:
    """Yield git's pack format (version 2) of whole objects, without deltas."""
    digest = new_hash(algorithm, usedforsecurity=False)
    header = b"PACK" + struct.pack(">II", 2, len(objects))
    digest.update(header)
    yield header
    for kind, content in objects.values():
        size = len(content)
        head = bytearray([_PACK_TYPES[kind] << 4 | size & 0x0F])
        size >>= 4
        while size:
            head[-1] |= 0x80
            head.append(size & 0x7F)
            size >>= 7
        chunk = bytes(head) + zlib.compress(content)
        digest.update(chunk)
        yield chunk
    yield digest.digest()


def move_branch(repository: Repository, target: Target, commit: str, why: str, lock: Lock) -> None:
    """Move the branch from where it was read to `commit`, or fail and leave it; `why` goes into the reflog.

    Raises:
        ReweaveError: it moved since (`branch-moved`, exit 5), is checked out, is an alias, or git failed.
    """
    _clear_dead_move(repository, lock)
    refuse_unsafe_branch(repository, target.branch, target.ref)
    lock.record(Move(target.ref, commit))
    old = target.old or repository.zero
    args = ["update-ref", "--no-deref", "-m", why, target.ref, commit, old]
    try:
        # In a session of its own: a signal to this process's group must not end git while it holds the ref's lock.
        run_git(repository.git, args, apart=True)
    except GitError as error:
        lock.record(None)
        now = read_ref(repository, target.ref)
        if now != target.old:
            raise ReweaveError(
                f"branch {printable(target.branch)} moved while this run worked",
                code="branch-moved",
                exit_code=Exit.MOVED,
                suggestion="run again",
            ) from error
        raise
    # Not in a `finally`: after any other exception git may have been killed, and the record is what mends that.
    lock.record(None)


def _clear_dead_move(repository: Repository, lock: Lock) -> None:
    """Remove the ref lock that git leaves when it is killed while moving a branch for a run.

    It is provably ours: the lock that this process now holds says that a dead run was moving this ref to this
    commit, and the file holds that commit's name, which no other program knows. Anything else is left alone.
    """
    move = lock.move
    if move is None or not move.ref.startswith("refs/heads/"):
        return
    if ask_git(repository.git, ["check-ref-format", move.ref]).returncode != 0:
        return
    path = Path(repository.common_dir, move.ref + ".lock")
    deadline = time.monotonic() + _PATIENCE
    while _holds(path, move.commit):
        # git may have outlived the run; it needs milliseconds.
        if time.monotonic() > deadline:
            path.unlink(missing_ok=True)
        time.sleep(0.05)


def _holds(path: Path, commit: str) -> bool:
    try:
        return not path.is_symlink() and path.read_bytes().strip() == commit.encode()
    except (FileNotFoundError, NotADirectoryError):
        return False

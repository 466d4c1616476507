"""Making commits in the object store: no checkout and no index is touched."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reweave.git.command import GitError, ask_git, run_git
from reweave.git.lock import Lock
from reweave.git.objects import open_objects
from reweave.git.pack import store_objects
from reweave.git.refs import update_branch
from reweave.git.repository import Repository
from reweave.git.signature import Signature, identity_variables
from reweave.git.target import Target, refuse_unsafe_branch
from reweave.git.tree import Replacement, TreeWriter
from reweave.note.changeset import ChangeKind


@dataclass(frozen=True, slots=True)
class Step:
    """A planned commit: its message, its files by path from the top of the repository, and its batch's kind."""

    message: str
    files: Mapping[str, Replacement]
    kind: ChangeKind | None = None

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.partition("\n")[0]


def commit_steps(
    repository: Repository,
    steps: Sequence[Step],
    target: Target,
    signature: Signature,
    reason: str,
    lock: Lock,
    before_update: Callable[[], None] | None = None,
) -> tuple[str, ...]:
    """Make one commit for each step on `target.base` and update the branch; `reason` goes into the reflog.

    Raises:
        ReweaveError: as `deliver_commits`.
    """
    if not steps:
        return ()
    refuse_unsafe_branch(repository, target.branch, target.ref)
    identity = identity_variables(repository, signature)
    with open_objects(repository) as objects:
        writer = TreeWriter(objects, repository.object_format)
        tree = run_git(repository.git, ["rev-parse", "--verify", f"{target.base}^{{tree}}"]).decode().strip()
        trees = [tree := writer.replace(tree, step.files) for step in steps]
    store_objects(repository, writer.made)
    commits: list[str] = []
    parent = target.base
    for step, tree in zip(steps, trees, strict=True):
        parent = _commit(repository, tree, [parent], step.message, identity)
        commits.append(parent)
    if before_update is not None:
        before_update()
    update_branch(repository, target, parent, reason, lock)
    return tuple(commits)


def commit_merge(
    repository: Repository,
    tree: str,
    files: Mapping[str, Replacement],
    parents: tuple[str, str],
    message: str,
    signature: Signature,
) -> str:
    """Commit `tree` with `files` replaced as a merge of `parents`; update no branch.

    Raises:
        ReweaveError: a file is not what it was read as (exit 5), git has no identity, or git failed.
    """
    identity = identity_variables(repository, signature)
    with open_objects(repository) as objects:
        writer = TreeWriter(objects, repository.object_format)
        tree = writer.replace(tree, files)
    if writer.made:
        store_objects(repository, writer.made)
    return _commit(repository, tree, parents, message, identity)


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

"""The runs in a repository's history, read from commit trailers alone, without a database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reweave.git.command import run_git
from reweave.git.message import BATCH, KIND, RUN, UNDO
from reweave.git.repository import Repository, head
from reweave.verbosity import timed_step

_RUN_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
_BATCH_NUMBER = re.compile(r"([1-9][0-9]{0,8})/([1-9][0-9]{0,8})")
_UNDONE = re.compile(r"([^/]+)/([1-9][0-9]{0,8})")
_KEYS = (RUN, BATCH, KIND, UNDO)
# git itself finds the trailers: in the last paragraph only, so that text elsewhere in a message is ignored.
_FORMAT = "%x00".join(
    ["%H", "%P", "%ct", "%an", "%s", *(f"%(trailers:key={key},valueonly,unfold,separator=%x01)" for key in _KEYS), ""]
)
_FIELDS = 5 + len(_KEYS)


@dataclass(frozen=True, slots=True)
class DeliveredBatch:
    """A commit that delivered batch `number` of `total`. `undone_by` is the commit that undid it, if any."""

    run: str
    number: int
    total: int
    kind: str
    commit: str
    parent: str
    time: int
    author: str
    subject: str
    undone_by: str | None


@dataclass(frozen=True, slots=True)
class Run:
    """A run and those of its batches that history holds, by number; a batch that was rebased may be there twice."""

    name: str
    time: int
    author: str
    batches: tuple[DeliveredBatch, ...]

    @property
    def undone(self) -> bool:
        """Whether every batch was undone."""
        return all(batch.undone_by is not None for batch in self.batches)


@timed_step("read the runs from history")
def list_runs(repository: Repository, revisions: Sequence[str] | None = None) -> list[Run]:
    """Return the runs in the history of `revisions` (all branches, remote ones too, and HEAD), newest first.

    Names and subjects are as their commits hold them: make them `printable` before showing them.

    Raises:
        GitError: the history cannot be read.
    """
    if revisions is None:
        revisions = ["--branches", "--remotes", *(["HEAD"] if head(repository).commit is not None else [])]
    batches, undone = _read(repository, revisions)
    runs: dict[str, list[DeliveredBatch]] = {}
    for fields in batches:
        run, number, total, kind, commit, parent, time, author, subject = fields
        one = DeliveredBatch(run, number, total, kind, commit, parent, time, author, subject, undone.get((run, number)))
        runs.setdefault(run, []).append(one)
    found = []
    for name, own in runs.items():
        first = min(own, key=lambda batch: batch.time)
        found.append(Run(name, first.time, first.author, tuple(sorted(own, key=lambda batch: batch.number))))
    return sorted(found, key=lambda run: (run.time, run.name), reverse=True)


_Fields = tuple[str, int, int, str, str, str, int, str, str]


def _read(repository: Repository, revisions: Sequence[str]) -> tuple[list[_Fields], dict[tuple[str, int], str]]:
    """Return the batch commits (newest first) and, for each undone batch, the last commit that undid it."""
    words = [f"--grep={key}:" for key in (RUN, UNDO)]
    args = ["rev-list", "--topo-order", "--no-commit-header", "--fixed-strings", *words, f"--format={_FORMAT}"]
    fields = run_git(repository.git, [*args, *revisions, "--"]).decode("utf-8", "replace").split("\0")
    batches: list[_Fields] = []
    undone: dict[tuple[str, int], str] = {}
    for at in range(0, len(fields) - _FIELDS, _FIELDS):
        commit, parents, time, author, subject, run, batch, kind, undo = fields[at : at + _FIELDS]
        commit = commit.lstrip("\n")
        taken = _UNDONE.fullmatch(undo)
        if taken is not None:
            undone.setdefault((taken[1], int(taken[2])), commit)
        number = _BATCH_NUMBER.fullmatch(batch)
        # A batch commit has one parent and each trailer once; anything else only looks like one.
        if number and _RUN_NAME.fullmatch(run) and len(parents.split()) == 1 and kind.isalpha():
            batches.append((run, int(number[1]), int(number[2]), kind, commit, parents, int(time), author, subject))
    return batches, undone

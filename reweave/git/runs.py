"""The runs in a repository's history, read from commit trailers alone, without a database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reweave.git.command import run_git
from reweave.git.message import BATCH, KIND, RULES, RUN, UNDO
from reweave.git.repository import Repository, head
from reweave.git.run_refs import RUN_REFS
from reweave.verbosity import timed_step

_RUN_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
_BATCH_NUMBER = re.compile(r"([1-9][0-9]{0,8})/([1-9][0-9]{0,8})")
_UNDONE = re.compile(r"([^/]+)/([1-9][0-9]{0,8})")
_KEYS = (RUN, BATCH, KIND, UNDO, RULES)
# git itself finds the trailers: in the last paragraph only, so that text elsewhere in a message is ignored.
_FORMAT = "%x00".join(
    ["%H", "%P", "%ct", "%an", "%s", *(f"%(trailers:key={key},valueonly,unfold,separator=%x01)" for key in _KEYS), ""]
)
_FIELDS = 5 + len(_KEYS)


@dataclass(frozen=True, slots=True)
class DeliveredBatch:
    """A commit that delivered batch `number` of `total`. `undone_by` is the commit that undid it, if any.

    `rules` made its changes; empty where they are not rules of the linter, or an older reweave made the commit.
    """

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
    rules: tuple[str, ...] = ()


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
    """Return the runs in the history of `revisions` (all branches, remote ones too, HEAD, and kept runs), newest first.

    Names and subjects are as their commits hold them: make them `printable` before showing them.

    Raises:
        GitError: the history cannot be read.
    """
    batches, undone = _read(repository, _branches(repository) if revisions is None else revisions)
    if revisions is None:
        # Of a run that was squashed, or whose branch is gone, the commits are kept.
        known = {fields[:2] for fields in batches}
        kept, undone_there = _read(repository, [f"--glob={RUN_REFS}*", "--not", *_branches(repository)])
        batches += [fields for fields in kept if fields[:2] not in known]
        undone = {**undone_there, **undone}
    runs: dict[str, list[DeliveredBatch]] = {}
    for fields in batches:
        one = DeliveredBatch(*fields[:-1], undone.get((fields[0], fields[1])), fields[-1])
        runs.setdefault(one.run, []).append(one)
    found = []
    for name, own in runs.items():
        first = min(own, key=lambda batch: batch.time)
        found.append(Run(name, first.time, first.author, tuple(sorted(own, key=lambda batch: batch.number))))
    return sorted(found, key=lambda run: (run.time, run.name), reverse=True)


def undone_batches(repository: Repository, revision: str) -> frozenset[tuple[str, int]]:
    """Return the batches, as run and number, that commits in the history of `revision` undid.

    Raises:
        GitError: the history cannot be read.
    """
    return frozenset(_read(repository, [revision])[1])


def dropped_batches(repository: Repository, revision: str) -> list[DeliveredBatch]:
    """Return the batches that somebody took out of a run whose later batches are in the history of `revision`.

    Their commits are kept, and on no branch: a rebase dropped them, or others were picked. The last batches of a run do
    not count: they may just not be merged yet.

    Raises:
        GitError: the history cannot be read.
    """
    branches = [*_branches(repository), revision]
    kept, _ = _read(repository, [f"--glob={RUN_REFS}*", "--not", *branches])
    if not kept:
        return []
    known = {fields[:2] for fields in _read(repository, branches)[0]}
    missing = [fields for fields in kept if fields[:2] not in known]
    if not missing:
        return []
    latest: dict[str, int] = {}
    for run, number, *_ in _read(repository, [revision])[0]:
        latest[run] = max(number, latest.get(run, 0))
    return [
        DeliveredBatch(*fields[:-1], None, fields[-1]) for fields in missing if fields[1] < latest.get(fields[0], 0)
    ]


_Fields = tuple[str, int, int, str, str, str, int, str, str, tuple[str, ...]]


def _branches(repository: Repository) -> list[str]:
    return ["--branches", "--remotes", *(["HEAD"] if head(repository).commit is not None else [])]


def _read(repository: Repository, revisions: Sequence[str]) -> tuple[list[_Fields], dict[tuple[str, int], str]]:
    """Return the batch commits (newest first) and, for each undone batch, the last commit that undid it."""
    words = [f"--grep={key}:" for key in (RUN, UNDO)]
    args = ["rev-list", "--topo-order", "--no-commit-header", "--fixed-strings", *words, f"--format={_FORMAT}"]
    fields = run_git(repository.git, [*args, *revisions, "--"]).decode("utf-8", "replace").split("\0")
    batches: list[_Fields] = []
    undone: dict[tuple[str, int], str] = {}
    for at in range(0, len(fields) - _FIELDS, _FIELDS):
        commit, parents, time, author, subject, run, batch, kind, undo, rules = fields[at : at + _FIELDS]
        commit = commit.lstrip("\n")
        taken = _UNDONE.fullmatch(undo)
        if taken is not None:
            undone.setdefault((taken[1], int(taken[2])), commit)
        number = _BATCH_NUMBER.fullmatch(batch)
        # A batch commit has one parent and each trailer once; anything else only looks like one.
        if number and _RUN_NAME.fullmatch(run) and len(parents.split()) == 1 and kind.isalpha():
            numbers = int(number[1]), int(number[2])
            names = tuple(filter(None, rules.split(", ")))
            batches.append((run, *numbers, kind, commit, parents, int(time), author, subject, names))
    return batches, undone

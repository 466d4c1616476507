"""All that a report says, gathered from the working tree and its history."""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from reweave.cache.identity import code_identity
from reweave.cache.location import cache_file
from reweave.cache.store import Store
from reweave.git.repository import Repository, head, open_repository
from reweave.git.runs import Run, list_runs
from reweave.note.finding import Finding, Fix, Severity
from reweave.report.lists import (
    AmbiguousName,
    DanglingName,
    UnreadableNote,
    ambiguous_names,
    dangling_names,
    unreadable_notes,
)
from reweave.report.trend import TrendPoint, weekly_trend
from reweave.run.declined import answers_bytes
from reweave.run.known import known_entries, recognized
from reweave.run.lint import lint_workspace
from reweave.run.vault import read_vault
from reweave.run.workspace import Workspace
from reweave.vault.health import Health, examine
from reweave.vault.vault import Vault
from reweave.weave.answers import parse_answers

MOST_RUNS = 20


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many findings of a rule are new, and how many known."""

    rule: str
    new: int
    known: int


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run: its name, when, how many commits, their first subject, whether it was undone, and the undo command."""

    name: str
    time: str
    author: str
    commits: int
    subjects: tuple[str, ...]
    undone: bool
    command: str


@dataclass(frozen=True, slots=True)
class VaultReport:
    """The health of a vault.

    `fixable` counts the findings that `reweave fix` fixes, `findings` are the others by their rules. `trend` is empty
    outside a repository, and begins late in a `shallow` clone.
    """

    name: str
    day: str
    commit: str | None
    vault: Vault
    health: Health
    dangling: tuple[DanglingName, ...]
    ambiguous: tuple[AmbiguousName, ...]
    unreadable: tuple[UnreadableNote, ...]
    fixable: int
    findings: tuple[RuleCount, ...]
    new: tuple[Finding, ...]
    trend: tuple[TrendPoint, ...]
    shallow: bool
    runs: tuple[PastRun, ...]

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.dangling or self.ambiguous or self.unreadable or self.fixable or self.new)


def vault_report(workspace: Workspace, *, cached: bool = True) -> VaultReport:
    """Return the report of a workspace.

    Raises:
        ReweaveError: `.reweave/answers.jsonl` is damaged, or git failed.
    """
    vault = read_vault(workspace)
    health = examine(vault)
    findings = lint_workspace(workspace, [workspace.root], unsafe=False, changes=False, cached=cached).findings
    left = [one for one in findings if one.fixable is not Fix.SAFE and one.severity is not Severity.INFO]
    known = _known(workspace, vault, left)
    counts = Counter((one.rule, one in known) for one in left)
    repository = None if workspace.git is None else open_repository(workspace.root)
    commit, trend, runs = (None, [], []) if repository is None else _history(repository, workspace, cached=cached)
    return VaultReport(
        name=workspace.root.name,
        day=datetime.now(UTC).date().isoformat(),
        commit=commit,
        vault=vault,
        health=health,
        dangling=tuple(dangling_names(vault, health)),
        ambiguous=tuple(ambiguous_names(vault, health)),
        unreadable=tuple(unreadable_notes(findings, vault)),
        fixable=sum(one.fixable is Fix.SAFE for one in findings),
        findings=tuple(
            RuleCount(rule, counts[rule, False], counts[rule, True]) for rule in sorted({rule for rule, _ in counts})
        ),
        new=tuple(one for one in left if one not in known),
        trend=tuple(trend),
        shallow=repository is not None and repository.shallow,
        runs=tuple(map(_run, runs[:MOST_RUNS])),
    )


def _known(workspace: Workspace, vault: Vault, findings: Sequence[Finding]) -> frozenset[Finding]:
    """Return the findings that the baseline has."""
    sources = {record.path: record.source for record in vault.records}
    answers = parse_answers(answers_bytes(workspace.root) or b"")
    return frozenset(recognized(known_entries(findings, sources), answers, set(sources)))


def _history(
    repository: Repository, workspace: Workspace, *, cached: bool
) -> tuple[str | None, list[TrendPoint], list[Run]]:
    commit = head(repository).commit
    if commit is None:
        return None, [], []
    file = cache_file(workspace.root, "report", os.environ) if cached else None
    store = Store(file, None if file is None else code_identity())
    trend = weekly_trend(repository, commit, workspace.prefix, workspace.config, store)
    store.save()
    return commit, trend, list_runs(repository)


def _run(run: Run) -> PastRun:
    when = datetime.fromtimestamp(run.time, UTC).strftime("%Y-%m-%d %H:%M")
    subjects = tuple(batch.subject for batch in run.batches)
    return PastRun(run.name, when, run.author, len(run.batches), subjects, run.undone, f"reweave undo {run.name}")

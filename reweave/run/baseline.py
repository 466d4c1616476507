"""Accepting the findings of a vault as known."""

from dataclasses import dataclass
from pathlib import Path

from reweave.files.answers_file import ANSWERS_FILE
from reweave.files.reading import read_found
from reweave.note.finding import Severity
from reweave.run.declined import answers_bytes
from reweave.run.known import known_entries
from reweave.run.lint import WorkspaceLint, lint_workspace
from reweave.run.workspace import Workspace, open_workspace
from reweave.weave.answers import Known, append_answers, parse_answers, without_answers
from reweave.worktree.sidecar import write_sidecar


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries that hold now, and those of them that are new and that left."""

    known: tuple[Known, ...]
    added: tuple[Known, ...]
    removed: tuple[Known, ...]


def take_baseline(repo: Path, *, cached: bool) -> Baseline:
    """Remember the findings that no safe fix mends, and forget those that are gone; the working tree's notes count.

    Raises:
        ReweaveError: `.reweave/answers.jsonl` is damaged or cannot be written, another run holds the lock, or git
            failed.
    """
    workspace = open_workspace([repo], None)
    with workspace.held():
        data = answers_bytes(workspace.root) or b""
        before = {answer for answer in parse_answers(data) if isinstance(answer, Known)}
        now = _entries(workspace, lint_workspace(workspace, [workspace.root], unsafe=False, cached=cached))
        after = append_answers(without_answers(data, before - now), now)
        if after != data:
            write_sidecar(workspace.root, ANSWERS_FILE, after)
    return Baseline(tuple(sorted(now)), tuple(sorted(now - before)), tuple(sorted(before - now)))


def _entries(workspace: Workspace, result: WorkspaceLint) -> set[Known]:
    findings = [finding for finding in result.left if finding.severity is not Severity.INFO]
    sources = {path: _read(workspace, path) for path in {finding.path for finding in findings}}
    return {entry for _, entry in known_entries(findings, sources)}


def _read(workspace: Workspace, path: str) -> bytes:
    return read_found(str(workspace.root / path), workspace.config.limits.note_bytes) or b""

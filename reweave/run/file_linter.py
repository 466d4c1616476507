"""Linting files in all cores: a worker reads its files itself, and sends back little."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from reweave.cache.digest import digest_of
from reweave.files.discovery import FoundFile
from reweave.files.reading import read_found
from reweave.lint.note_linter import NoteLinter
from reweave.lint.result import NoteResult, Outcome
from reweave.note.finding import Finding
from reweave.pool import cores, run_parallel
from reweave.run.file_changes import FileChange, LintedFile

_FEW = 2000
_CHUNK = 32
"""Linting a note takes .1 to .3 ms, the processes 16 ms to start and a tenth more CPU time than one process.

By the clock two pay from some 200 notes on; they are started where they save ten times what they cost.
"""
_MESSAGES = 1000


class _Sent(NamedTuple):
    """A linted file as a worker sends it: the findings without the path, which the other side knows."""

    outcome: Outcome
    findings: tuple[tuple[Any, ...], ...]
    change: FileChange | None
    digest: bytes


def lint_files(
    files: Sequence[FoundFile],
    linter: NoteLinter,
    limit: int,
    *,
    changes: bool,
    digests: bool,
    processes: int | None = None,
) -> Iterator[LintedFile | None]:
    """Yield the result of each file, in order; `None` if it cannot be read. Nothing is written.

    At most one byte more than `limit` is read of a file. Rules that ask about the vault get it before any process is
    started. Changes and digests are returned if they are wanted.

    Raises:
        ReweaveError: a worker process died.
    """
    linter.prepare([file.path for file in files])
    work = partial(_lint, linter=linter, limit=limit, changes=changes, digests=digests)
    messages: dict[str, str] = {}
    sent = run_parallel(work, files, processes or cores(), few=_FEW, chunk=_CHUNK)
    for file, one in zip(files, sent, strict=True):
        yield None if one is None else _received(file.path, one, messages)


def _lint(file: FoundFile, *, linter: NoteLinter, limit: int, changes: bool, digests: bool) -> _Sent | None:
    source = read_found(file.absolute, limit)
    if source is None:
        return None
    note, steps = linter.lint(file.path, source)
    return _Sent(
        note.outcome,
        tuple(finding[1:] for finding in note.findings),
        FileChange.of(steps) if changes and steps else None,
        digest_of(source) if digests and note.outcome != "changed" else b"",
    )


def _received(path: str, sent: _Sent, messages: dict[str, str]) -> LintedFile:
    """Put together what was sent; most messages are the same, and are kept once."""
    findings = []
    for line, column, rule, message, *rest in sent.findings:
        same = messages.setdefault(message, message) if len(messages) < _MESSAGES else messages.get(message, message)
        findings.append(Finding(path, line, column, rule, same, *rest))
    return LintedFile(NoteResult(sent.outcome, tuple(findings)), sent.change, sent.digest)

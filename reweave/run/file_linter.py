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


_Row = tuple[Any, ...]
"""A finding without its path, which the other side knows."""


class Wanted(NamedTuple):
    """What is returned of a file besides its findings: its change, the digest of its bytes, and with `after` what will
    be found in it once the change is written.
    """

    changes: bool
    digests: bool
    after: bool = False


class _Sent(NamedTuple):
    """A linted file as a worker sends it."""

    outcome: Outcome
    findings: tuple[_Row, ...]
    change: FileChange | None
    digest: bytes
    after: tuple[Outcome, tuple[_Row, ...]] | None


def lint_files(
    files: Sequence[FoundFile],
    linter: NoteLinter,
    limit: int,
    wanted: Wanted,
    *,
    processes: int | None = None,
) -> Iterator[LintedFile | None]:
    """Yield the result of each file, in order; `None` if it cannot be read. Nothing is written.

    At most one byte more than `limit` is read of a file. Rules that ask about the vault get it before any process is
    started.

    Raises:
        ReweaveError: a worker process died.
    """
    linter.prepare([file.path for file in files])
    work = partial(_lint, linter=linter, limit=limit, wanted=wanted)
    messages: dict[str, str] = {}
    sent = run_parallel(work, files, processes or cores(), few=_FEW, chunk=_CHUNK)
    for file, one in zip(files, sent, strict=True):
        yield None if one is None else _received(file.path, one, messages)


def _lint(file: FoundFile, *, linter: NoteLinter, limit: int, wanted: Wanted) -> _Sent | None:
    source = read_found(file.absolute, limit)
    if source is None:
        return None
    linted = linter.lint(file.path, source)
    after = None
    if wanted.after and linted.changes:
        after = linter.lint_final(linted)
    holds = source if after is None else linted.changes[-1].after
    return _Sent(
        linted.result.outcome,
        _rows(linted.result),
        FileChange.of(linted.changes) if wanted.changes and linted.changes else None,
        digest_of(holds) if wanted.digests else b"",
        None if after is None else (after.outcome, _rows(after)),
    )


def _rows(result: NoteResult) -> tuple[_Row, ...]:
    return tuple(finding[1:] for finding in result.findings)


def _received(path: str, sent: _Sent, messages: dict[str, str]) -> LintedFile:
    """Put together what was sent; most messages are the same, and are kept once."""
    after = None if sent.after is None else _result(path, *sent.after, messages)
    return LintedFile(_result(path, sent.outcome, sent.findings, messages), sent.change, sent.digest, after)


def _result(path: str, outcome: Outcome, rows: Sequence[_Row], messages: dict[str, str]) -> NoteResult:
    findings = []
    for line, column, rule, message, *rest in rows:
        if message in messages:
            message = messages[message]
        elif len(messages) < _MESSAGES:
            messages[message] = message
        findings.append(Finding(path, line, column, rule, message, *rest))
    return NoteResult(outcome, tuple(findings))

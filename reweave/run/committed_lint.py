"""Linting the notes of a commit within a time limit."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reweave.config.model import Config
from reweave.git.paths import encode_path
from reweave.lint.linter import lint_notes
from reweave.lint.result import LintResult
from reweave.progress import progress
from reweave.rules.base import VaultView
from reweave.run.cache import RunCache
from reweave.run.committed_notes import CommittedNotes
from reweave.vault.rule_view import RuleView


@dataclass(frozen=True, slots=True)
class CommittedLint:
    """The findings in the notes of a commit, or in some of them.

    `last` is the note to go on after, empty for the start. `read` counts the notes that were linted, `left` those that
    were not because the time was up.
    """

    result: LintResult = field(default_factory=LintResult)
    last: str = ""
    read: int = 0
    left: int = 0


def lint_committed(
    committed: CommittedNotes,
    notes: Mapping[str, bytes],
    config: Config,
    cache: RunCache,
    *,
    unsafe: bool,
    by: Literal["folder", "rule"],
    after: str,
    out_of_time: Callable[[], bool],
) -> CommittedLint:
    """Lint the notes of a commit whose paths come after `after`, until the time is up; one is linted at least.

    `notes` are the notes with the bytes to lint; `committed` tells which files were refused.
    """
    pending = [path for path in notes if not after or encode_path(path) > encode_path(after)]
    linted: list[str] = []

    def in_time() -> Iterator[tuple[str, bytes]]:
        for path in progress(pending, total=len(pending)):
            if linted and out_of_time():
                return
            linted.append(path)
            yield path, notes[path]

    def view() -> VaultView:
        return RuleView(cache.vault(notes.items(), config))

    result = lint_notes(in_time(), config, unsafe=unsafe, by_rule=by == "rule", vault=view, known=cache.findings)
    for entry in committed.refused:
        result.refuse(entry.path, entry.reason)
    return CommittedLint(result, linted[-1] if linted else after, len(linted), len(pending) - len(linted))

"""The linter: many notes to findings, counts and a change set."""

from collections.abc import Callable, Iterable

from reweave.config.model import Config
from reweave.lint.note_linter import NoteLinter
from reweave.lint.result import LintResult, NoteResult
from reweave.note.changeset import Change
from reweave.rules.base import VaultView

NoteCache = dict[str, tuple[bytes, NoteResult, tuple[Change, ...]]]
"""Notes by path: the bytes that were linted, the result, and the changes."""


def lint_notes(
    files: Iterable[tuple[str, bytes]],
    config: Config,
    *,
    unsafe: bool = False,
    by_rule: bool = False,
    vault: Callable[[], VaultView] | None = None,
    known: NoteCache | None = None,
) -> LintResult:
    """Normalize every note of `files` (path relative to the root, bytes). Nothing is written.

    `vault` returns the view for rules that ask about the whole vault; it is called once, and only if there are any.
    `known` is a cache: it gets the result of each note, and a note with the same bytes is not linted again (unless such
    a rule holds for it). The configuration and the other arguments must be the same.

    Raises:
        ValueError: such a rule is selected, and `vault` is missing.
    """
    result = LintResult()
    linter = NoteLinter(config, unsafe=unsafe, by_rule=by_rule, vault=vault)
    for path, source in files:
        before = None if known is None else known.get(path)
        if before is not None and before[0] == source:
            note, changes = before[1:]
        else:
            note, changes = linter.lint(path, source)
            if known is not None and not linter.selection(path).asks_vault:
                known[path] = source, note, changes
        result.add(note, changes, unsafe=unsafe)
    return result

"""The linter: many notes to findings, counts and a change set."""

from collections.abc import Callable, Iterable

from reweave.config.model import Config
from reweave.lint.note_linter import NoteLinter
from reweave.lint.result import LintedNote, LintResult
from reweave.rules.base import VaultView


def lint_notes(
    files: Iterable[tuple[str, bytes]],
    config: Config,
    *,
    unsafe: bool = False,
    by_rule: bool = False,
    vault: Callable[[], VaultView] | None = None,
    learn: Callable[[LintedNote], None] | None = None,
) -> LintResult:
    """Normalize every note of `files` (path relative to the root, bytes). Nothing is written.

    `vault` returns the view for rules that ask about the whole vault; it is called once, and only if there are any.
    `learn` is called with each note and its result, in order.

    Raises:
        ValueError: such a rule is selected, and `vault` is missing.
    """
    result = LintResult()
    linter = NoteLinter(config, unsafe=unsafe, by_rule=by_rule, vault=vault)
    for path, source in files:
        note, changes, *_ = linter.lint(path, source)
        if learn is not None:
            learn(LintedNote(path, source, note, changes, linter.selection(path).asks_vault))
        result.add(note, changes, unsafe=unsafe)
    return result

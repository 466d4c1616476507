"""Linting notes whose bytes are not those of the working tree: what is staged, or what stdin gave."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from reweave.lint.note_linter import NoteLinter
from reweave.run.file_changes import FileChange, FileChanges
from reweave.run.lint import WorkspaceLint
from reweave.run.workspace import Workspace

if TYPE_CHECKING:
    from reweave.vault.rule_view import RuleView


class LintedSources(NamedTuple):
    """The findings in some notes, and the bytes of those that the rules change."""

    result: WorkspaceLint
    fixed: Mapping[str, bytes]


def lint_sources(
    workspace: Workspace,
    sources: Mapping[str, bytes],
    others: Callable[[], Iterable[tuple[str, bytes]]],
    *,
    unsafe: bool,
) -> LintedSources:
    """Lint notes by their paths relative to the root; nothing is written, nothing is remembered.

    `others` yields the notes of the vault, for rules that ask about it; `sources` take the place of those with the same
    path.
    """

    def view() -> "RuleView":
        from reweave.run.note_history import history_of
        from reweave.run.note_source import checked_out_commit
        from reweave.vault.rule_view import RuleView
        from reweave.vault.vault import Vault

        return RuleView(
            Vault.read({**dict(others()), **sources}.items(), workspace.config),
            history_of(workspace.git, checked_out_commit(workspace), workspace.prefix),
        )

    linter = NoteLinter(workspace.config, unsafe=unsafe, vault=view)
    result = WorkspaceLint(changes=FileChanges(workspace.root), sources=sources)
    fixed: dict[str, bytes] = {}
    for path, source in sources.items():
        note, steps, *_ = linter.lint(path, source)
        result.count(note, unsafe=unsafe)
        if steps:
            result.changes.add(FileChange.of(steps))
            fixed[path] = steps[-1].after
    return LintedSources(result, fixed)

"""Linting the notes of a workspace."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.files.refusal import RefusedFile
from reweave.files.writable import refuse_writing
from reweave.lint.linter import lint_notes
from reweave.lint.result import LintResult
from reweave.run.code_hint import point_at_code
from reweave.run.extension_hint import point_at_extension
from reweave.run.note_files import SKIPPED, find_notes, read_files, read_workspace
from reweave.run.workspace import Workspace
from reweave.verbosity import say, timed_step

if TYPE_CHECKING:
    from reweave.vault.rule_view import RuleView


@timed_step("read and check the notes")
def lint_workspace(
    workspace: Workspace, paths: Sequence[Path] | None, *, unsafe: bool, point: bool = False
) -> LintResult:
    """Lint the notes below `paths`, and refuse changes of files that cannot be written; nothing is written.

    With `point`, hint at Python code among the notes that writes or reads frontmatter badly, and at an extension that
    is not configured although nearly all frontmatter is in files with it.

    Raises:
        ReweaveError: a path does not exist or lies outside the root, or git failed.
    """
    from reweave.progress import progress

    config = workspace.config
    found = find_notes(workspace, paths or [])
    unread: list[RefusedFile] = []
    files = progress(found.files, total=len(found.files))
    result = lint_notes(
        read_files(files, unread, config.limits.note_bytes),
        config,
        unsafe=unsafe,
        vault=lambda: _view(workspace),
    )
    for skipped in found.refused:
        if skipped.reason in SKIPPED:
            say(f"{skipped.path}: skipped: {skipped.reason}")
        else:
            unread.append(skipped)
    changed = [total.path for total in result.changes.totals()]
    for file in (*unread, *refuse_writing(workspace.root, changed, workspace.git)):
        result.refuse(file.path, file.reason)
    if point:
        point_at_code(workspace, found)
        point_at_extension(workspace, found)
    return result


def _view(workspace: Workspace) -> "RuleView":
    """Read all notes for the rules that ask about the vault; those that cannot be read are left out."""
    from reweave.vault.rule_view import RuleView
    from reweave.vault.vault import Vault

    return RuleView(Vault.read(read_workspace(workspace, []), workspace.config))

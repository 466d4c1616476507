"""What the commands of the group `code` share: their files, and printing their answers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reweave.code.file_check import EXTENSION
from reweave.code.linter import CodeLintResult, lint_code
from reweave.code.pool import cores
from reweave.code.settings import settings_of
from reweave.files.discovery import FoundFile, discover
from reweave.files.globs import Globs
from reweave.files.refusal import RefusedFile
from reweave.files.writable import refuse_writing
from reweave.run.note_files import SKIPPED, read_files, read_workspace
from reweave.run.workspace import Workspace, open_workspace
from reweave.verbosity import part, say


@part("read and check the code")
def lint_programs(
    workspace: Workspace, paths: Sequence[Path] | None, *, fix: bool = False, unsafe: bool = False
) -> CodeLintResult:
    """Find and read the Python files and the notes, and put them through the rules.

    Raises:
        ReweaveError: a path does not exist or lies outside the root, or git failed.
    """
    from reweave.code.registry import code_rules
    from reweave.progress import progress

    config = workspace.config
    found = discover(
        workspace.root,
        paths or [],
        workspace.git,
        exclude=config.code.exclude,
        extensions=(EXTENSION, *config.extensions),
        max_bytes=config.limits.note_bytes,
    )
    chosen = list(_chosen(found.files, Globs(config.include), Globs(config.exclude)))
    unread: list[RefusedFile] = []
    files = read_files(progress(chosen, total=len(chosen)), unread, config.limits.note_bytes)
    rules = list(code_rules().values())
    result = lint_code(files, rules, settings_of(config), fix=fix, unsafe=unsafe, processes=cores())
    for skipped in found.refused:
        if skipped.reason in SKIPPED:
            say(f"{skipped.path}: skipped, {skipped.reason}")
        elif skipped.path.endswith((EXTENSION, *config.extensions)):
            unread.append(skipped)
    changed = [total.path for total in result.changes.totals()]
    for one in (*unread, *refuse_writing(workspace.root, changed, workspace.git)):
        result.refuse(one.path, one.reason)
    return result


def _chosen(files: Sequence[FoundFile], include: Globs, exclude: Globs) -> Iterator[FoundFile]:
    """Yield the Python files, and those others that are notes of the vault."""
    for file in files:
        is_note = not exclude.matches(file.path) and (not include or include.matches(file.path))
        if file.path.endswith(EXTENSION) or is_note:
            yield file


def advise(result: CodeLintResult, vault: Path) -> None:
    """Add to each reader of lists which lines of a vault it would miss.

    Raises:
        ReweaveError: there is no such vault, or its configuration is wrong.
    """
    if not result.readers:
        return
    from reweave.code.missed_items import advice, list_items

    workspace = open_workspace([vault], None)
    items = list(list_items(read_workspace(workspace, [vault]), workspace.config))
    told = {finding: advice(reader, items) for finding, reader in result.readers.items()}
    result.add_advice({finding: text for finding, text in told.items() if text is not None})


def with_functions(workspace: Workspace, module: str | None) -> Workspace:
    """Return the workspace with another module for the functions that fixed code imports."""
    if module is None:
        return workspace
    config = replace(workspace.config, code=workspace.config.code._replace(functions=module))
    return workspace._replace(config=config)

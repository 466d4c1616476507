"""Linting the Python code around a vault."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from reweave.code.file_check import EXTENSION
from reweave.code.file_checker import Read, check_files
from reweave.code.linter import CodeLintResult, lint_code
from reweave.code.script.syntax import EXTENSIONS as SCRIPTS
from reweave.code.settings import settings_of
from reweave.code.templates import EXTENSIONS as TEMPLATES
from reweave.code.test_files import is_test_file
from reweave.config.model import Config
from reweave.distribution import extra
from reweave.errors import ReweaveError
from reweave.extras import missing, require
from reweave.files.discovery import FoundFile, discover
from reweave.files.note_filter import NoteFilter
from reweave.files.reading import read_found
from reweave.files.refusal import RefusalReason, RefusedFile
from reweave.files.writable import refuse_creating, refuse_writing
from reweave.note.changeset import Change, ChangeKind
from reweave.note.edit import Edit
from reweave.pool import cores
from reweave.run.note_files import SKIPPED, read_workspace
from reweave.run.workspace import Workspace, open_workspace
from reweave.text import count_of, escape, quoted
from reweave.verbosity import say, timed_step

_SHOWN = 5
PROGRAMS = (EXTENSION, *SCRIPTS, *TEMPLATES)


@timed_step("read and check the code")
def lint_programs(
    workspace: Workspace, paths: Sequence[Path] | None, *, fix: bool = False, unsafe: bool = False
) -> CodeLintResult:
    """Lint the programs and templates below `paths`, and the code blocks of notes; nothing is written.

    Raises:
        ReweaveError: the extra is not installed, a path does not exist or lies outside the root, or git failed.
    """
    require("code", "checking code")
    from reweave.code.registry import selected_rules
    from reweave.progress import progress

    config = workspace.config
    found = discover(
        workspace.root,
        paths or [],
        workspace.git,
        notes=NoteFilter.of((*PROGRAMS, *config.extensions), exclude=config.code.exclude),
        max_bytes=config.limits.note_bytes,
        hidden=True,
    )
    refused = [(file, PurePosixPath(file.path)) for file in found.refused if file.reason is RefusalReason.LEFT_OUT]
    left_out = [file.path for file, path in refused if path.name != "__pycache__"]
    if left_out:
        rest = f" and {len(left_out) - _SHOWN:,} more" if len(left_out) > _SHOWN else ""
        say(f"not looked into: {', '.join(left_out[:_SHOWN])}{rest}; name a folder to check it")
    chosen = _chosen(found.files, config, paths or [])
    checked = check_files(
        [file.path for file in chosen],
        _reader(workspace),
        selected_rules(config.code),
        settings_of(config, workspace.root),
        fix=fix,
        unsafe=unsafe,
        processes=cores(),
    )
    result = lint_code(progress(checked, total=len(chosen)))
    unread = [RefusedFile(chosen[number].path, RefusalReason.UNREADABLE) for number in result.unread]
    for skipped in found.refused:
        if skipped.reason is RefusalReason.LEFT_OUT:
            continue
        is_program = skipped.path.casefold().endswith(PROGRAMS)
        is_note = skipped.path.casefold().endswith(tuple(config.extensions))
        if skipped.reason in SKIPPED or (is_note and not is_program and skipped.reason is RefusalReason.SYMLINK):
            say(f"{skipped.path}: skipped, {skipped.reason}")
        elif is_program or is_note:
            unread.append(skipped)
    scripts = sum(file.path.casefold().endswith(SCRIPTS) for file in chosen)
    if scripts and missing("js") is not None:
        say(f"{count_of(scripts, 'JavaScript file')} not checked: install the extra, {extra('js')}")
    changed = [total.path for total in result.changes.totals()]
    unwritable = refuse_writing(workspace.root, changed, workspace.git)
    result.refuse({file.path: file.reason for file in (*unread, *unwritable)})
    _add_functions(workspace.root, result)
    return result


def _reader(workspace: Workspace) -> Read:
    top, limit = str(workspace.root).rstrip("/"), workspace.config.limits.note_bytes
    return lambda path: read_found(f"{top}/{path}", limit)


def _add_functions(root: Path, result: CodeLintResult) -> None:
    """Add the copies of the functions that fixed code imports, or say what it depends on now."""
    from reweave.code.target_python import too_old
    from reweave.code.vendored import vendored_copy
    from reweave.distribution import requirement

    changed = {total.path for total in result.changes.totals()}
    added = {path: own for path, own in result.functions.items() if path in changed}
    copies = sorted({own.copy for own in added.values() if own.copy is not None and not (root / own.copy).exists()})
    for copy in copies:
        reason = refuse_creating(root, copy)
        if reason is not None:
            result.refuse({path: f"{copy}: {reason}" for path, own in added.items() if own.copy == copy})
            continue
        data = vendored_copy()
        edit = Edit(0, 0, data, "vendor", "the functions that fixed code imports")
        result.changes.add([Change(copy, ChangeKind.CONTENT, b"", data, (edit,), made=True)])
        say(f"{copy}: a copy of reweave.fm, which fixed code imports")
    depending = [path for path, own in added.items() if own.package == "reweave"]
    if depending:
        say(f'fixed code imports reweave: add "{requirement()}" to its dependencies, or use `--fm vendored`')
        older = too_old(root, depending)
        if older is not None:
            project, stated, needed = map(escape, older)
            say(f"{project}: allows Python {stated}, but reweave needs {needed}; use `--fm vendored`")


def _chosen(files: Sequence[FoundFile], config: Config, paths: Sequence[Path]) -> list[FoundFile]:
    """Return the programs and notes to check; test files only where configured, or named one by one."""
    notes = config.note_filter()
    named = {str(path.resolve()) for path in paths if path.is_file()}
    chosen, tests = [], 0
    for file in files:
        if not file.path.casefold().endswith(PROGRAMS):
            if notes.matches(file.path):
                chosen.append(file)
        elif file.path.casefold().endswith((".min.js", ".d.ts")):
            continue
        elif config.code.test_files or not is_test_file(file.path) or file.absolute in named:
            chosen.append(file)
        else:
            tests += 1
    if tests:
        say(f"{count_of(tests, 'test file')} skipped; set `test-files = true` in [code] to check them")
    return chosen


def advise(result: CodeLintResult, vault: Path) -> None:
    """Add to each list reader the lines of a vault that it would miss.

    Raises:
        ReweaveError: the vault does not exist, or its configuration is invalid.
    """
    if not result.readers:
        return
    from reweave.code.missed_items import advice, list_items

    workspace = open_workspace([vault], None)
    items = list(list_items(read_workspace(workspace, [vault]), workspace.config))
    told = {finding: advice(reader, items) for finding, reader in result.readers.items()}
    result.add_advice({finding: text for finding, text in told.items() if text is not None})


def with_functions(workspace: Workspace, functions: str | None, file: Path | None) -> Workspace:
    """Return the workspace with other functions for fixed code to import, and another file for a copy of them.

    Raises:
        ReweaveError: the file is outside the root, or cannot be a module.
    """
    code = workspace.config.code
    if functions is not None:
        code = code._replace(functions=functions)
    if file is not None:
        whole = (Path.cwd() / file).resolve()
        if not whole.is_relative_to(workspace.root) or whole.suffix != ".py" or not whole.stem.isidentifier():
            raise ReweaveError(
                f"--fm-file: {quoted(str(file))} is not a module below {workspace.root}",
                code="no-module",
                suggestion="use a file such as 'scripts/fm.py'",
            )
        code = code._replace(functions_file=whole.relative_to(workspace.root).as_posix())
    return workspace._replace(config=workspace.config._replace(code=code))

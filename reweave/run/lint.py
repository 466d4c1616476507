"""Linting the notes of a workspace."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.cache.identity import code_identity
from reweave.cache.location import cache_file
from reweave.cache.notes import NoteCache, digest_of, whole_digest
from reweave.cache.store import Store
from reweave.files.discovery import FoundFile
from reweave.files.refusal import RefusedFile
from reweave.files.writable import refuse_writing
from reweave.lint.result import LintedNote, LintResult, NoteResult
from reweave.run.code_hint import point_at_code
from reweave.run.extension_hint import point_at_extension
from reweave.run.note_files import SKIPPED, find_notes, read_files, read_workspace
from reweave.run.workspace import Workspace
from reweave.verbosity import say, timed_step

if TYPE_CHECKING:
    from reweave.vault.rule_view import RuleView


@timed_step("read and check the notes")
def lint_workspace(
    workspace: Workspace, paths: Sequence[Path] | None, *, unsafe: bool, cached: bool = False, point: bool = False
) -> LintResult:
    """Lint the notes below `paths`, and refuse changes of files that cannot be written; no note is written.

    With `cached`, notes in which nothing is to be changed are remembered, and looked at again only once they or what
    they were judged by changed. With `point`, hint at Python code among the notes that writes or reads frontmatter
    badly, and at an extension that is not configured although nearly all frontmatter is in files with it.

    Raises:
        ReweaveError: a path does not exist or lies outside the root, or git failed.
    """
    found = find_notes(workspace, paths or [])
    unread: list[RefusedFile] = []
    cache = _open_cache(workspace, unsafe=unsafe) if cached else None
    result = _lint(workspace, found.files, unread, cache, unsafe=unsafe)
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


def _open_cache(workspace: Workspace, *, unsafe: bool) -> NoteCache | None:
    """Return what earlier sweeps found in this vault; `None` where nothing may be kept."""
    file = cache_file(workspace.root, "notes", os.environ)
    identity = None if file is None else code_identity()
    if file is None or identity is None:
        return None
    return NoteCache(Store(file, identity), workspace.config, unsafe=unsafe, vault=lambda: _vault_digest(workspace))


def _lint(
    workspace: Workspace,
    files: Sequence[FoundFile],
    unread: list[RefusedFile],
    cache: NoteCache | None,
    *,
    unsafe: bool,
) -> LintResult:
    """Return what is known about the files, and lint the others."""
    limit = workspace.config.limits.note_bytes
    results: dict[str, NoteResult] = {}
    if cache is not None and not cache.is_empty:
        for path, source in read_files(files, [], limit):
            known = cache.get(path, digest_of(source))
            if known is not None:
                results[path] = known
    fresh = LintResult()
    missed = [file for file in files if file.path not in results]
    if missed:
        from reweave.lint.linter import lint_notes
        from reweave.progress import progress

        def learn(note: LintedNote) -> None:
            results[note.path] = note.result
            if cache is not None:
                cache.put(note.path, digest_of(note.source), note.result, asks_vault=note.asks_vault)

        fresh = lint_notes(
            read_files(progress(missed, total=len(missed)), unread, limit),
            workspace.config,
            unsafe=unsafe,
            vault=lambda: _view(workspace, cache),
            learn=learn,
        )
    if cache is not None:
        cache.save()
    result = LintResult(changes=fresh.changes)
    for file in files:
        if file.path in results:
            result.add(results[file.path], (), unsafe=unsafe)
    return result


def _vault_digest(workspace: Workspace) -> bytes:
    return whole_digest((path, digest_of(source)) for path, source in read_workspace(workspace, []))


def _view(workspace: Workspace, cache: NoteCache | None) -> "RuleView":
    """Read all notes for the rules that ask about the vault; those that cannot be read are left out."""
    from reweave.vault.rule_view import RuleView
    from reweave.vault.vault import Vault

    read: list[tuple[str, bytes]] = []

    def notes() -> Iterator[tuple[str, bytes]]:
        for path, source in read_workspace(workspace, []):
            if cache is not None:
                read.append((path, digest_of(source)))
            yield path, source

    view = RuleView(Vault.read(notes(), workspace.config))
    if cache is not None:
        cache.asked(whole_digest(read))
    return view

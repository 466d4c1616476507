"""Linting the notes of a workspace."""

import os
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from reweave.cache.digest import digest_of
from reweave.cache.identity import LINTER, code_identity
from reweave.cache.location import cache_file
from reweave.cache.notes import NoteCache, whole_digest
from reweave.cache.store import Store
from reweave.files.discovery import FoundFile
from reweave.files.refusal import RefusalReason
from reweave.files.writable import refuse_writing
from reweave.lint.result import NoteFindings, NoteResult
from reweave.run.code_hint import point_at_code
from reweave.run.file_changes import FileChanges, LintedFile
from reweave.run.note_files import SKIPPED, find_notes, read_files, read_workspace
from reweave.run.workspace import Workspace
from reweave.verbosity import Verbosity, say, timed_step, verbosity

if TYPE_CHECKING:
    from reweave.vault.rule_view import RuleView


class WorkspaceLint(NoteFindings):
    """The findings in the notes of a working tree, and their changes if those were asked for.

    `sources` are the bytes of those notes that were not read from the working tree, and `cache` is where the results
    are remembered (`None`: nowhere).
    """

    def __init__(
        self,
        changes: FileChanges,
        sources: Mapping[str, bytes] = MappingProxyType({}),
        cache: NoteCache | None = None,
    ) -> None:
        """Start without findings."""
        super().__init__()
        self.changes = changes
        self.sources = sources
        self.cache = cache


@timed_step("read and check the notes")
def lint_workspace(
    workspace: Workspace,
    paths: Sequence[Path] | None,
    *,
    unsafe: bool,
    changes: bool = True,
    cached: bool = False,
    written: bool = False,
    point: bool = False,
    only: Container[str] | None = None,
) -> WorkspaceLint:
    """Lint the notes below `paths`, and refuse changes of files that cannot be written; no note is written.

    With `only`, the notes whose paths are in it count alone.
    Without `changes`, none are kept. With `cached`, notes in which nothing is to be changed are remembered, and looked
    at again only once they or what they were judged by changed; with `written`, so are the others, as they will be once
    the changes are written: `remember_written` is to be called then. With `point`, hint at Python code among the notes
    that writes or reads frontmatter badly, and at an extension that is not configured although nearly all frontmatter
    is in files with it.

    Raises:
        ReweaveError: a path does not exist or lies outside the root, git failed, or a worker process died.
    """
    found = find_notes(workspace, paths or [])
    if only is not None:
        found = found._replace(
            files=[file for file in found.files if file.path in only],
            refused=[file for file in found.refused if file.path in only],
        )
    refused: dict[str, str] = {}
    cache = _open_cache(workspace, unsafe=unsafe, changes=changes) if cached else None
    result = WorkspaceLint(FileChanges(workspace.root), cache=cache)
    changed: list[str] = []
    for file, one in _lint(workspace, found.files, cache, unsafe=unsafe, changes=changes, written=written):
        if one is None:
            refused[file.path] = RefusalReason.UNREADABLE
            continue
        result.count(one.note, unsafe=unsafe)
        if one.note.outcome == "changed":
            changed.append(file.path)
        if one.change is not None:
            result.changes.add(one.change)
    if cache is not None and not written:
        cache.save()
    for skipped in found.refused:
        if skipped.reason in SKIPPED:
            say(f"{skipped.path}: skipped: {skipped.reason}")
        else:
            refused[skipped.path] = skipped.reason
    if verbosity() >= Verbosity.VERBOSE:
        from reweave.note.proof_readers import report_slow_proofs

        report_slow_proofs(result.summary.changed + result.summary.refused)
    unwritable = dict(refuse_writing(workspace.root, changed, workspace.git))
    result.report_refused({**refused, **unwritable}, unwritable.keys())
    result.changes.drop(unwritable)
    if point:
        point_at_code(workspace, found)
        if found.others:
            from reweave.run.extension_hint import point_at_extension

            point_at_extension(workspace, found)
    return result


def _open_cache(workspace: Workspace, *, unsafe: bool, changes: bool) -> NoteCache | None:
    """Return what earlier sweeps found in this vault; `None` where nothing may be kept."""
    file = cache_file(workspace.root, "notes", os.environ)
    identity = None if file is None else code_identity(LINTER)
    if file is None or identity is None:
        return None
    return NoteCache(
        Store(file, identity),
        workspace.config,
        unsafe=unsafe,
        changes=changes,
        vault=lambda: _vault_digest(workspace),
    )


def _lint(
    workspace: Workspace,
    files: Sequence[FoundFile],
    cache: NoteCache | None,
    *,
    unsafe: bool,
    changes: bool,
    written: bool,
) -> Iterator[tuple[FoundFile, LintedFile | None]]:
    """Yield what is known about the files, and lint the others; `None` for a file that cannot be read."""
    known = {} if cache is None else _recall(files, cache, workspace.config.limits.note_bytes)
    missed = [file for file in files if file.path not in known]
    linted: Iterator[LintedFile | None] = iter(())
    if missed:
        linted = _lint_missed(workspace, missed, cache, unsafe=unsafe, changes=changes, written=written)
    for file in files:
        note = known.get(file.path)
        yield file, next(linted) if note is None else LintedFile(note)


def _recall(files: Sequence[FoundFile], cache: NoteCache, limit: int) -> dict[str, NoteResult]:
    """Return what is known about files; only those are read whose stamps do not say that it still holds."""
    if cache.is_empty:
        return {}
    known = cache.get_unread((file.path, file.stamp) for file in files)
    unread = [file for file in files if file.path not in known]
    stamps = {file.path: file.stamp for file in unread}
    for path, source in read_files(unread, [], limit):
        digest = digest_of(source)
        remembered = cache.get(path, digest)
        if remembered is not None:
            known[path] = remembered
            cache.stamp(path, digest, stamps[path])
    return known


def _lint_missed(
    workspace: Workspace,
    files: Sequence[FoundFile],
    cache: NoteCache | None,
    *,
    unsafe: bool,
    changes: bool,
    written: bool,
) -> Iterator[LintedFile | None]:
    from reweave.lint.note_linter import NoteLinter
    from reweave.progress import progress
    from reweave.run.file_linter import Wanted, lint_files

    linter = NoteLinter(workspace.config, unsafe=unsafe, vault=lambda: _view(workspace, cache))
    limit = workspace.config.limits.note_bytes
    wanted = Wanted(changes=changes, digests=cache is not None, after=cache is not None and written)
    linted = lint_files(files, linter, limit, wanted)
    for file, one in zip(files, progress(linted, total=len(files)), strict=True):
        if cache is not None and one is not None:
            asks_vault = linter.selection(file.path).asks_vault
            if one.after is None:
                cache.put(file.path, one.digest, one.note, asks_vault=asks_vault, stamp=file.stamp)
            elif not asks_vault:  # what is written changes the vault
                cache.put(file.path, one.digest, one.after, asks_vault=False)
        yield one


def _vault_digest(workspace: Workspace) -> bytes:
    from reweave.run.note_source import checked_out_commit

    notes = ((path, digest_of(source)) for path, source in read_workspace(workspace, []))
    return whole_digest([*notes, *_history(workspace, checked_out_commit(workspace))])


def _history(workspace: Workspace, commit: str | None) -> list[tuple[str, bytes]]:
    """Return what is digested for the history of the notes: a commit, and where a shallow clone begins."""
    if workspace.git is None or commit is None:
        return []
    from reweave.git.shallow_boundary import shallow_boundary

    return [("", b" ".join([commit.encode(), *sorted(shallow_boundary(workspace.git))]))]


def _view(workspace: Workspace, cache: NoteCache | None) -> "RuleView":
    """Read all notes for the rules that ask about the vault; those that cannot be read are left out."""
    from reweave.pool import cores
    from reweave.run.note_history import history_of
    from reweave.run.note_source import checked_out_commit
    from reweave.vault.rule_view import RuleView
    from reweave.vault.vault import Vault

    read: list[tuple[str, bytes]] = []

    def notes() -> Iterator[tuple[str, bytes]]:
        for path, source in read_workspace(workspace, []):
            if cache is not None:
                read.append((path, digest_of(source)))
            yield path, source

    commit = checked_out_commit(workspace)
    history = history_of(workspace.git, commit, workspace.prefix)
    view = RuleView(Vault.read(notes(), workspace.config, processes=cores()), history)
    if cache is not None:
        cache.asked(whole_digest([*read, *_history(workspace, commit)]))
    return view

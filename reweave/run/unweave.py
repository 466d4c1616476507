"""Taking edges that reweave wrote out of notes again."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.files.writable import refuse_writing
from reweave.git.repository import Repository, head, open_repository
from reweave.git.versions import changes_in
from reweave.note.changeset import ChangeSet
from reweave.note.note import Note
from reweave.note.provenance import Provenance
from reweave.run.before_edges import remembered_versions, write_edges
from reweave.run.branch_options import BranchOptions
from reweave.run.selection import selected_notes
from reweave.run.vault import read_vault
from reweave.run.workspace import Workspace
from reweave.suggestion import did_you_mean
from reweave.text import quoted
from reweave.vault.edges import FieldRole, roles
from reweave.vault.vault import Vault
from reweave.verbosity import timed_step
from reweave.weave.edge_removal import remove_edges
from reweave.weave.history import earlier_versions, edges_added, reference_resolver

if TYPE_CHECKING:
    from reweave.git.delivery import Delivery


@dataclass(frozen=True, slots=True)
class UnweaveOptions:
    """Which edges to take out; an edge has to match every option that is given."""

    run: str | None = None
    type: str | None = None
    since: date | None = None


@dataclass(slots=True)
class Unwoven:
    """The edges taken out and the changes that do so, with those that were left and why.

    `unknown` are lists that are empty now, and of which the history does not tell how they were before their edges.
    The notes were read with `config` and the history of the commit `base`.
    """

    changes: ChangeSet = field(default_factory=ChangeSet)
    removed: list[tuple[str, Provenance]] = field(default_factory=list)
    left: list[tuple[str, Provenance, str]] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    config: Config = field(default_factory=Config)
    base: str | None = None


def unweave_workspace(
    workspace: Workspace, paths: Sequence[Path] | None, choice: UnweaveOptions, *, preview: bool
) -> Unwoven:
    """Take the chosen edges out of the notes below `paths`, and write all of them or none, unless it is a `preview`.

    Raises:
        ReweaveError: the run or the type is unknown, a path is wrong, git failed, or a note changed meanwhile (exit 5).
    """
    if preview:
        return _unweave_workspace(workspace, paths, choice)
    with workspace.held():
        result = _unweave_workspace(workspace, paths, choice)
        write_edges(workspace, result.changes.totals())
    return result


@timed_step("find and remove the edges")
def _unweave_workspace(workspace: Workspace, paths: Sequence[Path] | None, choice: UnweaveOptions) -> Unwoven:
    vault = read_vault(workspace)
    repository = None if workspace.git is None else open_repository(workspace.root)
    commit = None if repository is None else head(repository).commit
    selected = selected_notes(workspace, vault, paths)
    remembered = remembered_versions(workspace)
    result = _unweave_vault(vault, workspace.config, choice, selected, repository, commit, workspace.prefix, remembered)
    _refuse_unwritable(workspace, result)
    return result


def unweave_branch(
    options: BranchOptions, paths: Sequence[Path] | None, choice: UnweaveOptions, *, preview: bool
) -> "tuple[Unwoven, Delivery | None, str]":
    """Take the chosen edges out of the notes of a branch, in commits on it; a `preview` makes none.

    Return the edges, the delivery, and the root's folder in the repository. `paths` are relative to the root.

    Raises:
        ReweaveError: as `open_branch`, the run or the type is unknown, or the branch moved (exit 5).
    """
    from reweave.run.branch_writer import open_branch

    with open_branch(options, preview=preview) as branch:
        vault = branch.source.vault
        folders = [path.as_posix().rstrip("/") for path in paths or ()]
        selected = [
            index for index, record in enumerate(vault.records) if not folders or _is_below(record.path, folders)
        ]
        result = _unweave_vault(
            vault, branch.source.config, choice, selected, branch.repository, branch.target.base, branch.prefix
        )
        return result, None if preview else branch.deliver(result.changes), branch.prefix


def _is_below(path: str, folders: Sequence[str]) -> bool:
    return any(folder in ("", ".", path) or path.startswith(folder + "/") for folder in folders)


def _unweave_vault(
    vault: Vault,
    config: Config,
    choice: UnweaveOptions,
    selected: Collection[int],
    repository: Repository | None,
    commit: str | None,
    prefix: str,
    remembered: Callable[[str], Iterator[bytes]] = lambda path: iter(()),
) -> Unwoven:
    """Take the chosen edges out of the `selected` notes of a vault.

    `commit` is where their history starts; `remembered` gives versions that it does not hold.
    """
    known = roles(vault.config.types)
    lists = {role.provenance_type: role.field for role in known.values()}
    of_run = None if choice.run is None else _edges_of_run(repository, choice.run)
    matches_options = _by_type_and_date(choice, lists, known)

    def is_chosen(path: str) -> Callable[[Provenance], bool]:
        own = None if of_run is None else {entry for name, entry in of_run if name == prefix + path}
        return lambda entry: matches_options(entry) and (own is None or entry in own)

    def has_chosen(index: int) -> bool:
        chosen = is_chosen(vault.records[index].path)
        return any(entry.parsed is not None and chosen(entry.parsed) for entry in vault.provenance[index])

    records = [vault.records[index] for index in sorted(selected) if has_chosen(index)]
    result = Unwoven(config=config, base=commit)
    with _earlier(repository, commit, [record.path for record in records], prefix, remembered) as earlier:
        for record in records:
            path = record.path
            note = Note(path, record.source, config.limits)
            versions = _versions(earlier, path)
            removal = remove_edges(note, is_chosen(path), lists, versions, resolve=reference_resolver(vault, path))
            result.changes.add([removal.change] if removal.change is not None else [])
            result.removed.extend((path, entry) for entry in removal.removed)
            result.left.extend((path, entry, why) for entry, why in removal.left)
            result.unknown.extend((path, key) for key in removal.unknown)
    return result


def _versions(earlier: Callable[[str], Iterator[bytes]], path: str) -> Callable[[], Iterator[bytes]]:
    return lambda: earlier(path)


def _refuse_unwritable(workspace: Workspace, result: Unwoven) -> None:
    changed = [change.path for change in result.changes.changes]
    for file in refuse_writing(workspace.root, changed, workspace.git):
        result.changes.changes = [change for change in result.changes.changes if change.path != file.path]
        result.left.extend((path, entry, file.reason) for path, entry in result.removed if path == file.path)
        result.removed = [(path, entry) for path, entry in result.removed if path != file.path]


def _by_type_and_date(
    choice: UnweaveOptions, lists: Mapping[str, str], known: Mapping[str, FieldRole]
) -> Callable[[Provenance], bool]:
    names = None
    if choice.type is not None:
        if choice.type not in lists:
            message = f"unknown edge type {quoted(choice.type)}"
            raise ReweaveError(message, code="no-such-type", suggestion=did_you_mean(choice.type, sorted(lists)))
        names = {name for name, field in lists.items() if choice.type in (name, known[field].type.name)}
    since = choice.since
    return lambda entry: (names is None or entry.type in names) and (since is None or entry.date >= since)


def _edges_of_run(repository: Repository | None, run: str) -> set[tuple[str, Provenance]]:
    from reweave.git.runs import list_runs

    runs = [] if repository is None else [one for one in list_runs(repository) if one.name == run]
    if repository is None or not runs:
        message = f"run {quoted(run)} not found in the history"
        raise ReweaveError(message, code="no-such-run", suggestion="see `reweave log`")
    return edges_added(repository, changes_in(repository, [batch.commit for one in runs for batch in one.batches]))


@contextmanager
def _earlier(
    repository: Repository | None,
    commit: str | None,
    paths: Sequence[str],
    prefix: str,
    remembered: Callable[[str], Iterator[bytes]],
) -> Iterator[Callable[[str], Iterator[bytes]]]:
    if repository is None or commit is None:
        yield remembered
        return
    with earlier_versions(repository, commit, paths, prefix=prefix) as committed:
        yield lambda path: chain(remembered(path), committed(path))

"""Renaming notes: every reference to them follows, as `reweave rename` does it."""

from collections.abc import Iterable
from dataclasses import replace

from reweave.errors import ReweaveError
from reweave.lsp.folder import Folder
from reweave.lsp.operations import totals_of
from reweave.note.changeset import Total
from reweave.note.note import Note
from reweave.plan.application import apply_operations
from reweave.plan.board_operations import board_operations
from reweave.plan.new_path import new_path
from reweave.plan.operation import Context
from reweave.plan.renaming import renaming_operations
from reweave.run.note_source import working_boards
from reweave.vault.links import find_definitions
from reweave.vault.record import read_record, stem_of
from reweave.vault.renaming import Renaming
from reweave.vault.vault import Vault


class Renames:
    """Renames of notes of a vault, each made for the notes as those before it leave them.

    Open documents are taken as they are now.
    """

    def __init__(self, folder: Folder) -> None:
        """Read the vault as it is now.

        Raises:
            ReweaveError: git failed.
        """
        folder.renew()
        self._folder = folder
        self._vault = folder.vault
        self._boards = dict(working_boards(folder.workspace))
        self._totals: dict[str, Total] = {}
        self._first: dict[str, str] = {}
        """The first paths of the notes that are renamed, by those that they have now."""

    def add(self, path: str, new: str, *, unportable: bool = False) -> None:
        """Rename the note at `path`: `new` is a new path, a folder, or a new name in the same folder.

        Raises:
            ReweaveError: there is no such note, the new path cannot be used, or a reference cannot be rewritten.
        """
        vault, config = self._vault, self._folder.workspace.config
        if path not in vault.by_path:
            raise ReweaveError("not a note of the vault", code="no-such-note", path=path)
        goal = new_path(path, new)
        operations = renaming_operations(vault, path, goal, unportable=unportable)
        boards = board_operations(
            self._boards, Renaming(vault, path, goal, config.extensions), len(operations)
        ).operations
        root = self._folder.root
        context = Context(config, lambda: vault, exists=lambda other: (root / other).exists())
        self._take(totals_of(apply_operations([*operations, *boards], self._source, context)))

    def move(self, moves: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Move the notes whose references need no change, all at once; return the other moves, for `add`."""
        vault = self._vault
        path_named = _path_named(vault)
        records, left = list(vault.records), []
        for old, new in moves:
            place, stem = vault.by_path[old], stem_of(old)
            on_a_board = any(stem.encode(errors="replace") in source for source in self._boards.values())
            if place in path_named or on_a_board or stem_of(new) != stem or vault.resolve(stem) != (place,):
                left.append((old, new))
            else:
                records[place] = replace(records[place], path=new)
        self._vault = Vault(records, self._folder.workspace.config)
        return left

    def totals(self) -> list[Total]:
        """Return the changes of all notes, from their paths and bytes before the first rename."""
        return list(self._totals.values())

    def _source(self, path: str) -> bytes | None:
        if path in self._boards:
            return self._boards[path]
        place = self._vault.by_path.get(path)
        return None if place is None else self._vault.records[place].source

    def _take(self, totals: list[Total]) -> None:
        records = list(self._vault.records)
        for one in totals:
            first = self._first.pop(one.path, one.path)
            known = self._totals.get(first, one)
            path = one.to or one.path
            self._first[path] = first
            self._totals[first] = known._replace(path=first, after=one.after, to="" if path == first else path)
            if one.path in self._boards:
                self._boards[one.path] = one.after
            else:
                limits = self._folder.workspace.config.limits
                records[self._vault.by_path[one.path]] = read_record(Note(path, one.after, limits))
        self._vault = Vault(records, self._folder.workspace.config)


def _path_named(vault: Vault) -> set[int]:
    """Return the notes that some path may name, and those that hold paths: moving them may change a text."""
    found: set[int] = set()
    for place, record in enumerate(vault.records):
        if b"](" in record.source or b"]:" in record.source:
            found.add(place)
            for definition in find_definitions(record.body):
                found.update(vault.names.resolve(definition.name, folder=record.folder, is_path=True))
        named = [(one.name, one.targets, one.form.is_path) for one in vault.links[place]]
        named += [(one.name, one.targets, False) for one in vault.references[place]]
        named += [(one.entry, one.targets, False) for one in vault.provenance[place]]
        for name, targets, is_path in named:
            if is_path or "/" in name:
                found.update(targets, (place,))
    return found

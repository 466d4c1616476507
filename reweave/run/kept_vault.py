"""A vault that is kept between questions: notes are read again where their files changed, and woven again then."""

import os
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.cache.location import DISABLED
from reweave.run.declined import answers_bytes, declined_by_file, declined_by_history
from reweave.run.note_files import find_notes
from reweave.run.note_source import checked_out_commit
from reweave.run.selection import selected_notes
from reweave.run.vault import read_note_record
from reweave.run.weave import recent_notes
from reweave.run.weave_cache import open_weave_cache
from reweave.run.workspace import Workspace, open_workspace
from reweave.vault.vault import Vault
from reweave.weave.explanation import Explainer

if TYPE_CHECKING:
    from reweave.files.discovery import FoundFile
    from reweave.note.limits import Limits
    from reweave.vault.record import Record
    from reweave.weave.pipeline import WeaveOptions

_KEPT_WEAVES = 4


@dataclass(slots=True)
class _KeptNote:
    """A note as it was read, and what tells whether its file is still the same (empty: it changed just then)."""

    stamp: bytes
    record: "Record | None"


class KeptVault:
    """The vault in a folder. Everything is read anew that changed since the last question."""

    def __init__(self, root: Path) -> None:
        """Remember the folder."""
        self._root = root
        self._notes: dict[str, _KeptNote] = {}
        self._tables: object = None
        self._vault: Vault | None = None
        self._weaves: OrderedDict[object, Explainer] = OrderedDict()

    def read(self) -> tuple[Workspace, Vault]:
        """Return the workspace and its notes as a graph, as they are now.

        Raises:
            ReweaveError: the configuration is wrong, or git failed.
        """
        workspace = open_workspace([self._root], None)
        if self._vault is None or workspace.config.tables != self._tables:
            self._notes, self._vault, self._tables = {}, None, workspace.config.tables
        if self._renew_notes(workspace) or self._vault is None:
            self._weaves.clear()
            records = (one.record for one in self._notes.values() if one.record is not None)
            self._vault = Vault(records, workspace.config)
        return workspace, self._vault

    def weave(self, options: "WeaveOptions", paths: Sequence[Path] = ()) -> tuple[Workspace, Explainer]:
        """Return the workspace and a weave of its notes, with all that can be said about it.

        Raises:
            ReweaveError: as `read`; a path does not exist, or `.reweave/answers.jsonl` is damaged.
        """
        workspace, vault = self.read()
        among = selected_notes(workspace, vault, paths) if paths else None
        key = options, among, answers_bytes(workspace.root), checked_out_commit(workspace)
        if key not in self._weaves:
            cache = open_weave_cache(workspace, vault, cached=DISABLED not in os.environ)
            self._weaves[key] = Explainer(
                vault,
                workspace.config,
                options,
                by_file=declined_by_file(workspace),
                by_history=declined_by_history(workspace, vault, cache),
                recent=recent_notes(workspace),
                among=among,
                cache=cache,
            )
            while len(self._weaves) > _KEPT_WEAVES:
                self._weaves.popitem(last=False)
        self._weaves.move_to_end(key)
        return workspace, self._weaves[key]

    def _renew_notes(self, workspace: Workspace) -> bool:
        """Read the notes whose files changed; return whether any did."""
        before, limits = self._notes, workspace.config.limits
        files = find_notes(workspace, []).files
        self._notes = {file.path: _renewed(file, before.get(file.path), limits) for file in files}
        changed = list(before) != list(self._notes)
        return changed or any(kept is not before[path] for path, kept in self._notes.items())


def _renewed(file: "FoundFile", kept: _KeptNote | None, limits: "Limits") -> _KeptNote:
    if kept is not None and file.stamp and kept.stamp == file.stamp:
        return kept
    record = read_note_record(file, limits=limits)
    if kept is not None and kept.record is not None and record is not None and kept.record.source == record.source:
        kept.stamp = file.stamp
        return kept
    return _KeptNote(file.stamp, record)

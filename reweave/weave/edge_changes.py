"""Changes that write proposed edges: each note's in its own style, and proved."""

from collections.abc import Sequence
from dataclasses import dataclass

from reweave.config.model import Config
from reweave.note.changeset import Change
from reweave.note.note import Note
from reweave.vault.vault import Vault
from reweave.weave.placement import Placement
from reweave.weave.style import configured_style
from reweave.weave.writer import write_edges


@dataclass(frozen=True, slots=True)
class EdgeChanges:
    """The changes, one for each note that is written to, and the edges that could not be written, with the reason."""

    changes: tuple[Change, ...]
    refused: tuple[tuple[Placement, str], ...]


def build_changes(vault: Vault, edges: Sequence[Placement], config: Config, *, singly: bool = False) -> EdgeChanges:
    """Write `edges` into their notes, as of the bytes the vault was read from; `singly`: a change for each edge."""
    if singly:
        return _build_singly(vault, edges, config)
    by_holder: dict[str, list[Placement]] = {}
    for edge in edges:
        by_holder.setdefault(edge.holder, []).append(edge)
    changes: list[Change] = []
    refused: list[tuple[Placement, str]] = []
    for path, own in sorted(by_holder.items()):
        note = Note(path, vault.records[vault.by_path[path]].source, config.limits)
        written = write_edges(note, [one.entry for one in own], configured_style(config, path))
        if written.change is not None:
            changes.append(written.change)
        by_lines = {one.entry: one for one in own}
        refused.extend((by_lines[lines], why) for lines, why in written.refused)
    return EdgeChanges(tuple(changes), tuple(refused))


def _build_singly(vault: Vault, edges: Sequence[Placement], config: Config) -> EdgeChanges:
    """Write edges one after the other, those of one note by their other ends: the order of batches by these."""
    changes: list[Change] = []
    refused: list[tuple[Placement, str]] = []
    sources: dict[str, bytes] = {}
    for one in sorted(edges, key=lambda one: (one.holder, one.other)):
        source = sources.get(one.holder, vault.records[vault.by_path[one.holder]].source)
        written = write_edges(
            Note(one.holder, source, config.limits), [one.entry], configured_style(config, one.holder)
        )
        if written.change is not None:
            changes.append(written.change._replace(other=one.other))
            sources[one.holder] = written.change.after
        refused.extend((one, why) for _, why in written.refused)
    return EdgeChanges(tuple(changes), tuple(refused))

"""A small vault, and plans for it."""

from collections.abc import Mapping
from typing import Any

from reweave.config.loader import parse_config
from reweave.note.changeset import blob_hash
from reweave.plan.application import Applied, apply_operations
from reweave.plan.operation import Context, Operation
from reweave.plan.reader import fields_of
from reweave.plan.registry import all_operations
from reweave.vault.vault import Vault

SOLAR = b"---\ntype: claim\n---\n# solar is cheap\n"
WIND = (
    b'---\ntype: claim   # kept\ndescription: "Wind"\nsupports:\n- solar is cheap   # why\n- other\n'
    b"reweave_edges:\n- grid is old|related|2026-01-02\nrelated:\n- grid is old\n---\nSee [[solar is cheap]].\n"
)
GRID = b"\xef\xbb\xbf---\r\ntype: claim\r\ntags: [a, b]\r\n---\r\nGrid\r\n"
NOTES = {"claims/solar is cheap.md": SOLAR, "claims/wind follows.md": WIND, "claims/grid is old.md": GRID}


def operation(op: str, path: str, notes: Mapping[str, bytes] = NOTES, id: str = "a", **fields: Any) -> Operation:
    """Return an operation on a note of a vault."""
    blob = blob_hash(notes[path])
    kinds = fields_of(all_operations()[op])
    values = {
        name: kinds[name][0].read(list(value) if isinstance(value, tuple) else value) for name, value in fields.items()
    }
    return all_operations()[op](id=id, path=path, blob=blob, **values)


def applied(*operations: Operation, notes: Mapping[str, bytes] = NOTES, configuration: bytes = b"") -> Applied:
    """Carry out operations on a vault."""
    config = parse_config(configuration, "reweave.toml")
    context = Context(config, lambda: Vault.read(notes.items(), config))
    return apply_operations(operations, notes.get, context)


def after(*operations: Operation, notes: Mapping[str, bytes] = NOTES) -> dict[str, bytes]:
    """Return the notes that operations change, as they are then; nothing is refused."""
    result = applied(*operations, notes=notes)
    assert not result.refused and not result.stale, (result.refused, result.stale)
    return {one.to or one.path: one.after for one in result.changes.totals()}

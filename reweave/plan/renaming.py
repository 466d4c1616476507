"""Plans that give a note another path, or lead the edges to it elsewhere."""

from collections.abc import Collection, Mapping

from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.note.changeset import blob_hash
from reweave.note.note import Note
from reweave.note.verify import ProofError
from reweave.plan.application import apply_operations
from reweave.plan.builders import number
from reweave.plan.new_path import check_path
from reweave.plan.operation import Context, Operation
from reweave.plan.operations.delete_note import DeleteNote
from reweave.plan.operations.merge_note import MergeNote
from reweave.plan.operations.remove_target import RemoveTarget
from reweave.plan.operations.rename_note import RenameNote
from reweave.plan.operations.rename_target import RenameTarget
from reweave.vault.edges import Link, Origin, ProvenanceEntry, Reference
from reweave.vault.links import find_definitions
from reweave.vault.renaming import Renaming
from reweave.vault.rewrite import RewriteError, rewrite_body, rewrite_frontmatter
from reweave.vault.vault import Vault


def renaming_operations(
    vault: Vault, old: str, new: str, outside: Collection[str] = (), *, unportable: bool = False
) -> list[Operation]:
    """Return what renames the note at `old` to `new`: its own operation, and one for each note with names that change.

    Notes `outside` of a sparse checkout get none.

    Raises:
        ReweaveError: the new path is not one that every link can hold, is taken, or has a name that another note has.
    """
    check_path(vault, old, new, unportable=unportable)
    place = vault.by_path[old]
    own = RenameNote(
        id=number(0), path=old, blob=blob_hash(vault.records[place].source), reason=f"to {new}", new_path=new
    )
    _refuse_outside(old, outside)
    renaming = Renaming(vault, old, new, vault.names.extensions)
    naming = [vault.by_path[other] for other in naming_notes(vault, old) if other not in outside]
    naming = [other for other in naming if _changes(vault, other, renaming)]
    found: list[Operation] = [own]
    for at, other in enumerate(naming, 1):
        record = vault.records[other]
        found.append(
            RenameTarget(
                id=number(at),
                path=record.path,
                blob=blob_hash(record.source),
                reason=f"names {old}",
                target=old,
                new_target=new,
                everywhere=True,
            )
        )
    return found


def _changes(vault: Vault, other: int, renaming: Renaming) -> bool:
    """Return whether a name in the note `other` changes; what cannot be rewritten is for its operation to say."""
    record = vault.records[other]
    note = Note(record.path, record.source)
    try:
        counts = [one(note, renaming, rule="", message="")[1] for one in (rewrite_frontmatter, rewrite_body)]
    except (RewriteError, ProofError):
        return True
    return any(counts)


def _refuse_outside(path: str, outside: Collection[str]) -> None:
    if path in outside:
        raise ReweaveError(
            "the note is outside the sparse checkout", code="sparse-checkout", path=path, suggestion="use --commit"
        )


def naming_notes(vault: Vault, path: str) -> list[str]:
    """Return the other notes that name the note at `path` and no other by some name, in order."""
    place = vault.by_path[path]
    return [
        record.path
        for other, record in enumerate(vault.records)
        if other != place and _names_alone(vault, other, place)
    ]


def _names_alone(vault: Vault, other: int, place: int) -> bool:
    """Return whether a name in the note `other` means the note at `place` and no other."""
    named: tuple[Link | Reference | ProvenanceEntry, ...] = (
        *vault.links[other],
        *vault.references[other],
        *vault.provenance[other],
    )
    return any(one.targets == (place,) for one in named) or _defines(vault, other, place)


def _defines(vault: Vault, other: int, place: int) -> bool:
    """Return whether a reference definition in the note `other` leads to the note at `place` alone."""
    record = vault.records[other]
    if b"]:" not in record.source:
        return False
    names = (one.name for one in find_definitions(record.body))
    return any(vault.names.resolve(name, folder=record.folder, is_path=True) == (place,) for name in names)


def deleting_operations(
    vault: Vault, path: str, config: Config, outside: Collection[str] = ()
) -> tuple[list[Operation], dict[str, str]]:
    """Return what deletes the note at `path`: an operation for each note with edges to it, and its own at the end.

    Also return the notes whose edges cannot be taken out, and why; those stay.
    """
    _refuse_outside(path, outside)
    place = vault.by_path[path]
    sources = {
        record.path: record.source
        for record in (vault.records[holder] for holder in edge_holders(vault, place))
        if record.path not in outside
    }
    tried = apply_operations(_removing(path, sources), sources.get, Context(config, lambda: vault))
    left = {one.path: why for one, why in tried.refused}
    left |= {one.path: "it is nested in the list" for one in tried.idle}
    found = _removing(path, {other: source for other, source in sources.items() if other not in left})
    own = vault.records[place].source
    return [*found, DeleteNote(id=number(len(found)), path=path, blob=blob_hash(own), reason="deleted")], left


def _removing(path: str, sources: Mapping[str, bytes]) -> list[Operation]:
    return [
        RemoveTarget(id=number(at), path=other, blob=blob_hash(source), reason=f"an edge to {path}", target=path)
        for at, (other, source) in enumerate(sources.items())
    ]


def merging_operations(vault: Vault, path: str, other: str, outside: Collection[str] = ()) -> list[Operation]:
    """Return what merges the note at `other` into the one at `path`, and leads every name of it there.

    Raises:
        ReweaveError: the two are the same note.
    """
    if path == other:
        raise ReweaveError("both are the same note", code="same-note", path=path)
    for one in (path, other):
        _refuse_outside(one, outside)
    place, gone = vault.by_path[path], vault.by_path[other]
    blobs = [blob_hash(vault.records[one].source) for one in (place, gone)]
    found: list[Operation] = [
        MergeNote(id=number(0), path=path, blob=blobs[0], reason=f"the same claim as {other}", other=other)
    ]
    for holder in naming_notes(vault, other):
        if holder != path and holder not in outside:
            found.append(
                RenameTarget(
                    id=number(len(found)),
                    path=holder,
                    blob=blob_hash(vault.records[vault.by_path[holder]].source),
                    reason=f"names {other}",
                    target=other,
                    new_target=path,
                    everywhere=True,
                )
            )
    return [*found, DeleteNote(id=number(len(found)), path=other, blob=blobs[1], reason=f"merged into {path}")]


def edge_holders(vault: Vault, place: int) -> list[int]:
    """Return the notes whose typed lists or entries of `reweave_edges` name the note at `place` alone."""
    return [
        other
        for other in range(len(vault))
        if other != place
        and (
            any(one.role is not None and one.targets == (place,) for one in vault.references[other])
            or any(one.targets == (place,) for one in vault.provenance[other])
        )
    ]


def retargeting_operations(vault: Vault, old: str, new: str) -> list[Operation]:
    """Return what leads every edge in a frontmatter from the note at `old` to the note at `new`.

    Raises:
        ReweaveError: the two are the same note.
    """
    if old == new:
        raise ReweaveError("both are the same note", code="same-note", path=old)
    place = vault.by_path[old]
    typed = (Origin.FIELD, Origin.PROVENANCE)
    naming = {
        edge.holder
        for edge in (*vault.into[place], *vault.out[place])
        if edge.origin in typed and edge.holder != place and edge.meanings == 1
    }
    return [
        RenameTarget(
            id=number(at),
            path=vault.records[holder].path,
            blob=blob_hash(vault.records[holder].source),
            reason=f"an edge to {old}",
            target=old,
            new_target=new,
        )
        for at, holder in enumerate(sorted(naming))
    ]

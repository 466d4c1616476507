"""Comparison of `reweave_edges` with the typed fields of a note."""

from collections.abc import Iterator, Mapping, Sequence

from reweave.vault.edges import Disagreement, DisagreementKind, FieldRole, ProvenanceEntry, Reference, provenance_role
from reweave.vault.names import fold_name
from reweave.vault.reference import entry_names


def find_disagreements(
    holder: int, provenance: Sequence[ProvenanceEntry], references: Sequence[Reference], roles: Mapping[str, FieldRole]
) -> Iterator[Disagreement]:
    """Yield the entries of a note's `reweave_edges` that its typed fields contradict, with what is wrong."""
    by_field: dict[str, set[object]] = {}
    for one in references:
        if one.role is not None:
            by_field.setdefault(one.field, set()).update(_keys(one.name, one.targets))
    anywhere = frozenset(key for keys in by_field.values() for key in keys)
    seen: set[tuple[str, object]] = set()
    for entry in provenance:
        kind = None
        if entry.parsed is None:
            kind = DisagreementKind.MALFORMED
        elif (role := provenance_role(entry.parsed.type, roles)) is None:
            kind = DisagreementKind.UNKNOWN_TYPE
        else:
            name = "".join(entry_names(entry.parsed.title)) or entry.parsed.title
            keys = _keys(name, entry.targets)
            if not seen.isdisjoint((role.field, key) for key in keys):
                kind = DisagreementKind.REPEATED
            elif by_field.get(role.field, frozenset()).isdisjoint(keys):
                kind = DisagreementKind.NOT_IN_FIELD if anywhere.isdisjoint(keys) else DisagreementKind.OTHER_TYPE
            seen.update((role.field, key) for key in keys)
        if kind is not None:
            yield Disagreement(holder, entry.entry, kind)


def _keys(name: str, targets: Sequence[int]) -> list[object]:
    """Return what makes two names the same: one note that both mean, or else their text."""
    return [targets[0]] if len(targets) == 1 else [fold_name(name)]

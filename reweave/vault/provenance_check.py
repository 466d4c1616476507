"""Whether `reweave_edges` and the typed fields of a note say the same."""

from collections.abc import Iterator, Mapping, Sequence

from reweave.vault.edges import Disagreement, Fault, ProvenanceEntry, Reference, Role, written_role
from reweave.vault.names import folded
from reweave.vault.reference import named


def find_disagreements(
    holder: int, written: Sequence[ProvenanceEntry], references: Sequence[Reference], roles: Mapping[str, Role]
) -> Iterator[Disagreement]:
    """Yield the entries of a note's `reweave_edges` that its typed fields do not bear out, with what is wrong."""
    by_field: dict[str, set[object]] = {}
    for one in references:
        if one.role is not None:
            by_field.setdefault(one.field, set()).update(_keys(one.name, one.targets))
    anywhere = frozenset(key for keys in by_field.values() for key in keys)
    seen: set[tuple[str, object]] = set()
    for entry in written:
        fault = None
        if entry.says is None:
            fault = Fault.MALFORMED
        elif (role := written_role(entry.says.type, roles)) is None:
            fault = Fault.UNKNOWN_TYPE
        else:
            name = "".join(named(entry.says.title)) or entry.says.title
            keys = _keys(name, entry.targets)
            if not seen.isdisjoint((role.field, key) for key in keys):
                fault = Fault.REPEATED
            elif by_field.get(role.field, frozenset()).isdisjoint(keys):
                fault = Fault.NOT_IN_FIELD if anywhere.isdisjoint(keys) else Fault.OTHER_TYPE
            seen.update((role.field, key) for key in keys)
        if fault is not None:
            yield Disagreement(holder, entry.entry, fault)


def _keys(name: str, targets: Sequence[int]) -> list[object]:
    """Return what makes two names the same: one note that both mean, or else their text."""
    return [targets[0]] if len(targets) == 1 else [folded(name)]

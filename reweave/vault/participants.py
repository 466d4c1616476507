"""The participants: the notes between which edges are counted and proposed."""

from collections.abc import Mapping, Sequence

from reweave.config.weave import WeaveConfig
from reweave.files.globs import Globs
from reweave.vault.conflict_copies import is_conflict_copy
from reweave.vault.names import fold_name
from reweave.vault.record import Record

_CLAIM = {"type": ("claim",)}


def find_participants(records: Sequence[Record], config: WeaveConfig) -> tuple[int, ...]:
    """Return the places of the participants, in order.

    These are the notes whose fields have the configured values; without a configuration the notes of `type: claim`,
    and every note of a vault that has none of these. Conflict copies and `exclude` are left out.
    """
    if config.participants is not None:
        found = _with(records, config.participants)
    else:
        found = _with(records, _CLAIM) or tuple(range(len(records)))
    excluded = Globs(config.exclude)
    return tuple(
        place
        for place in found
        if not excluded.matches(records[place].path) and not is_conflict_copy(records[place].stem)
    )


def _with(records: Sequence[Record], wanted: Mapping[str, tuple[str, ...]]) -> tuple[int, ...]:
    values = {field: frozenset(map(fold_name, given)) for field, given in wanted.items()}
    return tuple(
        place
        for place, record in enumerate(records)
        if all(not given.isdisjoint(map(fold_name, record.fields.get(field, ()))) for field, given in values.items())
    )

"""`[merge]`: how the lists and dates of a frontmatter are merged."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from reweave.config.edges import DEFAULT_TYPES, EdgeType
from reweave.note.provenance import PROVENANCE_FIELD

if TYPE_CHECKING:
    from reweave.config.checker import Checker

_KEYS = ("sets", "extend-sets", "dated", "dates")

Resolution = Literal["later", "earlier"]
"""Which of two dates wins where both sides changed it."""

_SETS = ("aliases", "cssclasses", "keywords", "tags")


def _edge_fields(types: Iterable[EdgeType]) -> tuple[str, ...]:
    return tuple(name for edge_type in types for name in (edge_type.field, edge_type.inverse) if name)


class MergeConfig(NamedTuple):
    """`[merge]`.

    `sets` are the fields whose lists are sets: items that either side added stay, items that either side removed go.
    `extend-sets` adds to them. `dated` are the lists of `target|type|date`, which keep each target and type once, with
    the earlier date. `[merge.dates]` says which date wins where both sides changed it. The lists of edges, `edges`, are
    always sets; their fields come from `[weave]`.
    """

    sets: tuple[str, ...] = _SETS
    extend_sets: tuple[str, ...] = ()
    dated: tuple[str, ...] = (PROVENANCE_FIELD,)
    dates: Mapping[str, Resolution] = MappingProxyType({"last_evaluated": "later"})
    edges: tuple[str, ...] = _edge_fields(DEFAULT_TYPES)

    def is_set(self, name: str) -> bool:
        """Return whether the list of a field is merged as a set."""
        return any(name in names for names in (self.edges, self.sets, self.extend_sets, self.dated))


def read_merge(checker: "Checker", value: object, types: Iterable[EdgeType]) -> MergeConfig:
    """Check the table `[merge]`; `types` are the edge types of the vault.

    Raises:
        ReweaveError: a key or a value is not valid.
    """
    table = checker.table(value, "merge")
    checker.names(table, _KEYS, "[merge]", "key")
    options = checker.options(MergeConfig, {key: item for key, item in table.items() if key != "dates"}, "merge")
    options["edges"] = _edge_fields(types)
    if "dates" in table:
        dates = checker.table(table["dates"], "merge.dates")
        options["dates"] = {key: checker.value(Resolution, item, f"merge.dates.{key}") for key, item in dates.items()}
    return MergeConfig(**options)

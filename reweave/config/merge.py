"""`[merge]`: what the lists and values of a frontmatter mean when two versions of a note are merged."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from reweave.config.edges import DEFAULT_TYPES, EdgeType
from reweave.note.provenance import PROVENANCE_FIELD

if TYPE_CHECKING:
    from reweave.config.checker import Checker

_KEYS = ("sets", "extend-sets", "dated", "dates")

Resolution = Literal["later", "earlier"]
"""Which of two dates counts where both sides changed one."""

_SETS = ("aliases", "cssclasses", "keywords", "tags")


def _edge_fields(types: Iterable[EdgeType]) -> tuple[str, ...]:
    return tuple(name for one in types for name in (one.field, one.inverse) if name)


class MergeConfig(NamedTuple):
    """`[merge]`.

    `sets` are the fields whose lists are sets: what either side added stays, what either side removed goes.
    `extend-sets` names further ones. `dated` are the lists of `target|type|date`, where one target and type stands
    once, with the earlier date. `[merge.dates]` says for a date which one counts where both sides changed it.
    The lists of edges are sets whatever is said here: `edges` are their fields, as `[weave]` has them.
    """

    sets: tuple[str, ...] = _SETS
    extend_sets: tuple[str, ...] = ()
    dated: tuple[str, ...] = (PROVENANCE_FIELD,)
    dates: Mapping[str, Resolution] = MappingProxyType({"last_evaluated": "later"})
    edges: tuple[str, ...] = _edge_fields(DEFAULT_TYPES)

    def is_set(self, name: str) -> bool:
        """Return whether the list of a field is a set."""
        return any(name in names for names in (self.edges, self.sets, self.extend_sets, self.dated))


def read_merge(checker: "Checker", value: object, types: Iterable[EdgeType]) -> MergeConfig:
    """Check the table `[merge]`; `types` are the kinds of edges of the vault.

    Raises:
        ReweaveError: a key or a value is not valid.
    """
    table = checker.table(value, "merge")
    checker.names(table, _KEYS, "[merge]", "key")
    options = checker.options(MergeConfig, {key: one for key, one in table.items() if key != "dates"}, "merge")
    options["edges"] = _edge_fields(types)
    if "dates" in table:
        dates = checker.table(table["dates"], "merge.dates")
        options["dates"] = {key: checker.value(Resolution, one, f"merge.dates.{key}") for key, one in dates.items()}
    return MergeConfig(**options)

"""The outcome of a run's weave, as commits and reports need it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reweave.note.changeset import Change

if TYPE_CHECKING:
    from reweave.weave.pipeline import WeaveResult
    from reweave.weave.placement import Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class Woven:
    """The edges that a weave adds, with the changes that write them, and what it did not propose.

    `not_written` are the notes that cannot take an edge, each with the reason, `not_proposed` counts pairs by the
    reason against them, `beyond` are the edges more than the limit, and `duplicates` groups of notes that say the same.
    `orphans` is how many notes no edge reaches, without the edges and with them.
    """

    changes: Sequence[Change] = ()
    edges: "Sequence[Placement]" = ()
    not_written: Sequence[tuple[str, str]] = ()
    not_proposed: Mapping[str, int] = field(default_factory=dict)
    beyond: int = 0
    duplicates: Sequence[Sequence[str]] = ()
    orphans: tuple[int, int] = (0, 0)

    @classmethod
    def of(cls, result: "WeaveResult") -> "Woven":
        """Return the outcome of a weave."""
        from reweave.weave.refusal import Refusal

        records, proposed = result.vault.records, result.proposed
        return cls(
            changes=result.written.changes,
            edges=result.writable,
            not_written=[(placement.holder, why) for placement, why in result.written.refused],
            not_proposed={refusal.value: count for refusal, count in proposed.refused.items()},
            beyond=proposed.refused[Refusal.LIMIT],
            duplicates=[[records[place].path for place in group.places] for group in proposed.duplicates],
            orphans=(len(result.vault.orphans), result.orphans_left),
        )

    def remembered(self) -> bytes | None:
        """Return a weave that adds nothing as text, for `recalled`; `None` for any other."""
        if self.changes or self.edges or self.beyond:
            return None
        kept = {
            "not_written": list(self.not_written),
            "not_proposed": dict(self.not_proposed),
            "duplicates": [list(group) for group in self.duplicates],
            "orphans": self.orphans[0],
        }
        return json.dumps(kept).encode()

    @classmethod
    def recalled(cls, text: bytes) -> "Woven | None":
        """Return the weave that adds nothing and was `remembered`; `None` for a text that is not one."""
        try:
            kept = json.loads(text)
            return cls(
                not_written=[(str(path), str(why)) for path, why in kept["not_written"]],
                not_proposed={str(why): int(count) for why, count in kept["not_proposed"].items()},
                duplicates=[list(map(str, group)) for group in kept["duplicates"]],
                orphans=(int(kept["orphans"]), int(kept["orphans"])),
            )
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

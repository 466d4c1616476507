"""Proposed edges that no longer hold, because their notes changed since: which, why, and without them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from reweave.config.model import Config
from reweave.note.changeset import ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.note.provenance import Provenance
from reweave.vault.edges import provenance_role, roles
from reweave.vault.vault import Vault
from reweave.weave.answers import Declined
from reweave.weave.edge_removal import remove_edges
from reweave.weave.filters import EdgeFilter
from reweave.weave.history import reference_resolver
from reweave.weave.pipeline import declined_check
from reweave.weave.proposed_edge import EdgeKind, ProposedEdge, Reason
from reweave.weave.refusal import Refusal
from reweave.weave.stale_proposal import StaleProposal, StaleRemoval

RULE = "stale"

GONE = "no note has this name any more"
SEVERAL = "the name is ambiguous by now"
_LASTING = (Refusal.SELF, Refusal.HELD, Refusal.NO_PART, Refusal.RETIRED, Refusal.DECLINED)
"""The refusals that make an edge wrong; the others are temporary."""


class StalenessCheck:
    """Finds reasons against edges in a vault that does not have them."""

    def __init__(self, vault: Vault, config: Config, declined: Collection[Declined]) -> None:
        """Take a vault, and its declined edges."""
        self.vault = vault
        self._screen = EdgeFilter(vault, declined_check(vault, config, declined))
        self._roles = roles(config.weave.types)

    def reason(self, path: str, entry: Provenance) -> str | None:
        """Return why the edge of an entry must not be proposed for the note at `path`; `None` where nothing says so.

        Nothing is known of entries of unknown types, and of notes that the vault does not have.
        """
        holder, role = self.vault.by_path.get(path), provenance_role(entry.type, self._roles)
        if holder is None or role is None:
            return None
        targets = self.vault.resolve(entry.title, holder)
        meant = self.vault.meanings.sole(targets)
        if meant is None:
            return SEVERAL if targets else GONE
        records = self.vault.records
        one, other = (meant, holder) if role.inverse else (holder, meant)
        source, target = records[one], records[other]
        titles = source.title, target.title
        edge = ProposedEdge(
            source.path, target.path, *titles, role.type.name, entry.date, 1.0, Reason(), EdgeKind.PROMOTED
        )
        refusal = self._screen.refusal(edge)
        return refusal.value if refusal in _LASTING else None

    def lists_target(self, path: str, entry: Provenance) -> bool:
        """Return whether the list that an entry is about names its note without it."""
        holder, role = self.vault.by_path.get(path), provenance_role(entry.type, self._roles)
        if holder is None or role is None:
            return False
        targets = set(self.vault.resolve(entry.title, holder))
        return any(one.field == role.field and set(one.targets) == targets for one in self.vault.references[holder])


def remove_stale(
    vault: Vault,
    stale: Sequence[StaleProposal],
    config: Config,
    earlier: Callable[[str], Callable[[], Iterable[bytes]]],
) -> StaleRemoval:
    """Take stale edges out of the notes of a vault; `earlier` gives a note's versions, the newest first."""
    lists = {role.provenance_type: role.field for role in roles(config.weave.types).values()}
    by_path: dict[str, dict[Provenance, StaleProposal]] = {}
    for one in stale:
        by_path.setdefault(one.path, {})[one.entry] = one
    result = StaleRemoval()
    for path, own in sorted(by_path.items()):
        note = Note(path, vault.records[vault.by_path[path]].source, config.limits)
        done = remove_edges(
            note,
            own.__contains__,
            lists,
            earlier(path),
            resolve=reference_resolver(vault, path),
            keep=_held(own),
        )
        removed = [own[entry] for entry in done.removed]
        result.removed.extend(removed)
        result.left.extend((own[entry], why) for entry, why in done.left)
        if done.change is not None:
            reasons = tuple(Edit(0, 0, b"", RULE, f"{one.entry.type} {one.entry.title}: {one.why}") for one in removed)
            result.changes.append(done.change._replace(kind=ChangeKind.STALE, reasons=reasons))
    return result


def _held(own: Mapping[Provenance, StaleProposal]) -> Callable[[Provenance], bool]:
    return lambda entry: own[entry].held

"""The vault as the rules see it: by path, and by the entries of lists."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property

from reweave.note.note import Note
from reweave.rules.base import Named, ReferenceForm
from reweave.vault.edges import DisagreementKind, roles
from reweave.vault.name_forms import written_as
from reweave.vault.name_index import Notes
from reweave.vault.nearest import Nearest
from reweave.vault.reference import entry_names
from reweave.vault.title_heading import title_heading
from reweave.vault.vault import Vault

History = Callable[[], Mapping[str, tuple[str, str]]]
"""Returns the days (YYYY-MM-DD) of the first and the last commit of each note, by its path."""
_FAULTS = {
    DisagreementKind.UNKNOWN_TYPE: "unknown edge type",
    DisagreementKind.REPEATED: "repeats an entry above",
    DisagreementKind.NOT_IN_FIELD: "the list of this type does not contain the note",
    DisagreementKind.OTHER_TYPE: "the note is in the list of another type",
}
"""The message for each kind; the rule `edge-format` reports malformed entries."""


class RuleView:
    """Answers what `VaultRule`s ask (see `VaultView`)."""

    def __init__(self, vault: Vault, history: History | None = None) -> None:
        """Remember the vault, and how to read the days of its notes from their history (`None`: there is none)."""
        self._vault = vault
        self._history = history
        self.lists: Collection[str] = frozenset(roles(vault.config.types))
        self._faults: dict[str, list[tuple[str, str]]] = {}
        for one in vault.disagreements:
            if one.kind in _FAULTS:
                path = vault.records[one.holder].path
                self._faults.setdefault(path, []).append((one.entry, _FAULTS[one.kind]))

    def names(self, path: str, entry: str) -> Sequence[Named]:
        """Return the names in an entry, with the paths of the notes that each may mean."""
        folder = path.rpartition("/")[0]
        return [Named(name, self._paths(self._vault.names.resolve(name, folder=folder))) for name in entry_names(entry)]

    def nearest(self, name: str) -> str | None:
        """Return the name of the note whose name is clearly most similar to `name`."""
        place = self._nearest.find(name)
        return None if place is None else self._vault.reference(place) or self._vault.records[place].path

    def disagreements(self, path: str) -> Sequence[tuple[str, str]]:
        """Return the entries of `reweave_edges` that the lists of a note contradict, with what is wrong."""
        return self._faults.get(path, ())

    def written_as(self, path: str, form: ReferenceForm) -> str | None:
        """Return an unambiguous name of a note in the given form."""
        place = self._vault.by_path[path]
        return written_as(self._vault.records, self._vault.names, place, form)

    def _paths(self, meant: Notes) -> tuple[str, ...]:
        """Return the paths of notes; of one alone where all are copies of it."""
        sole = self._vault.meanings.sole(meant)
        return tuple(self._vault.records[place].path for place in (meant if sole is None else (sole,)))

    def days(self, path: str) -> tuple[str, str] | None:
        """Return the days of the first and the last commit of a note; `None` for one without any.

        A day is empty where a shallow clone does not have the commit.
        """
        return self._days.get(path)

    def heading(self, note: Note) -> str | None:
        """Return the heading that is a note's title; `None` where there is none."""
        return title_heading(note.source, note.block.body)

    @cached_property
    def _days(self) -> Mapping[str, tuple[str, str]]:
        return {} if self._history is None else self._history()

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self._vault.records)

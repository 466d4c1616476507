"""What a vault shows of itself: the lists that name notes, how they name them, and which notes link one another."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reweave.config.edges import DEFAULT_TYPES, EdgeType
from reweave.note.provenance import PROVENANCE_FIELD
from reweave.rules.base import ReferenceForm
from reweave.vault.name_forms import forms_of
from reweave.vault.reference import entry_names
from reweave.vault.vault import Vault

_NO_NAMES = frozenset(
    {
        *("title", "aliases", "alias", "tags", "tag", "keywords", "cssclass", "cssclasses", "type", "status", "id"),
        *("description", "summary", "created", "date", "updated", "modified", "url", "author", "authors", "source"),
        PROVENANCE_FIELD,
    }
)
"""Fields that are no lists of edges, even where all their values happen to be names of notes."""

_INVERSE = {"up": "down", "parent": "children", "parents": "children", "cites": "cited_by", "next": "prev"}
_SYMMETRIC = frozenset({"see-also", "see_also", "similar", "same", "sibling", "siblings", "connections"})
_FEW = 3
"""Fewer notes show no custom."""
_LINKED, _PLAIN = 0.6, 0.8
"""The share of a list's items that must name other notes: of items written as links, and of plain text."""
_SEVERAL = 0.2
"""The share of a field's notes that must have several items for it to be a list."""
_CARRIES = 0.3
"""The share of the notes of a type that must have typed lists for the type to be one that edges join."""
_APART, _JOINED = 0.2, 0.5
"""The share of a folder's notes that have a link at all, where it lies apart, and where it belongs to the graph."""


@dataclass(slots=True)
class NamingField:
    """A frontmatter field whose values name notes: how many notes and items do, and in which forms."""

    notes: int = 0
    several: int = 0
    """Notes with more than one item."""
    items: int = 0
    naming: int = 0
    links: int = 0
    forms: Counter[ReferenceForm] = field(default_factory=Counter)

    @property
    def is_list(self) -> bool:
        """Whether it is a list of names, in enough notes."""
        share = _LINKED if self.links * 2 >= self.items else _PLAIN
        return self.notes >= _FEW and self.several >= _SEVERAL * self.notes and self.naming >= share * self.items


@dataclass(frozen=True, slots=True)
class VaultSurvey:
    """A survey of a vault.

    `typed` are the fields of the usual edge types that name notes, `own` the vault's own lists that do, `others`
    further fields that name notes, one in each note mostly; `forms` is how items of lists are written. `participants`
    are the values of `type` that notes with such lists have, empty where these do not tell; `apart` are the top folders
    whose notes hardly link any other, with their numbers of notes.
    """

    typed: Mapping[str, NamingField]
    own: Mapping[str, NamingField]
    others: Mapping[str, NamingField]
    forms: Counter[ReferenceForm]
    participants: Counter[str]
    apart: Mapping[str, int]

    @property
    def has_lists(self) -> bool:
        """Whether the vault has typed lists."""
        return bool(self.typed or self.own)

    def own_types(self) -> Iterator[EdgeType]:
        """Yield the edge types of the vault's own lists."""
        inverses = {_INVERSE[name] for name in self.own if _INVERSE.get(name) in self.own}
        for name in self.own:
            if name not in inverses:
                inverse = _INVERSE.get(name, "")
                yield EdgeType(name, name, inverse if inverse in self.own else "", symmetric=name in _SYMMETRIC)


def survey_vault(vault: Vault) -> VaultSurvey:
    """Return the survey of a vault that was read with the usual edge types."""
    fields = _naming_fields(vault)
    usual = {name for one in DEFAULT_TYPES for name in (one.field, one.inverse) if name}
    typed = {name: found for name, found in fields.items() if name in usual and found.naming}
    own = {name: found for name, found in fields.items() if name not in usual and found.is_list and _is_key(name)}
    others = {
        name: found
        for name, found in fields.items()
        if name not in typed and name not in own and found.notes >= _FEW and found.naming >= _LINKED * found.items
    }
    forms: Counter[ReferenceForm] = Counter()
    for found in (*typed.values(), *own.values()):
        forms += found.forms
    return VaultSurvey(typed, own, others, forms, _participants(vault, typed.keys() | own.keys()), _apart(vault))


def _naming_fields(vault: Vault) -> dict[str, NamingField]:
    found: dict[str, NamingField] = {}
    for place, record in enumerate(vault.records):
        woven = vault.provenance_targets(place)
        for name, entries in record.fields.items():
            if name not in _NO_NAMES:
                _count(found.setdefault(name, NamingField()), vault, place, entries, woven)
    return dict(sorted(found.items(), key=lambda item: (-item[1].notes, item[0])))


def _count(field: NamingField, vault: Vault, place: int, entries: tuple[str, ...], woven: frozenset[int]) -> None:
    named = False
    field.several += len(entries) > 1
    for entry in entries:
        names = entry_names(entry) if len(entry) < 1000 else ()
        targets = {target for one in names for target in vault.resolve(one, place)} - {place}
        if targets and woven.issuperset(targets):
            continue  # written by reweave: it shows nothing
        field.items += 1
        field.links += "[[" in entry
        if len(targets) == 1:
            named = True
            field.naming += 1
            field.forms.update(forms_of(entry, vault.records[next(iter(targets))]))
    field.notes += named


def _is_key(name: str) -> bool:
    return name.isprintable() and "|" not in name and len(name) <= 60 and name.strip() == name != ""


def _participants(vault: Vault, lists: frozenset[str] | set[str]) -> Counter[str]:
    """Return the values of `type` of which many notes have typed lists, if they account for nearly all of these."""
    carriers, everyone = Counter[str](), Counter[str]()
    for record in vault.records:
        kind = record.note_type or ""
        everyone[kind] += 1
        carriers[kind] += any(record.fields.get(name) for name in lists)
    chosen = {kind: n for kind, n in everyone.items() if kind and carriers[kind] >= max(_FEW, _CARRIES * n)}
    covered = sum(carriers[kind] for kind in chosen)
    return Counter(chosen) if chosen and covered >= 0.9 * carriers.total() else Counter()


def _apart(vault: Vault) -> dict[str, int]:
    """Return the top folders whose notes have hardly a link, in a vault where other folders have many."""
    notes, joined = Counter[str](), Counter[str]()
    for place, record in enumerate(vault.records):
        folder = record.path.partition("/")[0] if "/" in record.path else ""
        notes[folder] += 1
        joined[folder] += bool(vault.out[place] or vault.into[place])
    if not any(joined[folder] >= max(_FEW, _JOINED * n) for folder, n in notes.items()):
        return {}
    return {
        folder: n
        for folder, n in sorted(notes.items())
        if folder.isprintable() and folder and n >= _FEW and joined[folder] < _APART * n
    }

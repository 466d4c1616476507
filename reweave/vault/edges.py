"""The links, references, typed edges and provenance of a vault's notes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reweave.config.weave import EdgeType
from reweave.note.provenance import Provenance
from reweave.vault.links import LinkForm
from reweave.vault.name_index import Notes


class Origin(StrEnum):
    """The part of a note that an edge comes from."""

    FIELD = "typed-field"
    """A typed field of the frontmatter, without an entry of `reweave_edges`: not written by reweave."""
    PROVENANCE = "provenance"
    """A typed field, with an entry in `reweave_edges` that says when reweave wrote it."""
    OTHER = "other-field"
    """Any other field of the frontmatter."""
    BODY = "body-link"
    """A link in the text."""


@dataclass(frozen=True, slots=True)
class FieldRole:
    """The meaning of the frontmatter field `field`: an edge of `type`, from its note or (`inverse`) to it."""

    field: str
    type: EdgeType
    inverse: bool

    @property
    def provenance_type(self) -> str:
        """The type that an entry of `reweave_edges` names for an edge in this field: an inverse field's own name."""
        return self.field if self.inverse else self.type.name


def roles(types: Iterable[EdgeType]) -> dict[str, FieldRole]:
    """Return the role of each typed frontmatter field, by the field's name."""
    found: dict[str, FieldRole] = {}
    for one in types:
        found[one.field] = FieldRole(one.field, one, inverse=False)
        if one.inverse:
            found[one.inverse] = FieldRole(one.inverse, one, inverse=True)
    return found


def provenance_role(name: str, known: Mapping[str, FieldRole]) -> FieldRole | None:
    """Return the role of the field that an entry of `reweave_edges` with the type `name` is about.

    `name` is an edge type's name, or an inverse field where the edge was written to its target.
    """
    return next((role for role in known.values() if name == role.provenance_type), None)


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a body: its characters [start, end), its parts (see `ParsedLink`), and the notes that it may mean."""

    start: int
    end: int
    name: str
    fragment: str
    text: str
    form: LinkForm
    targets: Notes


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a frontmatter field, one name of it, and the notes that the name may mean.

    `role` is `None` for an untyped field, and for a link amid the prose of an entry. `name` is empty
    where an entry of a typed field has no name.
    """

    field: str
    entry: str
    name: str
    role: FieldRole | None
    targets: Notes


@dataclass(frozen=True, slots=True)
class ProvenanceEntry:
    """An entry of `reweave_edges`: its text, what it says (`None` where it cannot be read), whom its title may mean."""

    entry: str
    parsed: Provenance | None
    targets: Notes


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge between two notes, by their places in the vault; the type of a plain link is `None`.

    `holder` is the note that states it, `field` the frontmatter field (empty for a body link), `entry` the text
    that states it, `written` the day on which reweave wrote it, `meanings` how many notes have the name that states it.
    """

    source: int
    target: int
    type: str | None
    origin: Origin
    holder: int
    field: str = ""
    entry: str = ""
    written: date | None = None
    meanings: int = 1


class DisagreementKind(StrEnum):
    """How an entry of `reweave_edges` and the typed fields disagree."""

    MALFORMED = "malformed"
    UNKNOWN_TYPE = "unknown-type"
    REPEATED = "repeated"
    NOT_IN_FIELD = "not-in-field"
    OTHER_TYPE = "other-type"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An entry of `reweave_edges` in the note `holder` that its typed fields contradict."""

    holder: int
    entry: str
    kind: DisagreementKind

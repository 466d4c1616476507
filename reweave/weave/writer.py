"""Writing edges into a note: proposals in, one proved change out."""

from collections.abc import Sequence
from dataclasses import dataclass

from reweave.note.append import PLAIN as PLAIN_LISTS
from reweave.note.append import AppendError, Item, ListStyle, append_items, find_key
from reweave.note.apply import apply_edits
from reweave.note.changeset import Change, ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD, format_provenance, parse_provenance
from reweave.note.tree import Mapping, Scalar
from reweave.note.verify import ProofError, prove_change_by_second_reader
from reweave.weave.edge_entry import EdgeEntry, scalar_items, strip_wikilink
from reweave.weave.new_frontmatter import with_frontmatter


@dataclass(frozen=True, slots=True)
class FieldStyle:
    """How lists are written where a note does not show it, and where the configuration wants new keys.

    With `create`, a note without frontmatter gets one. `order` are the keys that come first, in that order; keys that
    it does not name come after them.
    """

    lists: ListStyle = PLAIN_LISTS
    order: tuple[str, ...] = ()
    create: bool = False


PLAIN = FieldStyle()


@dataclass(frozen=True, slots=True)
class WrittenEdges:
    """The result of writing the edges of one note.

    `change` is `None` where nothing is to be written. `refused` are the edges that cannot be written, each with the
    reason; edges that are there already are neither.
    """

    change: Change | None
    refused: tuple[tuple[EdgeEntry, str], ...] = ()


def write_edges(note: Note, edges: Sequence[EdgeEntry], style: FieldStyle = PLAIN) -> WrittenEdges:
    """Append edges to a note: each title to its typed list, each entry to `reweave_edges`.

    An edge that the list or `reweave_edges` already names is left out: it exists, or someone removed it from one of
    the two. The reasons of the change hold one edit for each edge, in the order of the edges within each list.
    """
    source = note.source
    try:
        if style.create:
            note = with_frontmatter(note)
        missing = _missing(note, edges)
    except AppendError as error:
        return WrittenEdges(None, tuple((edge, str(error)) for edge in edges))
    fields: dict[str, list[EdgeEntry]] = {}
    entries: dict[EdgeEntry, str] = {}
    refused: list[tuple[EdgeEntry, str]] = []
    for edge in missing:
        try:
            entries[edge] = format_provenance(edge.provenance)
        except ValueError as error:
            refused.append((edge, str(error)))
        else:
            fields.setdefault(edge.field, []).append(edge)
    current, written, reasons = note, list[EdgeEntry](), list[Edit]()
    try:
        for field, own in fields.items():
            items = [Item(edge.item, edge.message) for edge in own]
            try:
                current, edits = _append(current, field, items, own[0].provenance.type, style)
            except (AppendError, ProofError) as error:
                refused.extend((edge, str(error)) for edge in own)
                continue
            written.extend(own)
            reasons.extend(edits)
        if not written:
            return WrittenEdges(None, tuple(refused))
        current, _ = _append(
            current,
            PROVENANCE_FIELD,
            [Item(entries[edge]) for edge in written],
            PROVENANCE_FIELD,
            style,
        )
        prove_change_by_second_reader(note, current)
        if _missing(current, written):
            raise ProofError("a second pass would write an edge again")
    except (AppendError, ProofError) as error:
        return WrittenEdges(None, (*refused, *((edge, str(error)) for edge in written)))
    return WrittenEdges(Change(note.path, ChangeKind.EDGES, source, current.source, tuple(reasons)), tuple(refused))


def _missing(note: Note, edges: Sequence[EdgeEntry]) -> list[EdgeEntry]:
    """Return the edges that neither their list nor `reweave_edges` names, each once.

    Raises:
        AppendError: the frontmatter has no keys that could be looked at.
    """
    entries = {parsed for text in _items(note, PROVENANCE_FIELD) if (parsed := parse_provenance(text)) is not None}
    held = {(entry.type, strip_wikilink(entry.title)) for entry in entries}
    missing: dict[tuple[str, str], EdgeEntry] = {}
    for edge in edges:
        key = edge.provenance.type, strip_wikilink(edge.provenance.title)
        if key not in held and key[1] not in {strip_wikilink(text) for text in _items(note, edge.field)}:
            missing.setdefault(key, edge)
    return list(missing.values())


def _items(note: Note, key: str) -> list[str]:
    found = find_key(note, key)
    return [] if found is None else [item.value for item in scalar_items(found[1])]


def _append(note: Note, key: str, items: Sequence[Item], rule: str, style: FieldStyle) -> tuple[Note, list[Edit]]:
    appended = append_items(note, key, items, rule=rule, after=_before(note, key, style), style=style.lists)
    return apply_edits(note, appended), list(appended.edits)


def _before(note: Note, key: str, style: FieldStyle) -> str | None:
    """Return the key to insert a new `key` after: as configured, and before a `reweave_edges` at the end."""
    pairs = note.root.pairs if isinstance(note.root, Mapping) else []
    names = [name.value if isinstance(name, Scalar) else "" for name, _ in pairs]
    rank = {name: place for place, name in enumerate(style.order)}
    own = rank.get(key, len(rank))
    place = next((at for at in range(len(names), 0, -1) if rank.get(names[at - 1], len(rank)) <= own), len(names))
    if place > 1 and names[place - 1] == PROVENANCE_FIELD and rank.get(PROVENANCE_FIELD, len(rank)) == own:
        place -= 1
    return names[place - 1] if place else None

"""Finding and taking out what states an edge in a note: items of its typed field, entries of `reweave_edges`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reweave.note.append import find_key
from reweave.note.apply import apply_edits
from reweave.note.changeset import Change, ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD, Provenance, parse_provenance
from reweave.note.remove import remove_items, why_stuck
from reweave.note.tree import Node
from reweave.plan.operation import Context, OperationError
from reweave.text import quoted
from reweave.vault.edges import FieldRole
from reweave.vault.reference import entry_names
from reweave.vault.stated_names import stated_names
from reweave.weave.edge_entry import scalar_items, strip_wikilink
from reweave.weave.edge_removal import remove_edges
from reweave.weave.history import reference_resolver


@dataclass(frozen=True, slots=True)
class HeldEdge:
    """An edge as a note holds it: the texts in `field` that name the target, and the entries of the type.

    `item` is how the note names the target, `message` what a reviewer is told.
    """

    field: str
    items: tuple[str, ...]
    entries: tuple[Provenance, ...]
    item: str
    message: str


def held_edge(note: Note, context: Context, edge_type: str, target: str) -> HeldEdge:
    """Return what states the edge of `edge_type` (or an inverse field) to `target` in a note.

    A name counts that is written as `target`, or that means the same note.

    Raises:
        OperationError: there is no such type, or the note has no such edge.
        AppendError: the frontmatter cannot be read.
    """
    found = _find(note, context, edge_type, target)
    if found is None:
        raise OperationError(f"{context.role(edge_type).field} does not name {quoted(target)}")
    return found


def has_edge(note: Note, context: Context, edge_type: str, target: str) -> bool:
    """Return whether a note has the edge.

    Raises:
        OperationError: there is no such type.
        AppendError: the frontmatter cannot be read.
    """
    return _find(note, context, edge_type, target) is not None


def edges_to(note: Note, context: Context, path: str) -> list[HeldEdge]:
    """Return what states the edges of every type to the note at `path`, by names that mean it alone.

    Raises:
        AppendError: the frontmatter cannot be read.
    """
    vault = context.vault
    holder, goal = vault.by_path.get(note.path), (vault.by_path[path],)

    def names(text: str) -> bool:
        named = entry_names(text)
        return len(named) == 1 and vault.resolve(named[0], holder) == goal

    found = (_held(note, role, names) for role in context.roles.values())
    return [one for one in found if one is not None]


def _find(note: Note, context: Context, edge_type: str, target: str) -> HeldEdge | None:
    meant = reference_resolver(context.vault, note.path)
    wanted = meant(target)

    def names(text: str) -> bool:
        return strip_wikilink(text) == strip_wikilink(target) or meant(text) == wanted

    return _held(note, context.role(edge_type), names)


def _held(note: Note, role: FieldRole, names: Callable[[str], bool]) -> HeldEdge | None:
    found = find_key(note, role.field)
    items = tuple(one.text for one in (stated_names(note.text, found[1]) if found else ()) if names(one.text))
    listed = find_key(note, PROVENANCE_FIELD)
    said = (parse_provenance(item.value) for item in (scalar_items(listed[1]) if listed else ()))
    entries = tuple(one for one in said if one is not None and one.type == role.provenance_type and names(one.title))
    if not items and not entries:
        return None
    item = items[0] if items else entries[0].title
    return HeldEdge(role.field, items, entries, item, f"{role.provenance_type} {strip_wikilink(item)}")


def remove_held(
    note: Note, context: Context, edges: Sequence[HeldEdge], *, rule: str, with_comments: bool = False
) -> list[Change]:
    """Return the step that takes edges out, proved.

    What reweave wrote is taken out as `reweave unweave` does it, so that the bytes from before come back. With
    `with_comments` the comments on the lines of items and entries go, too.

    Raises:
        OperationError: an item cannot be taken out without losing something else.
        AppendError, ProofError: the frontmatter does not allow it.
    """
    current = note
    entries = {entry for held in edges for entry in held.entries}
    if entries:
        lists = {role.provenance_type: role.field for role in context.roles.values()}
        meant = reference_resolver(context.vault, note.path)
        gone = remove_edges(
            note,
            entries.__contains__,
            lists,
            lambda: context.earlier(note.path),
            resolve=meant,
            with_comments=with_comments,
        )
        if gone.left or gone.change is None:
            raise OperationError(gone.left[0][1] if gone.left else "its entry cannot be taken out")
        current = Note(note.path, gone.change.after, note.limits)
    left: dict[str, list[Node]] = {held.field: [] for held in edges}
    for held in edges:
        left[held.field] += _still_there(current, held, with_comments)
    left = {field: items for field, items in left.items() if items}
    if left:
        current = apply_edits(current, remove_items(current, left, rule=rule))
    reasons = tuple(Edit(0, 0, b"", rule, held.message) for held in edges)
    return [Change(note.path, ChangeKind.EDGES, note.source, current.source, reasons)]


def _still_there(note: Note, held: HeldEdge, with_comments: bool) -> list[Node]:
    """Return the items of the edge that no entry took along."""
    found = find_key(note, held.field)
    if found is None:
        return []
    left = [one.node for one in stated_names(note.text, found[1]) if one.text in held.items]
    for node in left:
        why = why_stuck(note, found[1], node, with_comments=with_comments)
        if why is not None:
            raise OperationError(f"{held.field}: {why}")
    return left

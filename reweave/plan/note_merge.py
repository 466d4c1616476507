"""Combining two notes of one claim: what one of them says goes into the other."""

from collections.abc import Callable
from dataclasses import dataclass, field

from reweave.config.model import Config
from reweave.note.append import PLAIN, AppendError, Item, ListStyle, append_items, find_key
from reweave.note.apply import Edited, apply_edits
from reweave.note.block import Form
from reweave.note.implicit_tags import resolve
from reweave.note.lines import behind_line
from reweave.note.new_key import NewKey
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD
from reweave.note.set_list import set_list
from reweave.note.signature import signature
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence, walk
from reweave.note.verify import ProofError
from reweave.vault.edges import roles
from reweave.vault.names import normalize_name
from reweave.vault.renaming import Renaming
from reweave.vault.rewrite import RewriteError, item_meaning, moved_item
from reweave.vault.stated_names import stated_names

_NAMES = ("aliases", "alias")
RULE = "merge-note"

_WORDS = ("tags", "tag", "cssclasses", "cssclass")
"""Fields in which a text of several words is several values."""


@dataclass(slots=True)
class Combined:
    """A note with the frontmatter of another one in its own; `left` are the keys whose values could not be combined."""

    note: Note
    left: list[str] = field(default_factory=list)


def combine_frontmatter(
    note: Note, other: Note, renaming: Renaming, style: ListStyle, is_set: Callable[[str], bool]
) -> Combined:
    """Return a note with the keys of the other: new keys as they are, lists joined, edges retargeted, names as aliases.

    A single value joins a list, and another one in a field that `is_set`. Any other key with another single value in
    both notes is left, and so is one whose value cannot be moved.

    Raises:
        AppendError: one of the two has a frontmatter that cannot be read.
        ProofError: the result is not what was expected.
    """
    for one in (note, other):
        if one.problem is not None:
            raise AppendError(f"the frontmatter of {one.path} cannot be read: {one.problem.reason}")
    result = Combined(_with_block(note))
    lists = {*roles(renaming.vault.config.types), PROVENANCE_FIELD}
    for key, value in other.root.pairs if isinstance(other.root, Mapping) else ():
        if not isinstance(key, Scalar) or other.root is None or isinstance(value, Alias):
            raise AppendError(f"the frontmatter of {other.path} has a key or an alias that cannot be moved")
        if key.value in _NAMES or key.value == "title":
            continue
        try:
            if key.value in lists:
                result.note = _join_edges(result.note, other, key, value, renaming, style)
            else:
                result.note = _join(result.note, other, key, value, style, is_set)
        except AppendError:
            result.left.append(key.value)
            continue
        start, end = _span(other, key, value)
        if any(start <= comment.start < end for comment in other.comments) and _has(note, key.value):
            result.left.append(key.value)
    result.note = _with_aliases(result.note, renaming, style)
    return result


def left_keys(renaming: Renaming, config: Config) -> list[str]:
    """Return the keys that cannot be combined; none where the notes cannot be, as the operation will say."""
    records = (renaming.vault.records[place] for place in (renaming.goal, renaming.place))
    note, other = (Note(record.path, record.source, config.limits) for record in records)
    try:
        return combine_frontmatter(note, other, renaming, PLAIN, config.merge.is_set).left
    except (AppendError, ProofError, RewriteError):
        return []


def left_text(other: Note, left: list[str]) -> str:
    """Return the lines of the keys that were left."""
    pairs = other.root.pairs if isinstance(other.root, Mapping) else []
    spans = [_span(other, key, value) for key, value in pairs if isinstance(key, Scalar) and key.value in left]
    return "".join(other.text[start:end] for start, end in spans).replace("\r\n", "\n")


def _with_block(note: Note) -> Note:
    """Return a note with a frontmatter, an empty one where it had none."""
    if note.block.form is Form.YAML:
        return note
    if note.block.form is not Form.NONE:
        raise AppendError(f"{note.path} has no YAML frontmatter")
    eol = b"\r\n" if b"\r\n" in note.source else b"\n"
    head = note.block.body
    return Note(note.path, note.source[:head] + b"---" + eol + b"---" + eol + note.source[head:], note.limits)


def _has(note: Note, key: str) -> bool:
    return find_key(note, key) is not None


def _span(note: Note, key: Scalar, value: Node) -> tuple[int, int]:
    """Return the lines of a key, with its value and the comments that are indented below it."""
    new = NewKey(note, "", key.value)
    return note.text.rfind("\n", 0, key.start) + 1, max(new.place, behind_line(note.text, max(value.end, key.end + 1)))


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.style and node.tag is None and resolve(node.value) == ("null", "null")


def _join(note: Note, other: Note, key: Scalar, value: Node, style: ListStyle, is_set: Callable[[str], bool]) -> Note:
    if _is_null(value):
        return note
    found = find_key(note, key.value)
    if found is None:
        return _with_key(note, other, key, value)
    old = found[1]
    if signature(old)[0] == signature(value)[0]:
        return note
    if not (isinstance(value, Sequence) or isinstance(old, Sequence) or _is_null(old) or is_set(key.value)):
        raise AppendError("both have a value")
    known = [signature(item)[0] for item in _items(key.value, old)]
    new = [_copied(item) for item in _items(key.value, value) if signature(item)[0] not in known]
    if new and isinstance(old, Scalar) and not _is_null(old):
        return set_list(note, key.value, [_copied(old), *new], rule=RULE, style=style)
    return apply_edits(note, append_items(note, key.value, new, rule=RULE, style=style)) if new else note


def _items(key: str, node: Node) -> list[Node]:
    """Return the items of a list; a single value is one, unless it holds several as some programs read it."""
    if isinstance(node, Sequence):
        return node.items
    if _is_null(node):
        return []
    if not isinstance(node, Scalar) or "," in node.value or (key in _WORDS and len(node.value.split()) != 1):
        raise AppendError("both have a value")
    return [node]


def _copied(node: Node) -> Item:
    if not isinstance(node, Scalar) or node.anchor is not None or node.tag is not None or node.style in ("|", ">"):
        raise AppendError("an item is not a single value")
    if node.style or resolve(node.value) == ("str", "str"):
        return Item(node.value)
    return Item(node.value, node=node)


def _with_key(note: Note, other: Note, key: Scalar, value: Node) -> Note:
    """Return a note with a key of another one at its end, in the lines that it has there."""
    if any(isinstance(node, Alias) or node.anchor is not None for node in walk(value)):
        raise AppendError("it has an anchor or an alias")
    new, start = NewKey(note, key.value), key.start
    first, end = _span(other, key, value)
    if new.margin or other.text[first:start]:
        raise AppendError("its lines are indented")
    lines = other.text[first:end].replace("\r\n", "\n")
    lines = (lines if lines.endswith("\n") else lines + "\n").replace("\n", new.eol)
    edit = note.edit(new.place, new.place, lines, RULE, f"{key.value} taken over")
    own = {id(node) for pair in (key, value) for node in walk(pair)}
    moved = [one for one in other.comments if id(one.owner) in own and first <= one.start < end]
    root = new.root(value)
    root.pairs[-1] = (key, value)
    return apply_edits(note, Edited((edit,), signature(root, [*note.comments, *moved])))


def _join_edges(note: Note, other: Note, key: Scalar, value: Node, renaming: Renaming, style: ListStyle) -> Note:
    if _is_null(value):
        return note
    named = list(stated_names(other.text, value))
    if isinstance(value, Sequence) and len(named) != len(value.items):
        raise AppendError("it is not a list of names")
    found = find_key(note, key.value)
    stated = list(stated_names(note.text, found[1])) if found is not None else []
    folder = note.path.rpartition("/")[0]
    own = ((renaming.place,), (renaming.goal,))
    known = {item_meaning(item.text, key.value, folder, renaming) for item in stated}
    new: list[str] = []
    for item in named:
        text = moved_item(item.text, key.value, other.path.rpartition("/")[0], folder, renaming)
        meaning = item_meaning(text, key.value, folder, renaming)
        target = meaning[1] if key.value == PROVENANCE_FIELD and isinstance(meaning, tuple) else meaning
        if meaning not in known and target not in own:
            known.add(meaning)
            new.append(text)
    if new and found is not None and isinstance(found[1], Scalar) and stated:
        return set_list(note, key.value, [stated[0].text, *new], rule=RULE, style=style)
    return apply_edits(note, append_items(note, key.value, new, rule=RULE, style=style)) if new else note


def _with_aliases(note: Note, renaming: Renaming, style: ListStyle) -> Note:
    """Return a note with the names of the other among its aliases."""
    gone = renaming.vault.records[renaming.place]
    known = {_folded(name) for name in (renaming.record.stem, renaming.record.title, *renaming.record.aliases)}
    wanted: list[str] = []
    for name in (gone.stem, gone.title, *gone.aliases):
        if _folded(name) not in known:
            known.add(_folded(name))
            wanted.append(name)
    if not wanted:
        return note
    key = next((name for name in _NAMES if _has(note, name)), _NAMES[0])
    found = find_key(note, key)
    if found is not None and isinstance(found[1], Scalar) and not _is_null(found[1]):
        return set_list(note, key, [found[1].value, *wanted], rule=RULE, style=style)
    return apply_edits(note, append_items(note, key, wanted, rule=RULE, style=style))


def _folded(name: str) -> str:
    return normalize_name(name).casefold()

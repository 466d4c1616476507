"""Rewrites of the names of another note: in frontmatter items and entries, and in links of the body. All are proved."""

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Table

from reweave.note.apply import apply_edits
from reweave.note.edit import Edit, splice
from reweave.note.note import Note
from reweave.note.plain import Position, is_plain_safe
from reweave.note.provenance import PROVENANCE_FIELD, Provenance, format_provenance, parse_provenance
from reweave.note.remove import remove_items, why_stuck
from reweave.note.replace import replace_scalars, why_fixed
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence
from reweave.note.verify import ProofError, prove_outside
from reweave.vault.edges import roles
from reweave.vault.reference import entry_links, entry_names
from reweave.vault.renaming import Renaming, Replacement, UnnamedError, apply_replacements, same_links
from reweave.vault.stated_names import stated_names, unquoted_link


class RewriteError(Exception):
    """A name in a note cannot be rewritten; the text says which and why."""


def rewrite_frontmatter(note: Note, renaming: Renaming, *, rule: str, message: str) -> tuple[Note, int]:
    """Return a note with every name in its frontmatter that changes rewritten, and their number.

    Raises:
        RewriteError: a name that changes cannot be rewritten in place.
        ProofError: the result is not what was expected.
    """
    new = dict(_changed(note, renaming))
    folders = _folder(note.path), _new_folder(note, renaming)
    return write_names(note, new, lambda text: renaming.spans(text, *folders), rule=rule, message=message), len(new)


def write_names(
    note: Note,
    new: Table[Scalar, str],
    spans: Callable[[str], list[Replacement]],
    *,
    rule: str,
    message: str,
) -> Note:
    """Return a note with other texts for some scalars; in block scalars, the replacements of `spans` in their lines.

    Raises:
        RewriteError: a scalar cannot be rewritten in place.
        ProofError: the result is not what was expected.
    """
    if not new:
        return note
    values, source = dict(new), dict[Scalar, str]()
    for node, text in new.items():
        if node.style in ("|", ">") and node.anchor is None and node.tag is None:
            lines = note.text[node.start : node.end]
            if found := spans(lines):
                source[node] = apply_replacements(lines, found)
            else:
                source[node], values[node] = _named_in_block(node, lines, text)
        elif (why := why_fixed(node)) is not None:
            raise RewriteError(f'"{node.value[:80]}" cannot become "{text[:80]}": {why}')
    return apply_edits(note, replace_scalars(note, values, rule=rule, message=message, source=source))


def _named_in_block(node: Scalar, lines: str, text: str) -> tuple[str, str]:
    """Return a block scalar that is a name and nothing else with another one, and what it is read to.

    Raises:
        RewriteError: the name is on several lines.
    """
    name, text = node.value.strip("\n"), text.strip("\n")
    head, eol, content = lines.partition("\n")
    if content.strip() != name:
        raise RewriteError(f'"{name[:80]}" cannot become "{text[:80]}": it is a block scalar of several lines')
    return head + eol + content.replace(name, text, 1), node.value.replace(name, text, 1)


def rewrite_edges(note: Note, renaming: Renaming, *, rule: str, message: str) -> tuple[Note, int]:
    """Return a note with its edges to the one note leading to the other, and the number of items and entries changed.

    An item or entry goes where its list names the other note already, or where that is the note itself.

    Raises:
        RewriteError: an item that changes can be neither rewritten nor removed.
        ProofError: the result is not what was expected.
    """
    lists, folder = {*roles(renaming.vault.config.types), PROVENANCE_FIELD}, _folder(note.path)
    gone: dict[str, list[Node]] = {}
    count = 0
    if not isinstance(note.root, Mapping):
        return note, 0
    for key, value in note.root.pairs:
        if not isinstance(key, Scalar) or key.value not in lists:
            continue
        stated = list(stated_names(note.text, value))
        kept = {item_meaning(item.text, key.value, folder, renaming) for item in stated}
        for item in stated:
            if (text := _item(item.text, key.value, note, renaming)) is None:
                continue
            meaning = item_meaning(text, key.value, folder, renaming)
            if note.path == renaming.new or meaning in kept:
                if (why := why_stuck(note, value, item.node)) is not None:
                    raise RewriteError(f"{key.value}: {why}")
                gone.setdefault(key.value, []).append(item.node)
                count += 1
            kept.add(meaning)
    if gone:
        note = apply_edits(note, remove_items(note, gone, rule=rule, message=message))
    left = {
        item.scalar: _inside(text, key.value) if item.is_unquoted_link else text
        for key, value in (note.root.pairs if isinstance(note.root, Mapping) else ())
        if isinstance(key, Scalar) and key.value in lists
        for item in stated_names(note.text, value)
        if (text := _item(item.text, key.value, note, renaming)) is not None
    }
    for node in left:
        if (why := why_fixed(node)) is not None:
            raise RewriteError(f'"{node.value[:80]}" cannot be rewritten: {why}')
    if left:
        note = apply_edits(note, replace_scalars(note, left, rule=rule, message=message))
    return note, count + len(left)


def rewrite_body(note: Note, renaming: Renaming, *, rule: str, message: str) -> tuple[Note, int]:
    """Return a note with the links of its body that change rewritten, and their number.

    Nothing but the names within those links differs: the frontmatter, all other links and all other text stay.

    Raises:
        RewriteError: the body holds such a link and is not UTF-8, or no name means the new note alone.
        ProofError: the links of the result are not what was expected.
    """
    raw = note.body
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        if _spans(raw.decode(errors="replace"), note, renaming):
            raise RewriteError("the body has a link to rewrite, but is not UTF-8") from error
        return note, 0
    spans = _spans(text, note, renaming)
    if not spans:
        return note, 0
    edits: list[Edit] = []
    place, offset = 0, note.block.body
    for span in sorted(spans, key=lambda one: one.start):
        start = offset + len(text[place : span.start].encode())
        end = start + len(text[span.start : span.end].encode())
        edits.append(Edit(start, end, span.text.encode(), rule, message))
        place, offset = span.end, end
    after = Note(note.path, splice(note.source, edits), note.limits)
    prove_outside(note, after, edits)
    if after.block != note.block:
        raise ProofError("the edit would change the frontmatter")
    if not same_links(text, after.body.decode(), spans):
        raise ProofError("the edit would change an unrelated link")
    return after, len(spans)


def _spans(text: str, note: Note, renaming: Renaming) -> list[Replacement]:
    try:
        return renaming.spans(text, _folder(note.path), _new_folder(note, renaming))
    except UnnamedError as error:
        raise RewriteError(str(error)) from error


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _new_folder(note: Note, renaming: Renaming) -> str:
    return _folder(renaming.new if renaming.moves and note.path == renaming.old else note.path)


def _changed(note: Note, renaming: Renaming) -> Iterator[tuple[Scalar, str]]:
    """Yield the scalars of a frontmatter that name the note, with their replacements."""
    vault = renaming.vault
    place = vault.by_path[note.path]
    named_alone = {(one.field, one.entry) for one in vault.references[place] if one.targets == (renaming.place,)}
    for key, value in note.root.pairs if isinstance(note.root, Mapping) else ():
        if not isinstance(key, Scalar):
            continue
        for node, is_link in _scalars(note.text, value):
            text = f"[[{node.value}]]" if is_link else node.value
            new: str | None = None
            if key.value == PROVENANCE_FIELD or (key.value, text) in named_alone or entry_links(text):
                new = _item(text, key.value, note, renaming)
            if new is None:
                continue
            yield node, _inside(new, key.value) if is_link else new


def _inside(link: str, field: str) -> str:
    """Return what an unquoted wikilink holds.

    Raises:
        RewriteError: YAML would read it as something else.
    """
    name = link[2:-2]
    if not is_plain_safe(name, Position.FLOW):
        raise RewriteError(f"{field}: an unquoted wikilink cannot hold the new name")
    return name


def _scalars(text: str, value: Node) -> Iterator[tuple[Scalar, bool]]:
    """Yield the scalars of a value, and whether each is the one name in an unquoted wikilink."""
    if isinstance(value, Scalar):
        yield value, False
    elif isinstance(value, Sequence):
        if (name := unquoted_link(text, value)) is not None:
            yield name, True
            return
        for item in value.items:
            yield from _scalars(text, item)
    elif not isinstance(value, Alias):
        for _, one in value.pairs:
            yield from _scalars(text, one)


def _item(text: str, field: str, note: Note, renaming: Renaming) -> str | None:
    new = moved_item(text, field, _folder(note.path), _new_folder(note, renaming), renaming)
    return None if new == text else new


def moved_item(text: str, field: str, folder: str, new_folder: str, renaming: Renaming) -> str:
    """Return a text that may name the note, as a whole or in its links, as a field of a note in another folder has it.

    Raises:
        RewriteError: no name means the new note alone.
    """
    if field == PROVENANCE_FIELD:
        entry = parse_provenance(text)
        if entry is None:
            return text
        title = moved_item(entry.title, "", folder, new_folder, renaming)
        return text if title == entry.title else format_provenance(Provenance(title, entry.type, entry.date))
    try:
        if entry_links(text):
            return apply_replacements(text, renaming.spans(text, folder, new_folder))
        names = entry_names(text)
        if len(names) != 1 or not renaming.means_old(names[0], folder):
            return text
        return renaming.name(names[0], new_folder) or text
    except UnnamedError as error:
        raise RewriteError(str(error)) from error


def item_meaning(text: str, field: str, folder: str, renaming: Renaming) -> object:
    """Return what tells whether two items of a list are the same edge, in notes of a folder."""
    if field == PROVENANCE_FIELD:
        entry = parse_provenance(text)
        return text if entry is None else (entry.type, item_meaning(entry.title, "", folder, renaming))
    names = entry_names(text)
    places = renaming.vault.names.resolve(names[0], folder=folder) if len(names) == 1 else ()
    return places or text

"""Removal of edges: exactly what reweave wrote, with the original bytes restored."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from reweave.note.append import AppendError, append_items, find_key
from reweave.note.apply import apply_edits
from reweave.note.block import Form
from reweave.note.changeset import Change, ChangeKind
from reweave.note.edit import Edit
from reweave.note.lines import behind_line, column
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD, Provenance, parse_provenance
from reweave.note.remove import Emptied, empty_list, lines_of, remove_items, why_stuck
from reweave.note.tree import Mapping as MappingNode
from reweave.note.tree import Node, Scalar, Sequence
from reweave.note.verify import ProofError, prove_change_by_second_reader
from reweave.text import quoted
from reweave.weave.edge_entry import scalar_items, strip_wikilink
from reweave.weave.new_frontmatter import without_frontmatter

RULE = "unweave"


@dataclass(frozen=True, slots=True)
class EdgeRemoval:
    """The result for one note.

    `removed` are the edges that `change` takes out, `left` those that stay, each with the reason. `unknown` are the
    keys that are empty now and whose earlier state no earlier version tells.
    """

    change: Change | None
    removed: tuple[Provenance, ...] = ()
    left: tuple[tuple[Provenance, str], ...] = ()
    unknown: tuple[str, ...] = ()


def remove_edges(
    note: Note,
    chosen: Callable[[Provenance], bool],
    fields: Mapping[str, str],
    earlier: Callable[[], Iterable[bytes]],
    *,
    resolve: Callable[[str], object] = strip_wikilink,
    keep: Callable[[Provenance], bool] = lambda entry: False,
    with_comments: bool = False,
) -> EdgeRemoval:
    """Take the edges out of a note whose entries in `reweave_edges` are `chosen`.

    `fields` gives the typed list for each type an entry may name. `earlier` yields earlier versions of the note, the
    newest first. They are asked about a list that becomes empty: the newest version without its edges says whether the
    key was there and how its empty value was written. Where no version tells, a key placed where a weave creates keys
    (in one run with `reweave_edges`, directly in front of it) goes, and any other becomes `[]`. `resolve` says what a
    reference means: an item that was written anew in another form is still found. Where `keep` says so, the item is no
    longer reweave's, and only the entry goes. With `with_comments` the comments on the lines of items and entries go,
    too; without, such edges are left.
    """
    work = _Work(note, fields, resolve, keep, with_comments)
    try:
        found = find_key(note, PROVENANCE_FIELD)
        if found is None:
            return EdgeRemoval(None)
        entries = [
            (item, entry) for item in scalar_items(found[1]) if (entry := parse_provenance(item.value)) is not None
        ]
        if not any(chosen(entry) for _, entry in entries):
            return EdgeRemoval(None)
        for item, entry in entries:
            if chosen(entry):
                work.take(item, entry)
        return work.carried_out(earlier)
    except (AppendError, ProofError) as error:
        mine = [entry for _, entry in work.taken]
        return EdgeRemoval(None, left=(*work.left, *((entry, str(error)) for entry in mine)))


@dataclass(slots=True)
class _Work:
    """One call's work: which items go, and with them which keys."""

    note: Note
    fields: Mapping[str, str]
    resolve: Callable[[str], object]
    keep: Callable[[Provenance], bool]
    with_comments: bool
    taken: list[tuple[list[Scalar], Provenance]] = field(default_factory=list)
    gone: dict[str, list[Scalar]] = field(default_factory=dict)
    left: list[tuple[Provenance, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def take(self, item: Scalar, entry: Provenance) -> None:
        """Mark an entry and its item in the typed list, if it is there still."""
        name = self.fields.get(entry.type)
        if name is None:
            self.left.append((entry, f"unknown edge type {quoted(entry.type)}"))
            return
        nodes = {PROVENANCE_FIELD: item}
        found = find_key(self.note, name)
        claimed = {id(one) for one in self.gone.get(name, ())}
        if found is not None and not self.keep(entry):
            free = [one for one in scalar_items(found[1]) if id(one) not in claimed]
            same = [one for one in free if strip_wikilink(one.value) == strip_wikilink(entry.title)] or [
                one for one in free if self.resolve(one.value) == self.resolve(entry.title)
            ]
            if same:
                nodes[name] = same[-1]
        for key, node in nodes.items():
            whole = find_key(self.note, key)
            assert whole is not None
            assert isinstance(whole[1], Sequence)
            why = why_stuck(self.note, whole[1], node, with_comments=self.with_comments)
            if why is not None:
                self.left.append((entry, f"{key}: {why}"))
                return
        self.taken.append((list(nodes.values()), entry))
        for key, node in nodes.items():
            self.gone.setdefault(key, []).append(node)

    def carried_out(self, earlier: Callable[[], Iterable[bytes]]) -> EdgeRemoval:
        """Make the edits, and prove them."""
        if not self.taken:
            return EdgeRemoval(None, left=tuple(self.left))
        after = apply_edits(
            self.note,
            remove_items(
                self.note, self.gone, rule=RULE, emptied=lambda key, value: self._emptied(key, value, earlier)
            ),
        )
        prove_change_by_second_reader(self.note, after)
        if not _had_frontmatter(earlier):
            after = without_frontmatter(after)
        entries = tuple(entry for _, entry in self.taken)
        reasons = tuple(Edit(0, 0, b"", RULE, f"{entry.type} {entry.title} ({entry.date})") for entry in entries)
        change = Change(self.note.path, ChangeKind.EDGES, self.note.source, after.source, reasons)
        return EdgeRemoval(change, entries, tuple(self.left), tuple(self.unknown))

    def _cut(self, start: int, end: int, text: str = "") -> Edit:
        return self.note.edit(start, end, text, RULE, "")

    def _emptied(self, name: Scalar, value: Sequence, earlier: Callable[[], Iterable[bytes]]) -> Emptied:
        """Return what becomes of a list that loses all its items."""
        text = self.note.text
        head_end = behind_line(text, value.end if value.flow else name.end)
        lines = [] if value.flow else [self._cut(*lines_of(self.note, item)) for item in value.items]
        known, before = _version_without(
            name.value, [strip_wikilink(one.value) for one in scalar_items(value)], earlier
        )
        commented = any(name.end <= comment.start < head_end for comment in self.note.comments)
        if (known and before is None) or (not known and self._is_made(name) and not self._has_inner_comment(name)):
            if not commented:
                start = text.rfind("\n", 0, name.start) + 1
                return Emptied([self._cut(start, head_end), *lines], None)
        elif not known:
            self.unknown.append(name.value)
        if before is not None:
            written, node = _empty_head(before, name.value)
            if written is not None and node is not None and written[0] == text[name.end : head_end]:
                return Emptied([self._cut(name.end, head_end, written[1]), *lines], node)
        return empty_list(self.note, name, value, rule=RULE)

    def _is_made(self, name: Scalar) -> bool:
        """Return whether a key is placed where a weave creates keys, with nothing left in its list."""
        assert isinstance(self.note.root, MappingNode)
        keys = [key.value if isinstance(key, Scalar) else "" for key, _ in self.note.root.pairs]
        at, end = keys.index(name.value), keys.index(PROVENANCE_FIELD)
        typed = set(self.fields.values())
        return at <= end and all(key in typed for key in keys[at:end])

    def _has_inner_comment(self, name: Scalar) -> bool:
        """Return whether a comment deeper than the key follows, which could be read as something else without it."""
        assert isinstance(self.note.root, MappingNode)
        end = next((key.start for key, _ in self.note.root.pairs if key.start > name.start), len(self.note.text))
        inner = (one for one in self.note.comments if name.end <= one.start < end and one.own_line)
        return any(column(self.note.text, one.start) > column(self.note.text, name.start) for one in inner)


def _version_without(
    key: str, titles: Iterable[str], earlier: Callable[[], Iterable[bytes]]
) -> tuple[bool, Note | None]:
    """Return whether a version from before the edges is known, and that version (`None`: it had no such key).

    A version in which the list holds something else says nothing of how an empty one would be written.
    """
    gone = set(titles)
    for source in earlier():
        version = Note("", source)
        try:
            found = find_key(version, key)
        except AppendError:
            continue
        if found is None:
            return True, None
        if not gone & {strip_wikilink(one.value) for one in scalar_items(found[1])}:
            return (True, version) if not (isinstance(found[1], Sequence) and found[1].items) else (False, None)
    return False, None


def _had_frontmatter(earlier: Callable[[], Iterable[bytes]]) -> bool:
    """Return whether the newest version without edges has frontmatter; where no version is known, it had none."""
    for source in earlier():
        version = Note("", source)
        try:
            if find_key(version, PROVENANCE_FIELD) is None:
                return version.block.form is not Form.NONE
        except AppendError:
            continue
    return False


def _empty_head(version: Note, key: str) -> tuple[tuple[str, str] | None, Node | None]:
    """Return the rest of the key's line as a weave makes it and as it was before, and the empty value's node."""
    found = find_key(version, key)
    assert found is not None
    name, value = found
    try:
        filled = append_items(version, key, ["x"], rule=RULE)
    except AppendError:
        return None, None
    text = filled.edits[0].text.decode()
    was = version.text[name.end : behind_line(version.text, value.end)]
    return (text[: text.index("\n") + 1], was), value

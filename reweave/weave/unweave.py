"""Taking edges out of a note again: exactly what reweave wrote, and the bytes that it wrote over put back."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from reweave.note.append import AppendError, append_items, find_key
from reweave.note.changeset import Change, Kind
from reweave.note.comments import Comment
from reweave.note.edit import Edit, splice
from reweave.note.lines import behind_line, column
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD, Provenance, parse_provenance
from reweave.note.signature import Signature, signature
from reweave.note.tree import Alias, Node, Scalar, Sequence, walk
from reweave.note.tree import Mapping as MappingNode
from reweave.note.verify import ProofError, prove_block, prove_by_second_reader, prove_data, prove_outside
from reweave.weave.lines import bare, scalars

RULE = "unweave"
_DASH = re.compile(r" *- +")


@dataclass(frozen=True, slots=True)
class Unwoven:
    """What became of one note.

    `removed` are the edges that `change` takes out, `left` those that stay, each with the reason. `unknown` are the
    keys that are empty now and whose earlier state no earlier version tells.
    """

    change: Change | None
    removed: tuple[Provenance, ...] = ()
    left: tuple[tuple[Provenance, str], ...] = ()
    unknown: tuple[str, ...] = ()


def unweave_note(
    note: Note,
    chosen: Callable[[Provenance], bool],
    fields: Mapping[str, str],
    earlier: Callable[[], Iterable[bytes]],
    *,
    meant: Callable[[str], object] = bare,
) -> Unwoven:
    """Take the edges out of a note whose entries in `reweave_edges` are `chosen`.

    `fields` gives the typed list for each type an entry may name. `earlier` yields earlier versions of the note, the
    newest first. They are asked about a list that becomes empty: the newest version without its edges says whether
    the key was there and how its empty value was written. Where none tells, a key that stands where a weave makes
    keys (in one run with `reweave_edges`, directly in front of it) goes, and any other becomes `[]`. `meant` says what
    a reference means: an item that was written anew in another form is still found.
    """
    work = _Work(note, fields, meant)
    try:
        found = find_key(note, PROVENANCE_FIELD)
        if found is None:
            return Unwoven(None)
        entries = [(item, entry) for item in scalars(found[1]) if (entry := parse_provenance(item.value)) is not None]
        if not any(chosen(entry) for _, entry in entries):
            return Unwoven(None)
        for item, entry in entries:
            if chosen(entry):
                work.take(item, entry)
        return work.carried_out(earlier)
    except (AppendError, ProofError) as error:
        mine = [entry for _, entry in work.taken]
        return Unwoven(None, left=(*work.left, *((entry, str(error)) for entry in mine)))


@dataclass(slots=True)
class _Work:
    """One call's work: which items go, and with them which keys."""

    note: Note
    fields: Mapping[str, str]
    meant: Callable[[str], object]
    taken: list[tuple[list[Scalar], Provenance]] = field(default_factory=list)
    gone: dict[str, list[Scalar]] = field(default_factory=dict)
    left: list[tuple[Provenance, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def take(self, item: Scalar, entry: Provenance) -> None:
        """Mark an entry and its item in the typed list, if it is there still."""
        name = self.fields.get(entry.type)
        if name is None:
            self.left.append((entry, f"there is no edge type {entry.type}"))
            return
        nodes = {PROVENANCE_FIELD: item}
        found = find_key(self.note, name)
        claimed = {id(one) for one in self.gone.get(name, ())}
        if found is not None:
            free = [one for one in scalars(found[1]) if id(one) not in claimed]
            same = [one for one in free if bare(one.value) == bare(entry.title)] or [
                one for one in free if self.meant(one.value) == self.meant(entry.title)
            ]
            if same:
                nodes[name] = same[-1]
        for key, node in nodes.items():
            whole = find_key(self.note, key)
            assert whole is not None
            assert isinstance(whole[1], Sequence)
            why = self._stuck(whole[1], node)
            if why is not None:
                self.left.append((entry, f"{key}: {why}"))
                return
        self.taken.append((list(nodes.values()), entry))
        for key, node in nodes.items():
            self.gone.setdefault(key, []).append(node)

    def _stuck(self, value: Sequence, node: Scalar) -> str | None:
        """Return why an item cannot be taken out."""
        if node.anchor is not None or node.tag is not None or value.anchor is not None or value.tag is not None:
            return "it has an anchor or a tag"
        if value.flow:
            start, end = value.start, value.end
        else:
            start, end = self._lines(node)
            if not _DASH.fullmatch(self.note.text, start, node.start):
                return "something else stands on its line"
        if any(start <= comment.start < end for comment in self.note.comments):
            return "a comment stands at it"
        return None

    def _lines(self, node: Node) -> tuple[int, int]:
        return self.note.text.rfind("\n", 0, node.start) + 1, behind_line(self.note.text, node.end)

    def carried_out(self, earlier: Callable[[], Iterable[bytes]]) -> Unwoven:
        """Make the edits, and prove them."""
        if not self.taken:
            return Unwoven(None, left=tuple(self.left))
        edits: list[Edit] = []
        made: dict[str, Node | None] = {}
        for key, nodes in self.gone.items():
            found = find_key(self.note, key)
            assert found is not None
            name, value = found
            assert isinstance(value, Sequence)
            rest = [item for item in value.items if all(item is not node for node in nodes)]
            if rest:
                made[key] = Sequence(value.start, value.end, value.flow, None, None, rest)
                edits += self._from_flow(value, rest) if value.flow else self._from_block(nodes)
            else:
                emptied, made[key] = self._emptied(name, value, earlier)
                edits += emptied
        expected = self._expected(made)
        try:
            after = Note(self.note.path, splice(self.note.source, edits), self.note.limits)
        except ValueError as error:
            raise ProofError(str(error)) from error
        prove_outside(self.note, after, edits)
        prove_block(self.note, after, edits)
        prove_data(after, expected)
        prove_by_second_reader(self.note)
        prove_by_second_reader(after)
        entries = tuple(entry for _, entry in self.taken)
        reasons = tuple(Edit(0, 0, b"", RULE, f"{entry.type} {entry.title} ({entry.date})") for entry in entries)
        change = Change(self.note.path, Kind.EDGES, self.note.source, after.source, reasons)
        return Unwoven(change, entries, tuple(self.left), tuple(self.unknown))

    def _cut(self, start: int, end: int, text: str = "") -> Edit:
        return self.note.edit(start, end, text, RULE, "")

    def _from_block(self, nodes: Iterable[Scalar]) -> list[Edit]:
        return [self._cut(*self._lines(node)) for node in nodes]

    def _from_flow(self, value: Sequence, rest: list[Node]) -> list[Edit]:
        kept = {id(node) for node in rest}
        edits: list[Edit] = []
        for at, node in enumerate(value.items):
            if id(node) in kept:
                continue
            if any(id(one) in kept for one in value.items[:at]):
                edits.append(self._cut(value.items[at - 1].end, node.end))
            else:
                edits.append(self._cut(node.start, value.items[at + 1].start))
        return edits

    def _emptied(
        self, name: Scalar, value: Sequence, earlier: Callable[[], Iterable[bytes]]
    ) -> tuple[list[Edit], Node | None]:
        """Return the edits that empty a list, and the node that is then its value (`None`: the key goes)."""
        text = self.note.text
        head_end = behind_line(text, value.end if value.flow else name.end)
        lines = [] if value.flow else self._from_block(scalars(value))
        known, before = _version_without(name.value, [bare(one.value) for one in scalars(value)], earlier)
        commented = any(name.end <= comment.start < head_end for comment in self.note.comments)
        if (known and before is None) or (not known and self._is_made(name) and not self._has_inner_comment(name)):
            if not commented:
                start = text.rfind("\n", 0, name.start) + 1
                return [self._cut(start, head_end), *lines], None
        elif not known:
            self.unknown.append(name.value)
        if before is not None:
            written, node = _empty_head(before, name.value)
            if written is not None and node is not None and written[0] == text[name.end : head_end]:
                return [self._cut(name.end, head_end, written[1]), *lines], node
        made = Sequence(value.start, value.end, True, None, None)
        if value.flow:
            return [self._cut(value.items[0].start, value.items[-1].end)], made
        colon = text.index(":", name.end) + 1
        return [self._cut(colon, colon, " []"), *lines], made

    def _is_made(self, name: Scalar) -> bool:
        """Return whether a key stands where a weave makes keys, with nothing in its list that stays."""
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

    def _expected(self, made: Mapping[str, Node | None]) -> Signature:
        """Return what the note must read to: without the items, and each comment at the leaf that then follows it."""
        root = self.note.root
        assert isinstance(root, MappingNode)
        pairs: list[tuple[Node, Node]] = []
        for key, value in root.pairs:
            if not isinstance(key, Scalar) or key.value not in made:
                pairs.append((key, value))
            elif (node := made[key.value]) is not None:
                pairs.append((key, node))
        whole = MappingNode(root.start, root.end, root.flow, root.anchor, root.tag, pairs)
        staying = {id(node) for node in walk(whole)}
        order = [node for node in walk(root) if isinstance(node, Scalar | Alias)]
        place = {id(node): at for at, node in enumerate(order)}
        values = {id(key): node for key, node in pairs if isinstance(key, Scalar) and key.value in made}
        comments: list[Comment] = []
        for one in self.note.comments:
            owner = one.owner
            if owner is not None and id(owner) not in staying:
                at = place[id(owner)]
                near = order[at:] if one.own_line else reversed(order[:at])
                owner = next((node for node in near if id(node) in staying), None)
            elif owner is not None and not one.own_line and isinstance(filled := values.get(id(owner)), Scalar):
                # An empty value leaves its comment to the key.
                owner = filled if filled.end > filled.start else owner
            comments.append(Comment(one.start, one.end, one.text, one.own_line, owner))
        return signature(whole if pairs else None, comments)


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
        if not gone & {bare(one.value) for one in scalars(found[1])}:
            return (True, version) if not (isinstance(found[1], Sequence) and found[1].items) else (False, None)
    return False, None


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

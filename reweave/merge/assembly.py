"""Applying the decision for each key, as edits of ours."""

from collections.abc import Iterator, Mapping

from reweave.merge.decisions import Decision, Take, ThreeSides
from reweave.merge.identity import Identity, identity
from reweave.merge.list_edits import RULE, ListChange, list_edits
from reweave.merge.removed_comments import moved_comments
from reweave.merge.sections import Section, Sections, ShapeError, items_of, split_sections
from reweave.merge.set_merge import SetError, SetPlan, adapt_item, comments_of
from reweave.note.append import AppendError, append_items
from reweave.note.edit import Edit, splice
from reweave.note.note import Note


class KeyConflictError(Exception):
    """One key cannot be merged automatically."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Assembly:
    """Writes the decisions into ours: whole keys and appended items first, then changes inside lists."""

    def __init__(self, sides: ThreeSides, decisions: Mapping[str, Decision]) -> None:
        self.sides = sides
        self.decisions = decisions
        self.moved = moved_comments(sides.base, sides.theirs)
        self.appended: list[Edit] = []
        self.inserted: list[Edit] = []
        self.replaced: list[Edit] = []

    def note(self) -> Note:
        """Return ours with every decision but the conflicts applied.

        Raises:
            KeyConflictError: one key cannot be merged.
            ShapeError: the result cannot be read.
        """
        ours = self.sides.ours
        for name, part in ours.keys.items():
            self._own(name, part)
        for name in self.sides.theirs.keys:
            if name not in ours.keys:
                self._new(name)
        base_text, their_text = self.sides.base.tail_text, self.sides.theirs.tail_text
        self._lead(ours.tail, len(ours.note.text), base_text, ours.tail_text, their_text)
        # The order matters for two insertions at one offset: an item belongs to the key above it.
        note = self._spliced(ours.note, [*self.appended, *self.inserted, *self.replaced])
        parts = split_sections(note)
        inner = [
            edit
            for name, change in self._changes()
            for edit in list_edits(note, parts.keys[name], change, self.sides.kind(name))
        ]
        return self._spliced(note, inner) if inner else note

    @staticmethod
    def _spliced(note: Note, edits: list[Edit]) -> Note:
        try:
            return Note(note.path, splice(note.source, edits), note.limits)
        except ValueError as error:
            raise ShapeError(str(error)) from error

    def _own(self, name: str, ours: Section) -> None:
        base, _, theirs = self.sides.of(name)
        decision = self.decisions[name]
        note = self.sides.ours.note
        if decision.take is Take.THEIRS:
            text = "" if theirs is None else self._eol(theirs.content)
            self.replaced.append(note.edit(ours.start, ours.end, text, RULE, name))
        elif decision.plan is not None and theirs is not None and decision.plan.added:
            kind = self.sides.kind(name)
            try:
                items = [adapt_item(node, theirs, decision.plan.link, kind) for node in decision.plan.added]
                self.appended.extend(append_items(note, name, items, rule=RULE).edits)
            except (SetError, AppendError) as error:
                raise KeyConflictError(name) from error
        deleted = decision.take is Take.THEIRS and theirs is None
        if theirs is not None or deleted:
            base_text, their_text = ("" if part is None else part.lead_text for part in (base, theirs))
            self._lead(ours.lead, ours.start, base_text, ours.lead_text, their_text)

    def _lead(self, start: int, end: int, base: str, ours: str, theirs: str) -> None:
        """Merge the blank and comment lines above a key; their order carries no meaning."""
        if ours == theirs or theirs == base:
            return
        merged = theirs if ours == base else ours + self._new_lines(base + ours, theirs)
        if merged != ours:
            self.replaced.append(self.sides.ours.note.edit(start, end, self._eol(merged), RULE, "comments"))

    def _new(self, name: str) -> None:
        base, _, theirs = self.sides.of(name)
        assert theirs is not None
        take = self.decisions[name].take
        if take in (Take.THEIRS, Take.SET):
            # Ours may have put a comment above another key, which stays.
            elsewhere = self.moved & self._kept_comments()
            lead = [line for line in theirs.lead_text.splitlines(keepends=True) if line.strip() not in elsewhere]
            text = "".join(lead) + theirs.content
        else:
            # The key stays deleted, but comments added above it since are kept.
            text = self._new_lines("" if base is None else base.lead_text, theirs.lead_text)
        if text:
            offset = insertion_offset(self.sides, self.sides.ours, name)
            text = self._eol(text)
            self.inserted.append(self.sides.ours.note.edit(offset, offset, text, RULE, name))

    def _kept_comments(self) -> set[str]:
        """Return the comments of ours, but for those of keys that theirs deleted."""
        kept = (
            part
            for name, part in self.sides.ours.keys.items()
            if self.decisions[name].take is not Take.THEIRS or name in self.sides.theirs.keys
        )
        return {one.text for part in kept for one in part.comments}

    def _new_lines(self, known: str, text: str) -> str:
        """Return the comment lines of `text` that `known` does not have, and that did not come from elsewhere."""
        old = set(known.splitlines())
        lines = [line for line in text.splitlines() if line.strip() and line not in old]
        return "".join(line + "\n" for line in lines if line.strip() not in self.moved)

    def _eol(self, text: str) -> str:
        return text.replace("\n", "\r\n") if self.sides.ours.note.block.eol == b"\r\n" else text

    def _changes(self) -> Iterator[tuple[str, ListChange]]:
        for name, decision in self.decisions.items():
            if decision.plan is not None:
                change = self._change(name, decision.plan)
                if change.needed:
                    yield name, change

    def _change(self, name: str, plan: SetPlan) -> ListChange:
        base, ours, theirs = self.sides.of(name)
        known = set() if base is None else {one.text for one in base.comments}
        removed_comments = known - (set() if theirs is None else {one.text for one in theirs.comments})
        above: dict[Identity, tuple[str, ...]] = {}
        trailing: dict[Identity, str] = {}
        head = ""
        if ours is not None and theirs is not None:
            head = theirs.head_comment if theirs.head_comment not in known else ""
            kind = self.sides.kind(name)
            our_comments = {one.text for one in ours.comments} | known
            kept = {identity(node, kind) for node in items_of(ours)} - plan.removed
            for node in items_of(theirs):
                one = identity(node, kind)
                if one in kept:
                    lines, last = comments_of(node, theirs)
                    if new := tuple(line for line in lines if line not in our_comments | self.moved):
                        above[one] = new
                    if last and last not in our_comments | self.moved:
                        trailing[one] = last
        return ListChange(plan.removed, plan.dates, plan.links, removed_comments, above, trailing, head)


def insertion_offset(sides: ThreeSides, into: Sections, name: str) -> int:
    """Return where a key that only theirs has goes in `into`: after the key above it and what ours added there."""
    above = None
    for one in sides.theirs.keys:
        if one == name:
            break
        if one in into.keys:
            above = one
    names = list(into.keys)
    at = 0 if above is None else names.index(above) + 1
    while above is not None and at < len(names) and names[at] not in sides.base.keys and names[at] in sides.ours.keys:
        at += 1
    return into.keys[names[at - 1]].end if at else 0

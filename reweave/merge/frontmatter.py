"""The three-way merge of frontmatters, key by key, into the bytes of ours."""

from collections.abc import Callable, Set
from typing import NamedTuple

from reweave.config.merge import MergeConfig
from reweave.git.text_options import TextOptions
from reweave.merge.assembly import Assembly, KeyConflictError, insertion_offset
from reweave.merge.decisions import Decision, Take, ThreeSides
from reweave.merge.proof import wrong_keys
from reweave.merge.removed_comments import is_at, removed_comments, without_comments
from reweave.merge.renamed_keys import follow_renames
from reweave.merge.sections import Section, Sections, ShapeError, is_list, split_sections
from reweave.note.edit import splice
from reweave.note.note import Note

_BOTH_CHANGED = "both sides changed this"


class Frontmatter(NamedTuple):
    """A merged frontmatter: `note` is ours with the merge applied, and with our side of each of `conflicts`."""

    note: Note
    conflicts: tuple[str, ...]
    sides: ThreeSides

    def marked(self, options: TextOptions) -> bytes:
        """Return the note with both sides of each conflict between markers."""
        eol = self.note.block.eol

        def between(_: str, *sides: Section | None) -> bytes:
            lines = [b"" if part is None else part.content.encode().replace(b"\n", eol) for part in sides]
            return options.marked(*lines, eol=eol)

        return self._with(between)

    def readable(self) -> bytes:
        """Return the note as the base of a further merge: with a value of no side where both changed one.

        A list that is a set is that of the base: its items are merged further.
        """
        eol = self.note.block.eol

        def torn(name: str, ours: Section | None, base: Section | None, theirs: Section | None) -> bytes:
            if self.sides.config.is_set(name) and base is not None and is_list(base):
                return base.content.encode().replace(b"\n", eol)
            side = ours or theirs
            assert side is not None
            return f'{side.text[side.start : side.colon]}: "{_BOTH_CHANGED}"'.encode() + eol

        return self._with(torn)

    def _with(self, conflict: Callable[[str, Section | None, Section | None, Section | None], bytes]) -> bytes:
        """Return the note with what `conflict` makes of a key's name and its three sides in place of each conflict."""
        parts = split_sections(self.note)
        edits = []
        for name in self.conflicts:
            our = parts.keys.get(name)
            base, _, their = self.sides.of(name)
            start = insertion_offset(self.sides, parts, name) if our is None else our.start
            end = start if our is None else our.end
            edits.append(self.note.edit(start, end, conflict(name, our, base, their).decode(), "merge", name))
        return splice(self.note.source, edits)


def merge_frontmatter(base: Sections, ours: Sections, theirs: Sections, config: MergeConfig) -> Frontmatter:
    """Merge the frontmatters of three notes; the body and the fences are those of ours.

    The result is parsed and checked. A key whose data or comments are not what both sides together ask for becomes a
    conflict, with our side in the note.

    Raises:
        ShapeError: the result cannot be read or verified, even with the keys in question left as conflicts.
    """
    base, ours, theirs, torn = follow_renames(base, ours, theirs, config)
    gone = removed_comments(base, ours, theirs)
    merged = _merge(base, ours, theirs, config, torn, gone)
    # Both sides of a conflict are shown with all their comments.
    shown = {one for one in gone if any(is_at(side, one, {*merged.conflicts}) for side in (base, ours, theirs))}
    return _merge(base, ours, theirs, config, torn, gone - shown) if shown else merged


def _merge(
    base: Sections, ours: Sections, theirs: Sections, config: MergeConfig, torn: Set[str], gone: Set[str]
) -> Frontmatter:
    base, ours, theirs = (without_comments(side, gone) for side in (base, ours, theirs))
    sides = ThreeSides(base, ours, theirs, config)
    decisions = {
        name: Decision(Take.CONFLICT) if name in torn else sides.decide(name)
        for name in dict.fromkeys([*ours.keys, *theirs.keys])
    }
    while True:
        try:
            note = Assembly(sides, decisions).note()
            wrong = wrong_keys(sides, decisions, note)
        except KeyConflictError as error:
            wrong = {error.name}
        if not wrong:
            conflicts = tuple(name for name, one in decisions.items() if one.take is Take.CONFLICT)
            return Frontmatter(note, conflicts, sides)
        for name in wrong:
            if decisions[name].take is Take.CONFLICT:
                raise ShapeError(f"the key {name} cannot be merged")
            decisions[name] = Decision(Take.CONFLICT)

"""The three-way merge of frontmatters, key by key, into the bytes of ours."""

from typing import NamedTuple

from reweave.config.merge import MergeConfig
from reweave.git.text_options import TextOptions
from reweave.merge.assembly import Assembly, KeyConflictError, insertion_offset
from reweave.merge.decisions import Decision, Take, ThreeSides
from reweave.merge.proof import wrong_keys
from reweave.merge.sections import Sections, ShapeError, split_sections
from reweave.note.edit import splice
from reweave.note.note import Note


class Frontmatter(NamedTuple):
    """A merged frontmatter: `note` is ours with the merge applied, and with our side of each of `conflicts`."""

    note: Note
    conflicts: tuple[str, ...]
    sides: ThreeSides

    def marked(self, options: TextOptions) -> bytes:
        """Return the note with both sides of each conflict between markers."""
        parts = split_sections(self.note)
        eol = self.note.block.eol
        edits = []
        for name in self.conflicts:
            our = parts.keys.get(name)
            base, _, their = self.sides.of(name)
            start = insertion_offset(self.sides, parts, name) if our is None else our.start
            end = start if our is None else our.end
            lines = [b"" if part is None else part.content.encode().replace(b"\n", eol) for part in (our, base, their)]
            edits.append(self.note.edit(start, end, options.marked(*lines, eol=eol).decode(), "merge", name))
        return splice(self.note.source, edits)


def merge_frontmatter(base: Sections, ours: Sections, theirs: Sections, config: MergeConfig) -> Frontmatter:
    """Merge the frontmatters of three notes; the body and the fences are those of ours.

    The result is parsed and checked. A key whose data or comments are not what both sides together ask for becomes a
    conflict, with our side in the note.

    Raises:
        ShapeError: the result cannot be read or verified, even with the keys in question left as conflicts.
    """
    sides = ThreeSides(base, ours, theirs, config)
    decisions = {name: sides.decide(name) for name in dict.fromkeys([*ours.keys, *theirs.keys])}
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

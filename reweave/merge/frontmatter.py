"""The three-way merge of frontmatters, key by key, into the bytes of ours."""

from typing import NamedTuple

from reweave.config.merge import MergeConfig
from reweave.merge.assembly import Assembly, KeyConflictError, insertion_offset
from reweave.merge.decisions import Decision, Take, ThreeSides
from reweave.merge.proof import wrong_keys
from reweave.merge.sections import Sections, ShapeError, split_sections
from reweave.note.edit import splice
from reweave.note.note import Note


class Frontmatter(NamedTuple):
    """A merged frontmatter: `note` is ours with the merge in it, and with ours' side of each of `conflicts`."""

    note: Note
    conflicts: tuple[str, ...]
    sides: ThreeSides

    def marked(self, marker_size: int = 7) -> bytes:
        """Return the note with both sides of each conflict between markers."""
        parts = split_sections(self.note)
        eol = self.note.block.eol.decode()
        edits = []
        for name in self.conflicts:
            mine, other = parts.keys.get(name), self.sides.theirs.keys.get(name)
            place = insertion_offset(self.sides, parts, name) if mine is None else mine.start
            end = place if mine is None else mine.end
            text = "".join(
                [
                    "<" * marker_size + " ours\n",
                    "" if mine is None else mine.content,
                    "=" * marker_size + "\n",
                    "" if other is None else other.content,
                    ">" * marker_size + " theirs\n",
                ]
            )
            edits.append(self.note.edit(place, end, text.replace("\n", eol), "merge", name))
        return splice(self.note.source, edits)


def merge_frontmatter(base: Sections, ours: Sections, theirs: Sections, config: MergeConfig) -> Frontmatter:
    """Merge the frontmatters of three notes; the body and the fences are those of ours.

    The result is read again. A key whose data or comments are not what both sides together ask for becomes a
    conflict, with ours' side in the note.

    Raises:
        ShapeError: the result cannot be read, or not shown to be right, whatever is left as a conflict.
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

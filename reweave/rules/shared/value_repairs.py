"""Repairs that rewrite a value where the reader stops: the places, and the proof that each is read as meant."""

from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import NamedTuple

from reweave.note.changeset import ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.note.quoting import double_quoted, single_quoted
from reweave.note.reader import PartialReading, read_partly
from reweave.note.verify import ProofError, prove_block
from reweave.rules.base import Proposal, Rule, Safety
from reweave.rules.shared.lines import line_end, line_start

_AT_ONCE = 64
"""Fixes in one round. Each one reads the frontmatter again, so this bounds the time that a hostile note takes."""


class Place(NamedTuple):
    """A text to be replaced: its place in the frontmatter, and the key in front of it (`None` for an item).

    `values` are the scalars that a reader has to find in `written`: one string, or the items of a list. `is_quoted`
    says that they are written in quotes.
    """

    start: int
    text: str
    written: str
    key: str | None
    values: tuple[str, ...]
    is_list: bool = False
    is_quoted: bool = True


class ValueRepair(Rule):
    """A rule that rewrites single values of a note that cannot be read."""

    kind = ChangeKind.REPAIR
    safety = Safety.UNSAFE
    repairs = True
    only_repairs = True

    @abstractmethod
    def message(self, place: Place) -> str:
        """Return what is wrong at a place."""

    @abstractmethod
    def on_line(self, text: str, start: int) -> Place | None:
        """Return what has to be rewritten on the line that starts at `start`, where that is clear."""

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each place that stops the reader; they are carried out together."""
        if note.problem is None or note.problem.code not in ("yaml-error", "undefined-alias"):
            return
        from reweave.note.masked_reading import furthest_mask  # most vaults have no note that cannot be read

        places = list(_places(note.text, self.on_line))
        found: list[tuple[Place, str, Edit]] = []
        for place in places:
            message = self.message(place)
            end = place.start + len(place.text)
            found.append((place, message, note.edit(place.start, end, place.written, self.name, message)))
        edits = [edit for _, _, edit in found]

        def proof(before: Note, after: Note) -> None:
            prove_block(before, after, edits)
            _prove(after.masked or furthest_mask(after.text), places)

        for place, message, edit in found:
            yield Proposal(self.name, place.start, message, (edit,), proof=proof)


def quoting(start: int, text: str, key: str | None) -> Place:
    """Return the place of a text that becomes a quoted scalar, double-quoted where that needs no escape."""
    quoted = double_quoted(text)
    if '"' in text or "\\" in text:
        quoted = single_quoted(text) or quoted
    return Place(start, text, quoted, key, (text,))


def _with_placeholders(place: Place, original: str) -> Place | None:
    """Return a place whose text is `original`, with placeholders; `None` where quotes would change them."""
    found = quoting(place.start, original, place.key)
    return found if found.written[1:-1] == original and not place.is_list and "\n" not in original else None


def _places(original: str, on_line: Callable[[str, int], Place | None]) -> Iterator[Place]:
    """Yield what has to be rewritten, one place for each time that the reader stops, as long as that moves it on."""
    from reweave.note.masked_reading import furthest_mask

    moved = 0
    text = furthest_mask(original)
    reading = read_partly(text)
    for _ in range(_AT_ONCE):
        if reading.problem is None:
            return
        place = on_line(text, line_start(text, reading.problem.offset))
        if place is not None and (raw := original[place.start : place.start + len(place.text)]) != place.text:
            place = _with_placeholders(place, raw)
        if place is None:
            return
        end = place.start + len(place.text)
        text, original = (f"{whole[: place.start]}{place.written}{whole[end:]}" for whole in (text, original))
        reading = read_partly(text)
        if reading.problem is not None and reading.problem.offset < line_end(text, place.start + len(place.written)):
            return
        if _difference(reading, place, place.start) is not None:
            return
        yield place._replace(start=place.start - moved)
        moved += len(place.written) - len(place.text)


def _prove(text: str, places: list[Place]) -> None:
    """Prove that each text is read unchanged, as the value of its key or as an item.

    Raises:
        ProofError: it is not.
    """
    reading = read_partly(text)
    moved = 0
    for place in places:
        difference = _difference(reading, place, place.start + moved)
        if difference is not None:
            raise ProofError(difference)
        moved += len(place.written) - len(place.text)


def _difference(reading: PartialReading, place: Place, start: int) -> str | None:
    """Return how a reading differs from what `place`, written at `start`, means."""
    scalars = list(reading.scalars.values())
    last = start + len(place.written)
    inside = [number for number, scalar in enumerate(scalars) if start <= scalar.start < last]
    if tuple(scalars[number].value for number in inside) != place.values:
        return "a text would change"
    if place.is_quoted and not all(scalars[number].style for number in inside):
        return "a quoted text would not be read as text"
    if place.key is not None and (not inside[0] or scalars[inside[0] - 1].value != place.key):
        return "a quoted text would not be read as the value of its key"
    if place.is_list:
        events = [index for index, (kind, _) in enumerate(reading.events) if kind == "ScalarEvent"]
        before, behind = events[inside[0]] - 1, events[inside[-1]] + 1
        if [reading.events[index][0] for index in (before, behind)] != ["SequenceStartEvent", "SequenceEndEvent"]:
            return "the links would not be read as a list"
    return None

"""Turning an answered worklist into a plan for the notes as they are."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reweave.plan.plan import Header, Plan
from reweave.run.note_source import NoteSource

if TYPE_CHECKING:
    from reweave.plan.worklist import Worklist


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that does not hold: its number and id, the note it starts from, and why."""

    number: int
    id: str
    path: str
    why: str


def plan_of_worklist(worklist: "Worklist", source: NoteSource, refused: list[RefusedLine]) -> Plan:
    """Return the plan of the decided lines of a worklist that hold; the others are added to `refused`.

    The notes that it names are compared with their blobs, the configuration with the one it was made with.
    """
    from reweave.plan.worklist import Reader

    operations, left = Reader(source.vault, source.config).operations(worklist.lines, worklist.day)
    refused += [RefusedLine(one.line.number, one.line.id, one.line.source, one.why) for one in left]
    return Plan(Header(source.base, worklist.header.configuration), tuple(operations))

"""The answer of `report`."""

from typing import Annotated, TypedDict

from reweave.schemas import Count, Day, Keywords, Ordinal

Path = Annotated[str, Keywords(description="A path.")]
Field = Annotated[str, Keywords(description="The name of a field.")]


class Week(TypedDict):
    """The figures of the last commit of a week."""

    day: Day
    """The day of the commit."""
    commit: str
    """The commit."""
    notes: Count
    """Its notes."""
    typed_edges: Count
    """Typed edges between participating notes."""
    links: Count
    """Other edges between participating notes."""
    orphans: Count
    """Participating notes to which no other leads."""
    dangling: Count
    """Entries of typed fields and of reweave_edges that name no note."""
    unreadable: Count
    """Notes that cannot be read."""


class Dangling(TypedDict):
    """A name of no note in typed fields and entries."""

    name: str
    """The name."""
    notes: list[Path]
    """The notes that hold it."""
    fields: list[Field]
    """The fields that hold it."""
    probably: str | None
    """The note that was probably meant; null where none is like it."""
    command: str | None
    """The command that leads the edges there; null without such a note."""


class Ambiguous(TypedDict):
    """A name that means several notes."""

    name: str
    """The name."""
    times: Count
    """How often it is used."""
    means: list[Path]
    """The notes that it may mean."""


class Unreadable(TypedDict):
    """A note that cannot be read."""

    path: str
    """Its path."""
    line: Ordinal
    """The line at which reading ends, from 1."""
    message: str
    """Why, for people."""
    text: str
    """That line."""


class Rule(TypedDict):
    """How many findings of a rule there are that no safe fix fixes."""

    rule: str
    """The rule."""
    new: Count
    """New findings."""
    known: Count
    """Findings that the baseline has."""


class Run(TypedDict):
    """A past run."""

    run: str
    """Its name."""
    time: str
    """When it was made (UTC)."""
    author: str
    """The author of its commits."""
    commits: Count
    """How many commits it made."""
    undone: bool
    """Whether all of it was undone."""
    command: str
    """The command that takes it back."""


class Report(TypedDict):
    """The health of a vault, and what there is to do."""

    commit: str | None
    """The commit that is checked out; null: none."""
    nothing_to_do: bool
    """Whether every list of things to do is empty."""
    notes: Count
    """Notes that were read."""
    participating: Count
    """Notes that edges are proposed from and to."""
    typed_edges: Count
    """Typed edges between participating notes."""
    links: Count
    """Other edges between participating notes."""
    orphans: list[Path]
    """Participating notes to which no other leads."""
    trend: list[Week]
    """The figures by week, oldest first; of a long history some weeks."""
    dangling: list[Dangling]
    """The names of no note."""
    ambiguous: list[Ambiguous]
    """The names that mean several notes."""
    unreadable: list[Unreadable]
    """The notes that cannot be read."""
    fixable: Count
    """Findings that `reweave fix` fixes."""
    findings: list[Rule]
    """The other findings, by rule."""
    runs: list[Run]
    """The newest runs."""

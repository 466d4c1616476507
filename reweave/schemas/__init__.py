"""The JSON answers: module `NAME` holds the typed dict of one schema, and `NAME-1.json` is generated from it.

The docstrings of classes and of their keys are the descriptions in the schema. After a change run `scripts/schemas`.
Nothing here is imported where no JSON is asked for: commands import these types for type checking only.
"""

from dataclasses import dataclass
from typing import Annotated, Literal, NotRequired, TypedDict


@dataclass(frozen=True, slots=True, kw_only=True)
class Keywords:
    """Keywords of JSON Schema that narrow a type down; `description` is for keys without a docstring of their own."""

    description: str | None = None
    enum: tuple[str, ...] | None = None
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    pattern: str | None = None
    format: str | None = None
    content_encoding: str | None = None
    min_items: int | None = None
    max_items: int | None = None


Count = Annotated[int, Keywords(minimum=0)]
Ordinal = Annotated[int, Keywords(minimum=1)]
"""A number that counts from 1, or how many there are of what is there at least once."""
Share = Annotated[float, Keywords(minimum=0, maximum=1)]
Commit = Annotated[str, Keywords(description="A commit.", pattern="^[0-9a-f]{40}([0-9a-f]{24})?$")]
Day = Annotated[str, Keywords(description="A date.", pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Text = Annotated[str, Keywords(min_length=1)]
NoteId = Annotated[
    str,
    Keywords(
        description="The note's path relative to the root, with `/`. A byte that is not UTF-8 is written \\xNN.",
        min_length=1,
    ),
]


class PathFields(TypedDict):
    """A file."""

    path: str
    """The path, with `/` between its parts. Each byte that is not UTF-8 is U+FFFD."""
    path_base64: NotRequired[Annotated[str, Keywords(content_encoding="base64")]]
    """The exact bytes of a path that is not UTF-8, in base64. Absent for every other path."""


class Orphans(TypedDict):
    """How many orphans there are, without the edges and with them."""

    before: Count
    """Without them."""
    after: Count
    """With them."""


class Left(PathFields):
    """A file that was left as it is."""

    reason: str
    """Why, for people."""


class Tool(TypedDict):
    """The program that wrote the document."""

    name: Literal["reweave"]
    """Always reweave."""
    version: str
    """Its version."""


class Summary(TypedDict):
    """Counts of notes. Every note is in exactly one of the classes after `notes`."""

    notes: Count
    """Notes read."""
    unchanged: Count
    """Nothing to change."""
    changed: Count
    """Changed, or would be."""
    refused: Count
    """Left as they were: the change could not be proved safe."""
    unreadable: Count
    """Left as they were: the frontmatter cannot be read safely."""
    no_frontmatter: Count
    """Without frontmatter."""
    toml: Count
    """With TOML frontmatter, which is left alone."""
    json: Count
    """With JSON frontmatter, which is left alone."""

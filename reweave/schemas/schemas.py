"""The answer of `schema`."""

from typing import Annotated, TypedDict

from reweave.schemas import Keywords


class Schema(TypedDict):
    """A schema."""

    name: str
    """Its name: `reweave schema NAME` prints it."""
    description: str
    """What it describes."""
    commands: list[Annotated[str, Keywords(description="A command.")]]
    """The commands whose answers follow it."""


class Schemas(TypedDict):
    """The published schemas."""

    schemas: list[Schema]
    """By name."""

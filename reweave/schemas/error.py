"""The error of every command, on stderr."""

from typing import Annotated, NotRequired, TypedDict

from reweave.schemas import Keywords, Ordinal

NAMED = False
"""The document has no key `schema`."""


class Place(TypedDict):
    """A file, where there is one."""

    path: str | None
    """The file, where there is one. Each byte that is not UTF-8 is U+FFFD."""
    path_base64: NotRequired[Annotated[str, Keywords(content_encoding="base64")]]
    """The exact bytes of a path that is not UTF-8, in base64. Absent for every other path."""


class Reason(Place):
    """Why, and what to do."""

    code: Annotated[str, Keywords(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
    """A short stable word."""
    message: str
    """What is wrong, for people."""
    line: Ordinal | None
    """The line in that file, from 1, where there is one."""
    suggestion: str | None
    """What to do, where there is advice."""


class Error(TypedDict):
    """Why a command stopped."""

    error: Reason
    """Why, and what to do."""

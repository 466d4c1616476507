"""A finding: one thing that is wrong in one note, at one place."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """The note cannot be read, or was refused."""
    WARNING = "warning"
    """A person has to look at it."""
    STYLE = "style"
    """A rule fixes it."""
    INFO = "info"
    """Worth knowing; nothing has to be done, and no exit code changes."""


class Fix(StrEnum):
    """How a finding can be fixed."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    NO = "no"


class Finding(NamedTuple):
    """One finding. Lines count from 1 and are ended by `\\n` only; columns count characters from 1."""

    path: str
    line: int
    column: int
    rule: str
    message: str
    severity: Severity
    fixable: Fix
    suggestion: str | None = None

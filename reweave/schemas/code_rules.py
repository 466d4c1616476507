"""The answer of `code rules`."""

from typing import Annotated, TypedDict

from reweave.rules.base import Safety
from reweave.schemas import Keywords


class Invalid(TypedDict):
    """A program in which the rule finds something."""

    before: str
    """The program."""
    after: str | None
    """The fixed program, where the rule has a fix."""


class CodeRule(TypedDict):
    """A rule."""

    code: Annotated[str, Keywords(pattern="^RW[0-9]{3}$")]
    """Its code, as findings and ignore comments name it."""
    safety: Safety
    """safe: `reweave code fix` writes it. unsafe: only with --unsafe. report: fix it by hand."""
    documentation: str
    """What it finds and why; the first line is a summary."""
    invalid: list[Invalid]
    """Programs in which it finds something."""
    valid: list[Annotated[str, Keywords(description="A program.")]]
    """Programs that it leaves alone."""


class CodeRules(TypedDict):
    """The rules about code, in order."""

    rules: list[CodeRule]
    """The rules that were asked for."""

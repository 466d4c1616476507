"""The findings in the notes of a commit."""

from dataclasses import dataclass, field

from reweave.lint.result import LintResult


@dataclass(frozen=True, slots=True)
class CommittedLint:
    """The findings in the notes of a commit, or in some of them.

    `last` is the note to go on after, empty for the start. `read` counts the notes that were done, `left` those that
    were not because the time was up.
    """

    result: LintResult = field(default_factory=LintResult)
    last: str = ""
    read: int = 0
    left: int = 0

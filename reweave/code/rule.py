"""What a rule about code is: a code, a page, examples, and the reports it makes for a file."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import ClassVar, NamedTuple

from reweave.code.module import Module
from reweave.note.edit import Edit
from reweave.rules.base import Safety

MakeFix = Callable[[], tuple[Edit, ...] | None]


class Report(NamedTuple):
    """One finding: where (a byte offset), what, and how it is fixed.

    `fix` returns the edits, or `None` where the text of the program turns out otherwise than it was read. Without
    `fix` a person has to act.
    """

    rule: str
    offset: int
    message: str
    safety: Safety = Safety.REPORT
    fix: MakeFix | None = None
    reader: "ReadableForms | None" = None
    """For a reader of lists: which it reads."""


class ReadableForms(NamedTuple):
    """What a reader of block lists reads: pairs of (has indentation, has quotes); `key` is the one it looks for."""

    forms: frozenset[tuple[bool, bool]]
    key: str | None = None


class Invalid(NamedTuple):
    """A program that the rule finds fault with; `after` is what `fix --unsafe` makes of it (`None`: left as it is).

    Like those of `valid`, they are written out from a line of their own; see `program`.
    """

    before: str
    after: str | None = None


def program(example: str) -> str:
    """Return the file that an example stands for: it begins on a line of its own."""
    return example.removeprefix("\n")


class CodeRule(ABC):
    """A rule: one file in `reweave.code.rules`, found by its class. Its docstring is its documentation page."""

    code: ClassVar[str]
    safety: ClassVar[Safety]
    """The most that the rule does; a report can be more careful."""
    invalid: ClassVar[tuple[Invalid, ...]]
    valid: ClassVar[tuple[str, ...]]

    @abstractmethod
    def check(self, module: Module) -> Iterator[Report]:
        """Yield what the rule finds in one file."""

    def repeats(self, module: Module) -> Iterator[tuple[str, Report]]:
        """Yield what is worth a report only where another file has the same: what tells that, and the report."""
        del module
        yield from ()

"""The base class of rules about code, and the reports they make."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar, NamedTuple

from reweave.code.module import Module
from reweave.note.edit import Edit
from reweave.rules.base import Safety

MakeFix = Callable[[], tuple[Edit, ...] | None]


class Report(NamedTuple):
    """One finding: its byte offset, its message, and its fix.

    `fix` returns the edits, or `None` where the source turns out to be too unusual to edit. Without `fix`, the code
    must be fixed manually.
    """

    rule: str
    offset: int
    message: str
    safety: Safety = Safety.REPORT
    fix: MakeFix | None = None
    reader: "ReadableForms | None" = None
    """The forms that a list reader accepts."""


def joined_advice(advice: Iterable[str]) -> str:
    """Return the advice of several rules as one: what is to be passed is one list."""
    all_of_it = list(dict.fromkeys(advice))
    passed = [one.removeprefix("pass ") for one in all_of_it if one.startswith("pass ")]
    rest = [one for one in all_of_it if not one.startswith("pass ")]
    listed = " and ".join(part for part in (", ".join(passed[:-1]), *passed[-1:]) if part)
    return "; ".join([*([f"pass {listed}"] if listed else []), *rest])


class ReadableForms(NamedTuple):
    """The forms of block lists that a reader accepts, as pairs (indented, quoted), and the key it looks for."""

    forms: frozenset[tuple[bool, bool]]
    key: str | None = None


class Invalid(NamedTuple):
    """A program with a finding; `after` is the result of `fix --unsafe` (`None`: unchanged).

    Examples begin on a line of their own; see `program`.
    """

    before: str
    after: str | None = None


def program(example: str) -> str:
    """Return the program of an example, without the line end that it begins with."""
    return example.removeprefix("\n")


class CodeRule(ABC):
    """A rule: one file in `reweave.code.rules`, found by its class. Its docstring is its documentation page."""

    code: ClassVar[str]
    safety: ClassVar[Safety]
    """The safety of the rule's fixes; that of a single report may be lower."""
    advice: ClassVar[str]
    """How to mend it, in a few words: the suggestion of its findings."""
    language: ClassVar[str] = "python"
    """The language of its examples."""
    default: ClassVar[bool] = True
    """Whether it is selected unless the configuration says otherwise."""
    invalid: ClassVar[tuple[Invalid, ...]]
    valid: ClassVar[tuple[str, ...]]

    @abstractmethod
    def check(self, module: Module) -> Iterator[Report]:
        """Yield the findings in one file."""

    def repeats(self, module: Module) -> Iterator[tuple[str, Report]]:
        """Yield fingerprints with reports that count only where another file has the same fingerprint."""
        del module
        yield from ()

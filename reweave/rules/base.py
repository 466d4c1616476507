"""The base of all rules: their attributes, examples, and the proposals they make for a note."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, Protocol, Self

from reweave.note.changeset import ChangeKind
from reweave.note.edit import Edit
from reweave.note.signature import Signature
from reweave.rules.defaults import DEFAULTS

if TYPE_CHECKING:
    from reweave.note.note import Note


class Safety(StrEnum):
    """Which command applies the fixes of a rule."""

    SAFE = "safe"
    """`fix` writes it."""
    UNSAFE = "unsafe"
    """`fix --unsafe` writes it."""
    REPORT = "report"
    """Nothing writes it; it needs a manual fix."""


class Proposal(NamedTuple):
    """One finding of a rule, with the edits that fix it.

    `offset` counts characters of the note's frontmatter text. No edits: report only. `expected` is what the fixed
    note must read to, if its data changes; `proof` takes the note before and after, and raises
    `ProofError` if the repair is wrong. Proposals of one rule that share one `expected` or `proof`
    (the very object) are carried out and proved together.
    """

    rule: str
    offset: int
    message: str
    edits: tuple[Edit, ...] = ()
    expected: Signature | None = None
    proof: Callable[["Note", "Note"], None] | None = None


class Example(NamedTuple):
    """A note before and after a rule (the same text where the rule leaves it alone), with the options it was run with.

    Both are whole notes. `others` are the other notes of the vault by path, for a rule that asks about them; the note
    itself is `note.md`. `days` are those of the first and the last commit, by path.
    """

    title: str
    before: str
    after: str
    options: Mapping[str, Any] = MappingProxyType({})
    others: Mapping[str, str] = MappingProxyType({})
    days: Mapping[str, tuple[str, str]] = MappingProxyType({})


class NoOptions(NamedTuple):
    """A rule without options."""


class Rule(ABC):
    """A rule: one file in this package, found by its class. Its docstring is its documentation page."""

    name: ClassVar[str]
    kind: ClassVar[ChangeKind]
    safety: ClassVar[Safety] = Safety.SAFE
    default: ClassVar[bool]
    """Whether the rule is selected by default: whether it is one of `DEFAULTS`."""
    repairs: ClassVar[bool] = False
    """Whether the rule also looks at notes that cannot be read."""
    only_repairs: ClassVar[bool] = False
    """Whether those are the only notes it looks at."""
    loses_text: ClassVar[bool] = False
    """Whether a fix may drop or replace words, not only quotes, white space and list marks."""
    adds_text: ClassVar[bool] = False
    """Whether a fix may add words."""
    reorders_keys: ClassVar[bool] = False
    """Whether a fix may move the top-level keys."""
    informational: ClassVar[bool] = False
    """Whether its findings are only worth knowing; they change no exit code."""
    passes_simple: ClassVar[bool] = False
    """Whether the rule, with its default options, finds nothing in what `reweave.lint.simple` recognizes."""
    ready: bool = True
    """Whether the rule has all that it needs to look at notes."""
    options_type: ClassVar[type] = NoOptions
    """A named tuple; its fields are what `[rules.NAME]` may set, checked by their types."""
    examples: ClassVar[tuple[Example, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Look up whether the rule is selected by default."""
        cls.default = getattr(cls, "name", None) in DEFAULTS

    def __init__(self, options: Any = None) -> None:
        """Make the rule with its options (an instance of `options_type`; the defaults where it is `None`)."""
        self.options = self.options_type() if options is None else options

    @abstractmethod
    def propose(self, note: "Note") -> Iterator[Proposal]:
        """Yield the findings in a note, in source order. Nothing is written, printed or remembered."""


ReferenceForm = Literal["title", "stem", "slug", "path", "wikilink"]
"""How a list names another note."""


class Named(NamedTuple):
    """A name in an entry of a list, and the paths of the notes that it may mean."""

    name: str
    paths: tuple[str, ...]


class VaultView(Protocol):
    """The questions that a rule may ask about the vault of a note."""

    @property
    def lists(self) -> Collection[str]:
        """The frontmatter lists that hold edges."""

    def names(self, path: str, entry: str) -> Sequence[Named]:
        """Return the names in an entry of a list of the note at `path`; none for prose with links in it."""

    def nearest(self, name: str) -> str | None:
        """Return how the one note is called whose name is clearly most like a name that no note has."""

    def disagreements(self, path: str) -> Sequence[tuple[str, str]]:
        """Return the entries of `reweave_edges` that disagree with the note's lists, each with the reason."""

    def written_as(self, path: str, form: ReferenceForm) -> str | None:
        """Return what means the note at `path`, and it alone, in a form; `None` where nothing does."""

    def days(self, path: str) -> tuple[str, str] | None:
        """Return the days (YYYY-MM-DD) of the first and the last commit of a note; `None` for one without any.

        A day is empty where a shallow clone does not have the commit.
        """

    def heading(self, note: "Note") -> str | None:
        """Return the heading that is a note's title; `None` where there is none."""


class VaultRule(Rule):
    """A rule that asks about the vault. The linter gives it the view, and builds it only if such a rule is selected.

    Without a view, it can be described and configured, but looks at no note.
    """

    view: VaultView
    ready = False

    def within(self, view: VaultView) -> Self:
        """Return the rule as it looks at the notes of one vault."""
        rule = type(self)(self.options)
        rule.view = view
        rule.ready = True
        return rule

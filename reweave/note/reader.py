"""Reading a frontmatter's text as events with source marks, and the events as a tree.

libyaml reads every note (through PyYAML, whose pure-Python parser gives the same events where libyaml is missing).
`reweave.note.proof_readers` asks others about what was changed.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from yaml.error import MarkedYAMLError, YAMLError

from reweave.note.composer import Composer
from reweave.note.limits import DEFAULT_LIMITS, Limits
from reweave.note.tree import Node, Scalar
from reweave.note.unreadable import UnreadableError

if TYPE_CHECKING:
    from reweave.note.diagnosis import Seen

_Parser: Any
try:
    _Parser = import_module("yaml._yaml").CParser
except ImportError:  # no C extension for this Python: the pure parser gives the same events, slower
    _Parser = import_module("yaml").SafeLoader


LIBYAML, RUAMEL = "libyaml", "ruamel.yaml"
"""The names of the readers that a note can be read by."""


def parse_events(text: str) -> Iterator[Any]:
    """Yield the events of `text` as libyaml reads it."""
    return iter(_Parser(text).get_event, None)


def read_tree(
    text: str, limits: Limits = DEFAULT_LIMITS, *, events: Callable[[str], Iterable[Any]] = parse_events
) -> Node | None:
    """Read a frontmatter's text; return its root node, or `None` where it holds no node at all.

    `events` is what parses it; another reader's have to have the same names and marks.

    Raises:
        UnreadableError: the text is not YAML, holds more than one document or an alias without an anchor, or goes
            beyond `limits`. The events are checked as they come, so nothing deep or long
            is read to its end.
    """
    if len(text) > limits.frontmatter_bytes:
        raise UnreadableError("too-large", f"the frontmatter is longer than {limits.frontmatter_bytes:,} bytes")
    try:
        return Composer(text, limits).compose(events(text))
    except YAMLError as error:
        raise _unreadable(text, error) from error


class PartialReading(NamedTuple):
    """The events and scalars that a reader sees before it stops.

    `events` holds kind and value of every event, `scalars` each scalar by where its own text starts.
    """

    events: tuple[tuple[str, str], ...]
    scalars: dict[int, Scalar]
    problem: UnreadableError | None


def read_partly(text: str) -> PartialReading:
    """Read as far as the text is YAML. For repairs, which have to know how far a reader gets, and what it saw."""
    events: list[tuple[str, str]] = []
    scalars: dict[int, Scalar] = {}
    problem = None
    try:
        for event in parse_events(text):
            kind = type(event).__name__
            events.append((kind, getattr(event, "value", None) or getattr(event, "anchor", None) or ""))
            if kind == "ScalarEvent":
                scalars[event.start_mark.index] = _scalar(event)
    except YAMLError as error:
        problem = _unreadable(text, error)
    return PartialReading(tuple(events), scalars, problem)


_OTHER_LINE_ENDS = "\x85\u2028\u2029"
_AS_SPACES = str.maketrans(_OTHER_LINE_ENDS, " " * len(_OTHER_LINE_ENDS))


def _unreadable(text: str, error: YAMLError) -> UnreadableError:
    problem = _explained(text, error)
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    stop = len(text) if mark is None else mark.index
    place = max(text.rfind(char, 0, stop) for char in _OTHER_LINE_ENDS)
    if place == -1 or not _is_yaml(text.translate(_AS_SPACES)):
        return problem
    name = f"U+{ord(text[place]):04X}"
    return UnreadableError("yaml-error", f"{name} ends a line in YAML 1.1, inside a comment or value; remove it", place)


def _is_yaml(text: str) -> bool:
    try:
        return all(True for _ in parse_events(text))
    except YAMLError:
        return False


def _explained(text: str, error: YAMLError) -> UnreadableError:
    if isinstance(error, MarkedYAMLError):
        from reweave.note.diagnosis import Complaint, diagnose  # most vaults have nothing that cannot be read

        mark, context = error.problem_mark or error.context_mark, error.context_mark
        place = 0 if mark is None else mark.index
        begun = None if context is None else context.index
        return diagnose(Complaint(text, error.problem or "", place, error.context or "", begun, lambda: _seen(text)))
    problem = str(error).partition("\n")[0]
    return UnreadableError("yaml-error", problem, _characters(text, getattr(error, "position", 0)))


def _seen(text: str) -> "Seen":
    """Return what comes before the place where the text is no longer YAML."""
    from reweave.note.diagnosis import Seen

    last = None
    open_nodes: list[int] = []
    try:
        for event in parse_events(text):
            kind = type(event).__name__
            if kind == "ScalarEvent":
                last = event
            elif kind in ("SequenceStartEvent", "MappingStartEvent"):
                open_nodes.append(event.start_mark.index)
            elif kind in ("SequenceEndEvent", "MappingEndEvent"):
                open_nodes.pop()
    except YAMLError:
        pass  # the caller knows what is wrong, and asks for what came before
    # A pair in a flow list (`[a: b]`) is a mapping without brackets.
    bracket = next((start for start in reversed(open_nodes) if text[start] in "[{"), None)
    return Seen(None if last is None else _scalar(last), bracket)


def _scalar(event: Any) -> Scalar:
    return Scalar(event.start_mark.index, event.end_mark.index, event.value, event.style or "", event.anchor, event.tag)


def _characters(text: str, position: object) -> int:
    """Return the offset into `text` of a character that cannot be read, of which libyaml says the byte."""
    if not isinstance(position, int):
        return 0
    return len(text.encode()[:position].decode(errors="ignore"))

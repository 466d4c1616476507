"""Why libyaml cannot read a text, in words a person can act on, where it began rather than where it failed."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from reweave.note.surrogates import SURROGATE, SURROGATE_PAIR, paired
from reweave.note.tree import Scalar
from reweave.note.unreadable import UnreadableError


class Seen(NamedTuple):
    """What the reader got past: the last scalar, and where the bracket is that it was inside of."""

    last_scalar: Scalar | None
    bracket: int | None


class Complaint(NamedTuple):
    """What libyaml says of a text: its problem at `place`, and what it was doing since `context_place`.

    Places are offsets into `text`. `seen` returns what it had read by then.
    """

    text: str
    problem: str
    place: int
    context: str
    context_place: int | None
    seen: Callable[[], Seen]

    @property
    def found(self) -> str:
        """The character at the place of the problem."""
        return self.text[self.place : self.place + 1]


Cause = tuple[str, int]
"""What is wrong, and its offset."""

_CLOSERS = {"while parsing a flow sequence": ("[", "]"), "while parsing a flow mapping": ("{", "}")}
_TAB = "a tab cannot indent or start a value; use spaces"
_INDICATORS = {"`": "a backtick"}
_LINE_STARTS = {"%%": "a comment starts with `#`", "*": "a list item starts with `- `"}
# A key with something other than a space after its colon, which makes the line text and the next line a surprise.
_LIKE_COLONS = "：﹕︓꞉∶"
_NO_SPACE = (
    r"""\s*(?:- +)*(?:"[^"\n]*"|'[^'\n]*'|[^\s:#"'\[{][^:\n"""
    + _LIKE_COLONS
    + r"""]*)(?P<colon>:(?=[^ \t\n\r:/\\])|["""
    + _LIKE_COLONS
    + "])"
)
_TOML = r"""[ ]*+[A-Za-z_][\w.-]*+[ ]*+=[ ]*+(?:["'\[{+\-\d]|true\b|false\b)"""
_KEY = r"""\s*(?:- +)*(?:"[^"]*"|'[^']*'|[^\s#"'\[{][^\n]*?)\s*:(?=\s|\Z)"""
_LOOKED_FOR = {
    "did not find expected key": "end",
    "did not find expected ',' or ']'": "flow",
    "did not find expected ',' or '}'": "flow",
    "did not find expected <document start>": "end",
}


def diagnose(complaint: Complaint) -> UnreadableError:
    """Return the error for what libyaml said."""
    for explain in (_unclosed, _swallowed_line, _colon, _value_start, _escape, _after_value, _structure, _token):
        cause = explain(complaint)
        if cause is not None:
            return UnreadableError("yaml-error", *cause)
    message = " ".join(part for part in (complaint.context, complaint.problem) if part) or "not YAML"
    return UnreadableError("yaml-error", message, complaint.place)


def _unclosed(said: Complaint) -> Cause | None:
    """Return a quote or bracket that nothing closes."""
    start, text = said.context_place, said.text
    if start is None:
        return None
    if said.context == "while scanning a quoted scalar":
        return f"unclosed quote `{text[start : start + 1]}`", start
    if said.context == "while parsing a flow node" and said.found in ("", "-"):
        bracket = said.seen().bracket
        return None if bracket is None else _unclosed_bracket(text, bracket)
    if said.context not in _CLOSERS or not said.problem.startswith("did not find expected ','"):
        return None
    _, closing = _CLOSERS[said.context]
    other_closer = said.found in tuple("]}") and said.found != closing
    if other_closer or (_line_start(text, said.place) > start and _indent(text, said.place) <= _indent(text, start)):
        return _swallowed_line(said) or _unclosed_bracket(text, start)
    return None


def _unclosed_bracket(text: str, start: int) -> Cause:
    """Return what is wrong with a bracket that nothing closes, or only what is in a comment."""
    rest = text[start + 1 : _line_end(text, start)]
    comment = re.search(r"(?:\A|[\s\[{,])#", rest)
    closing = "]" if text[start] == "[" else "}"
    if comment is not None and closing in rest[comment.end() :]:
        return f"unclosed `{text[start]}`: the `#` behind it starts a comment; quote it if it is text", start
    return f"unclosed `{text[start]}`", start


def _swallowed_line(said: Complaint) -> Cause | None:
    """Return a quote that is closed by one of another line, with a key or an item in between."""
    if said.problem not in _LOOKED_FOR:
        return None
    scalar = said.seen().last_scalar
    if scalar is None or scalar.style not in ("'", '"') or scalar.end > said.place:
        return None
    inside = said.text[scalar.start : scalar.end].split("\n")[1:]
    if any(not line.strip() or line.lstrip(" ").startswith(("- ", "#")) or re.match(_KEY, line) for line in inside):
        return f"unclosed quote `{scalar.style}`", scalar.start
    return None


def _colon(said: Complaint) -> Cause | None:
    """Return what is wrong with a key, its colon, or the line above it, which then takes the key for text."""
    text = said.text
    if said.problem == "could not find expected ':'":
        start = said.place if said.context_place is None else said.context_place
        return missing_space(text, said.place) or _no_key(text, _line_start(text, start))
    if said.problem == "did not find expected <document start>":
        return missing_space(text, said.place) or _directive(text, said.place)
    if said.problem != "mapping values are not allowed in this context":
        return None
    cause = missing_space(text, said.place)
    if cause is not None:
        return cause
    start = _line_start(text, said.place)
    if re.search(r":\s", text[start : said.place]):
        return "a second `: ` in an unquoted value; quote the value", said.place
    above = _line_above(text, start)
    if above is not None:
        line = text[above : _line_end(text, above)]
        if not re.search(r":(?:\s|\Z)", line) and not re.match(r"\s*-(?:\s|\Z)", line):
            return _no_key(text, above)
    return "a key that is indented too far: the line above it has a value", start + _indent(text, start)


def _directive(text: str, place: int) -> Cause | None:
    """Return the nearest directive above `place`, which a `---` has to follow: in frontmatter none can."""
    start = place if text.startswith("%", place) else text.rfind("\n%", 0, place) + 1
    if not text.startswith("%", start) or place == len(text):
        return None
    return f"`{text[start : _line_end(text, start)].rstrip()}` is a YAML directive; remove it", start


def missing_space(text: str, place: int) -> Cause | None:
    """Return what is wrong with the colon of the line at `place` or of the nearest one above it that has text."""
    lines = text[: _line_end(text, place)].split("\n")
    start = sum(len(line) + 1 for line in lines)
    for line in reversed(lines[-3:]):
        start -= len(line) + 1
        found = re.match(_NO_SPACE, line)
        if found is None:
            continue
        # A pair that is read ends there: what stops the reader is further down.
        is_read = place >= start + len(line) and line[found.start("colon")] != ":"
        if re.search(r":(?: |$)", line if is_read else line[: found.start("colon")]):
            continue
        colon = found.start("colon")
        if line[colon] == "：":
            return "a full-width colon after the key; use `: `", start + colon
        if line[colon] != ":":
            return f"U+{ord(line[colon]):04X} in place of the colon after the key; use `: `", start + colon
        after = line[colon + 1]
        invisible = after.isspace() or unicodedata.category(after) == "Cf"
        reason = f"{_space_name(after)} after the colon; use a space" if invisible else None
        return reason or "no space after the colon of the key", start + colon
    return None


def toml_line(text: str, start: int) -> Cause | None:
    """Return what is wrong with the line that starts at `start`, if it is TOML."""
    if re.compile(_TOML).match(text, start) is None:
        return None
    return "`key = value` is TOML, which goes between `+++`; use `key: value`", start + _indent(text, start)


def _no_key(text: str, start: int) -> Cause:
    """Return what is wrong with a line that should be a key, or a list item."""
    toml = toml_line(text, start)
    if toml is not None:
        return toml
    line = text[start : _line_end(text, start)]
    if line[:1].isspace() and (other := re.search(r"[^\S \t]", line[: len(line) - len(line.lstrip())])):
        return f"{_space_name(other[0])} in the indentation; use spaces", start + other.start()
    indent = _indent(text, start)
    if line.startswith("-", indent) and (after := line[indent + 1 : indent + 2]) not in ("-", ""):
        what = f"{_space_name(after)} after the dash; use a space" if after.isspace() else "no space after the dash"
        return what, start + indent
    return "a line that is not `key: value`", start + indent


def _value_start(said: Complaint) -> Cause | None:
    """Return a character that no value starts with."""
    place = said.place if said.context_place is None else said.context_place
    if said.context in ("while scanning a tag", "while parsing a tag"):
        return "a value cannot start with `!`; quote it", place
    match said.problem:
        case "found character that cannot start any token":
            if said.found == "\t":
                return _TAB, said.place
            place = said.place
        case (
            "found a tab character that violates indentation"
            | "found a tab character where an indentation space is expected"
        ):
            return _TAB, said.place
        case "did not find expected node content":
            if said.found not in tuple(",]}"):
                return None
            place = said.place
            before = said.text[:place].rstrip()[-1:]
            if said.found == "," and before in ("[", "{", ","):
                return f'nothing between `{before}` and `,`; remove the comma, or write `""`', place
        case "did not find expected alphabetic or numeric character" | "did not find expected comment or line break":
            if said.context not in (
                "while scanning an alias",
                "while scanning an anchor",
                "while scanning a block scalar",
            ):
                return None
        case "found unexpected non-alphabetical character" | "could not find expected directive name":
            pass
        case "mapping keys are not allowed in this context":
            return "a value cannot start with `? `; quote it", said.place
        case "block sequence entries are not allowed in this context":
            return "a list item on the line of its key; move it below, or quote the value", said.place
        case _:
            return None
    found = said.text[place : place + 1]
    if said.context == "while scanning a block scalar":
        return f"text on the line of a block scalar (`{found}`); quote the value if the mark is part of it", place
    advice = _LINE_STARTS.get(said.text[place : place + 2].rstrip())
    if advice is not None and place == _line_start(said.text, place) + _indent(said.text, place):
        return f"a line cannot start with `{found}`; {advice}", place
    return f"a value cannot start with {_INDICATORS.get(found, f'`{found}`')}; quote it", place


def _escape(said: Complaint) -> Cause | None:
    """Return a backslash that starts no escape."""
    if said.context != "while parsing a quoted scalar" or said.context_place is None:
        return None
    slash = said.text.rfind("\\", said.context_place, said.place + 1)
    if slash == -1:
        return None
    if SURROGATE.match(said.text, slash):
        pair = SURROGATE_PAIR.match(said.text, slash)
        advice = f"write {paired(pair)}" if pair else "write the whole character"
        return f"`{said.text[slash : slash + 6]}` is half a character; {advice}", slash
    return f"`{said.text[slash : slash + 2]}` is not an escape; use single quotes, or `\\\\`", slash


def _after_value(said: Complaint) -> Cause | None:
    """Return text, or a bracket too many, after a value that is closed."""
    if said.problem != "did not find expected key":
        return None
    before = said.text[: said.place].rstrip(" ")[-1:]
    if before in ("]", "}") and said.found in ("]", "}"):
        return f"`{said.found}` closes nothing", said.place
    if before in tuple("'\"]}"):
        if said.found == "," and before in tuple("'\""):
            return f"`,` after the closing `{before}`; put a list in brackets, or quote the whole value", said.place
        return f"text after the closing `{before}`; quote the whole value", said.place
    return None


def _structure(said: Complaint) -> Cause | None:
    """Return a line that fits nothing above it."""
    if said.problem == "did not find expected '-' indicator":
        return "a key where another list item was expected", said.place
    if said.problem != "did not find expected key":
        return None
    if said.found == "-":
        return "a list item where a key was expected", said.place
    if 0 < said.place - _line_start(said.text, said.place) == _indent(said.text, said.place):
        return "indented like no line above it", said.place
    return None


def _token(said: Complaint) -> Cause | None:
    """Return what is in the place of something else, where nothing more is known."""
    found, place = said.found, said.place
    before = said.text[:place].rstrip(" ")[-1:]
    is_closed = before in tuple("'\"]}")
    first = _line_start(said.text, place) + _indent(said.text, place)
    if said.context in _CLOSERS and said.problem.startswith("did not find expected ','"):
        what = f"text after the closing `{before}`" if is_closed else "text after the item"
        return f"{what}; add a comma, or quote the whole item", place
    if said.problem == "did not find expected <document start>" and is_closed and place != first:
        return f"text after the closing `{before}`; quote the whole value", place
    if said.problem in ("did not find expected <document start>", "did not find expected key"):
        return (
            "a line that is not `key: value`" if place == first else "text after the value; quote the whole value"
        ), place
    if said.problem in ("did not find expected node content", "found unexpected ':'"):
        return (f"`{found}` in the place of a value; quote it if it is text" if found else "a value is missing"), place
    if said.context == "while scanning a directive":
        return "a line cannot start with `%`; a comment starts with `#`", said.text.rfind("%", 0, place)
    if said.context == "while scanning a block scalar":
        return "the number after `|` or `>` is not 1 to 9; quote the value if it is text", place
    return None


def _space_name(space: str) -> str:
    if space == "\xa0":
        return "a no-break space"
    name = unicodedata.name(space, f"U+{ord(space):04X}").lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end == -1 else end


def _line_above(text: str, start: int) -> int | None:
    """Return the start of the nearest line above that is neither blank nor a comment."""
    while start:
        start = _line_start(text, start - 1)
        line = text[start : _line_end(text, start)].strip()
        if line and not line.startswith("#"):
            return start
    return None


def _indent(text: str, place: int) -> int:
    start = _line_start(text, place)
    line = text[start : _line_end(text, start)]
    return len(line) - len(line.lstrip(" "))

"""Why libyaml cannot read a text, in words a person can act on, where it began rather than where it failed."""

import re

from reweave.note.unreadable import UnreadableError

_NOT_CLOSED = {
    "while scanning a quoted scalar": "quote",
    "while parsing a flow sequence": "`[`",
    "while parsing a flow mapping": "`{`",
}
_INDICATORS = {"`": "a backtick", "@": "`@`", "%": "`%`", "*": "`*`", "&": "`&`", "!": "`!`", "|": "`|`", ">": "`>`"}
# A key with something other than a space after its colon, which makes the line text and the next line a surprise.
_NO_SPACE = re.compile(r"\s*(?:- +)*[^\s:#\"'\[{][^:\n：]*(?P<colon>:(?=[^\s:/\\]|\u00a0)|：)")


def diagnose(text: str, problem: str, place: int, context: str, context_place: int | None) -> UnreadableError:
    """Return the error for what libyaml said: its problem at `place`, and what it was doing since `context_place`.

    Places are offsets into `text`.
    """
    message = " ".join(part for part in (context, problem) if part) or "not YAML"
    if context_place is not None and (mark := _NOT_CLOSED.get(context)) is not None:
        if mark == "quote":
            quote = text[context_place : context_place + 1]
            return UnreadableError("yaml-error", f"unclosed quote `{quote}`", context_place)
        if "\n" in text[context_place:place] and text[place : place + 1] not in (",", "]", "}"):
            return UnreadableError("yaml-error", f"unclosed {mark}", context_place)
    if problem in ("mapping values are not allowed in this context", "could not find expected ':'"):
        cause = _missing_space(text, place)
        if cause is not None:
            return cause
        if problem.startswith("mapping"):
            return UnreadableError("yaml-error", _second_colon(text, place), place)
    if problem == "did not find expected key" and (behind := text[:place].rstrip(" ")[-1:]) in ("'", '"', "]", "}"):
        return UnreadableError("yaml-error", f"text after the closing `{behind}`; quote the whole value", place)
    if problem == "found character that cannot start any token":
        found = text[place : place + 1]
        if found == "\t":
            return UnreadableError("yaml-error", "a tab cannot indent or start a value; use spaces", place)
        what = _INDICATORS.get(found, f"`{found}`")
        return UnreadableError("yaml-error", f"a value cannot start with {what}; quote it", place)
    return UnreadableError("yaml-error", message, place)


def _second_colon(text: str, place: int) -> str:
    line = text[text.rfind("\n", 0, place) + 1 : place]
    if re.search(r":\s", line):
        return "a second `: ` in an unquoted value; quote the value"
    return "a key where the line above is not finished: it has no `key:`, or this one is indented too far"


def _missing_space(text: str, place: int) -> UnreadableError | None:
    """Return what is wrong with the colon of the line at `place` or of the nearest one above it that has text."""
    end = text.find("\n", place)
    lines = text[: len(text) if end == -1 else end].split("\n")
    start = sum(len(line) + 1 for line in lines)
    for line in reversed(lines[-3:]):
        start -= len(line) + 1
        found = _NO_SPACE.match(line)
        if found is None or re.search(r":(?: |$)", line[: found.start("colon")]):
            continue
        colon = found.start("colon")
        if line[colon] == "：":
            reason = "a full-width colon after the key; use `: `"
        elif line[colon + 1] == "\u00a0":
            reason = "a no-break space after the colon; use a space"
        else:
            reason = "no space after the colon of the key"
        return UnreadableError("yaml-error", reason, start + colon)
    return None

"""Path patterns as in `.gitignore`: `*`, `?`, `[a-z]`, `**`; compiled once into one expression.

A pattern without a slash matches at any depth, one with a slash from the root, and one that matches a folder matches
everything below it. Every star is matched in an atomic group, so no pattern makes matching slow.
"""

import re
from collections.abc import Callable, Iterable

from reweave.errors import ReweaveError
from reweave.text import quoted

_END = r"(?=/|\Z)"
_FOLDERS = r"(?:[^/]+/)*?"


class Globs:
    """A set of patterns."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Compile the patterns.

        Raises:
            ReweaveError: a pattern is empty, negated, leaves the root, or is malformed.
        """
        given = tuple(patterns)
        parts = [_translated(pattern) for pattern in given]
        self._needles = tuple({_needle(pattern) for pattern in given})
        self._match: Callable[[str], object] | None = _Expression("|".join(parts)).matches if parts else None

    @classmethod
    def of_paths(cls, paths: Iterable[str]) -> "Globs":
        """Return the set that matches exactly these paths, whatever characters are in them."""
        globs, exact = cls(()), frozenset(paths)
        globs._needles = ("",)
        globs._match = lambda path: path if path in exact else None
        return globs

    def __bool__(self) -> bool:
        return self._match is not None

    def matches(self, path: str) -> bool:
        """Return whether a relative path with `/` matches any of the patterns."""
        if self._match is None:
            return False
        rooted = f"/{path}"
        for needle in self._needles:
            if needle in rooted:
                return self._match(path) is not None
        return False


class _Expression:
    """A regular expression that is compiled when it is first needed: with most patterns, that is never."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._fullmatch: Callable[[str], object] | None = None

    def matches(self, path: str) -> object:
        if self._fullmatch is None:
            self._fullmatch = re.compile(self._text, re.DOTALL).fullmatch
        return self._fullmatch(path)


def _needle(pattern: str) -> str:
    """Return the longest text that every path that the pattern matches holds, with a slash in front of the path."""
    if "[" in pattern or "\\" in pattern:
        return ""
    return max(f"/{pattern.strip('/')}".replace("?", "*").split("*"), key=len)


def escaped(path: str) -> str:
    """Return the pattern that matches exactly this path."""
    return re.sub(r"[\\*?\[!]", r"\\\g<0>", path)


def _translated(pattern: str) -> str:
    names = pattern.strip("/").split("/")
    if not pattern.strip("/") or "\0" in pattern or pattern.startswith("!") or not {"", ".", ".."}.isdisjoint(names):
        raise _bad(pattern)
    if "/" not in pattern.rstrip("/") and names != ["**"]:
        names.insert(0, "**")
    if pattern.endswith("/") and names[-1] == "**":
        names.append("*")  # the folders below, and not what is below by itself
    inside = pattern.endswith("/") or names[-1] == "**"
    groups: list[list[str]] = [[]]
    for name in names:
        if name == "**":
            groups.append([])
        else:
            groups[-1].append(_segment(name))
    if names[-1] == "**":
        groups.pop()
    first, *others = ["/".join(group) for group in groups]
    free = [group for group in others if group]
    # A group ends where the next begins: a group is found leftmost and never looked for again.
    text = first + ("/" if first and free else "")
    text += "".join(f"(?>{_FOLDERS}{group}/)" for group in free[:-1])
    text += f"{_FOLDERS}{free[-1]}" if free else ""
    tail = ("/.+" if text else ".+") if inside else "(?:/.*)?"
    if "[" in pattern:
        try:
            re.compile(text)
        except re.error as error:
            raise _bad(pattern) from error
    return text + tail


def _segment(name: str) -> str:
    """Translate the part between two slashes."""
    blocks = [""]
    place = 0
    while place < len(name):
        char = name[place]
        place += 1
        if char == "*":
            blocks.append("")
        elif char == "?":
            blocks[-1] += "[^/]"
        elif char == "[":
            end = name.find("]", place + (2 if name[place : place + 1] in "!^" else 1))
            if end < 0:
                raise _bad(name, "close the '[', or write '\\\\[' for the character")
            inner = name[place:end]
            negated = inner[0] in "!^"
            inner = re.sub(r"[\\\[&~|^\]]", r"\\\g<0>", inner[negated:])
            blocks[-1] += f"(?!/)[{'^' if negated else ''}{inner}]"
            place = end + 1
        else:
            if char == "\\" and place < len(name):
                char = name[place]
                place += 1
            blocks[-1] += re.escape(char)
    first, *rest = blocks
    if not rest:
        return f"(?>{first}{_END})"
    middle = "".join(f"(?>[^/]*?{block})" for block in rest[:-1] if block)
    return f"(?>{first}{middle}[^/]*{rest[-1]}{_END})"


def _bad(pattern: str, why: str = "") -> ReweaveError:
    return ReweaveError(
        f"invalid path pattern {quoted(pattern)}",
        code="bad-pattern",
        suggestion=why or "expected one as in .gitignore, such as 'templates/**', without '!', '.' and '..'",
    )

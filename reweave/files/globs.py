"""Path patterns as in `.gitignore`, without negation."""

import fnmatch
import re
from collections.abc import Iterable


class Globs:
    """A set of patterns. `*`, `?` and `[...]` stay within one name, `**` stands for any number of folders.

    A pattern with a `/` before its end is anchored at the root, any other matches at every depth. A pattern that
    matches a folder matches everything below it; with a `/` at its end it matches folders only.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        """Compile the patterns."""
        self._patterns = [_Pattern(pattern) for pattern in patterns]

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def match(self, path: str) -> bool:
        """Return whether any pattern matches a path (relative to the root, with `/`)."""
        if not self._patterns:
            return False
        parts = path.split("/")
        return any(pattern.match(parts) for pattern in self._patterns)


class _Pattern:
    def __init__(self, pattern: str) -> None:
        body = pattern.rstrip("/")
        self._folder = body != pattern
        anchored = "/" in body
        segments = [part for part in body.split("/") if part]
        if not anchored:
            segments.insert(0, "**")
        if segments[-1:] == ["**"]:
            segments.append("*")  # `a/**` is what is in `a`, not `a` itself
        # `None` stands for `**`; the names go through fnmatch, whose expressions cannot backtrack without end.
        self._segments = [None if part == "**" else re.compile(fnmatch.translate(part)) for part in segments]

    def match(self, parts: list[str]) -> bool:
        """Return whether the path, or a folder above it, matches: all places in the pattern are followed at once."""
        places = self._skip({0})
        final = len(self._segments)
        for index, part in enumerate(parts):
            following: set[int] = set()
            for place in places:
                if place == final:
                    continue
                segment = self._segments[place]
                if segment is None:
                    following.add(place)
                elif segment.match(part):
                    following.add(place + 1)
            places = self._skip(following)
            is_file = index == len(parts) - 1
            if final in places and (not is_file or not self._folder):
                return True
            if not places:
                return False
        return False

    def _skip(self, places: set[int]) -> set[int]:
        """Add the places behind each `**`, which may stand for no folder at all."""
        reached = set(places)
        for place in sorted(places):
            while place < len(self._segments) and self._segments[place] is None:
                place += 1
                reached.add(place)
        return reached

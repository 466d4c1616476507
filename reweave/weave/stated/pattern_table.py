"""Many patterns of which few can match a text: one is compiled, and tried, where the text has what it needs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Generic, TypeVar

Row = TypeVar("Row")
Needed = frozenset[str]
"""Parts of a text of which it must have one or another."""

_CLASS_NAME = re.compile(r"[A-Z]{3,}")
_SHORTEST = 2


class TablePattern(Generic[Row]):
    """A pattern of a table, with its number and what it stands for."""

    def __init__(self, number: int, source: str, row: Row, needed: Sequence[Needed]) -> None:
        """Remember a pattern; it is compiled when it is asked for."""
        self.number = number
        self.row = row
        self.needed = needed
        self._source = source

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self._source)


class PatternTable(Generic[Row]):
    """Patterns in order, by what a text needs for them to match."""

    def __init__(self, rows: Iterable[tuple[str, Row, Sequence[Needed]]]) -> None:
        """Take patterns, each with its row and with what the texts need that it matches (see `needed_texts`)."""
        self.patterns = tuple(TablePattern(number, *row) for number, row in enumerate(rows))
        common = Counter(needed for one in self.patterns for needed in one.needed)
        self._groups: dict[Needed, list[TablePattern[Row]]] = {}
        for one in self.patterns:
            shared = max(one.needed, key=lambda needed: common[needed], default=frozenset({""}))
            self._groups.setdefault(shared, []).append(one)

    def possible(self, text: str) -> Iterator[TablePattern[Row]]:
        """Yield the patterns that may match somewhere in a text, in order."""
        groups = (own for needed, own in self._groups.items() if _has(text, needed))
        found = [one for own in groups for one in own if all(_has(text, needed) for needed in one.needed)]
        return iter(sorted(found, key=lambda one: one.number))


def needed_texts(pattern: str) -> list[Needed]:
    """Return what a text needs that a pattern matches: of each set, one part at least.

    Names in capitals stand for other patterns, of which nothing is known here.
    """
    ways, _ = _alternatives(_CLASS_NAME.sub(".", pattern), 0)
    return ways[0] if len(ways) == 1 else _of_any(ways)


def _has(text: str, needed: Needed) -> bool:
    return any(part in text for part in needed)


def _alternatives(pattern: str, at: int) -> tuple[list[list[Needed]], int]:
    """Return what each alternative needs from a place up to the closing bracket, and the place after that."""
    ways: list[list[Needed]] = [[]]
    letters = ""
    while at < len(pattern) and pattern[at] != ")":
        sign = pattern[at]
        own: list[Needed] = []
        letter = ""
        if sign == "(":
            inner, at = _group(pattern, at)
            own = _of_any(inner)
        elif sign == "[":
            at = pattern.index("]", at + 2) + 1
        elif sign == "\\":
            letter, at = "" if pattern[at + 1].isalnum() else pattern[at + 1], at + 2
        else:
            letter, at = "" if sign in ".^$|" else sign, at + 1
        times = pattern[at : at + 1]
        if times in ("?", "*", "+", "{"):
            at = pattern.index("}", at) + 1 if times == "{" else at + 1
            at += pattern[at : at + 1] in ("?", "+")  # lazy or possessive
            letters += letter if times == "+" else ""
            own, letter = own if times == "+" else [], ""
        if letter:
            letters += letter
            continue
        if len(letters) >= _SHORTEST:
            ways[-1].append(frozenset({letters}))
        letters = ""
        ways[-1] += own
        if sign == "|":
            ways.append([])
    if len(letters) >= _SHORTEST:
        ways[-1].append(frozenset({letters}))
    return ways, at + 1


def _group(pattern: str, at: int) -> tuple[list[list[Needed]], int]:
    """Return what the alternatives of a group need, and the place after it; what is only looked at needs nothing."""
    if pattern.startswith("(?:", at):
        return _alternatives(pattern, at + 3)
    opening = next((one for one in ("(?=", "(?!", "(?<=", "(?<!") if pattern.startswith(one, at)), "(")
    inner, at = _alternatives(pattern, at + len(opening))
    return ([[]] if len(opening) > 1 else inner), at


def _of_any(ways: list[list[Needed]]) -> list[Needed]:
    """Return what is needed for any of several ways: of each way, the part that tells most."""
    if not all(ways):
        return []
    return [frozenset().union(*(max(way, key=lambda needed: min(map(len, needed))) for way in ways))]

"""The regular expressions of a program, and trying them on small notes."""

import ast
import re
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from reweave.code.calls import argument
from reweave.code.module import Module
from reweave.code.scope import Scope
from reweave.code.template import Interpolation, Literal
from reweave.code.trace import trace_scope

_CALLS = {f"re.{name}": name for name in ("compile", "findall", "finditer", "search", "match", "fullmatch", "split")}
_CALLS |= {"re.sub": "finditer", "re.subn": "finditer"}
_FLAG_POSITION = {"compile": 1, "split": 3, "sub": 4, "subn": 4}
_LONGEST = 300
_DEEPEST = 2
PLACEHOLDER = "placeholder"
"""Replaces an interpolated value in a pattern."""


class Pattern(NamedTuple):
    """A pattern in a program: the call, its text, how it is used (`compile`: anyhow), its flags, its subject."""

    call: ast.Call
    node: ast.expr
    scope: Scope
    text: str
    use: str
    flags: re.RegexFlag
    subject: ast.expr | None

    def compiled(self, text: str | None = None) -> re.Pattern[str] | None:
        """Compile the pattern, or another text in its place; `None` where it is invalid or may backtrack too long."""
        text = self.text if text is None else text
        if len(text) > _LONGEST or _nesting(text) > _DEEPEST:
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return re.compile(text, self.flags)
        except (re.error, OverflowError, RecursionError, ValueError):
            return None

    def found(self, compiled: re.Pattern[str], text: str) -> list[str]:
        """Return the groups it matches in a small text, or the whole match where it has no groups."""
        if self.use in ("match", "fullmatch"):
            one = compiled.match(text) if self.use == "match" else compiled.fullmatch(text)
            matches = [] if one is None else [one]
        else:
            matches = list(compiled.finditer(text))
            first = compiled.match(text)
            if self.use == "compile" and not matches and first is not None:
                matches = [first]
        return [text for one in matches for text in ([group or "" for group in one.groups()] or [one[0]])]


def patterns(module: Module) -> Iterator[Pattern]:
    """Yield the patterns of a file whose text is known."""
    for call, scope, dotted in module.calls:
        use = _CALLS.get(dotted)
        if use is None or not call.args:
            continue
        tracer = trace_scope(scope, module.tracers)
        if tracer is None:
            continue
        parts = tracer.concatenator.text(call.args[0])
        if parts is None or not all(isinstance(part, Literal | Interpolation) for part in parts):
            continue
        text = "".join(part.text if isinstance(part, Literal) else PLACEHOLDER for part in parts)
        flags = argument(call, "flags", _FLAG_POSITION.get(dotted[3:], 2))
        position = 2 if dotted in ("re.sub", "re.subn") else 1
        subject = call.args[position] if use != "compile" and len(call.args) > position else None
        yield Pattern(call, call.args[0], scope, text, use, _flags(flags), subject)


def _flags(given: ast.expr | None) -> re.RegexFlag:
    flags = re.NOFLAG
    for node in () if given is None else ast.walk(given):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        value = getattr(re, name, None) if name.isupper() else None
        if isinstance(value, re.RegexFlag):
            flags |= value
    return flags & ~re.DEBUG


def _nesting(text: str) -> int:
    """Return how deep unbounded repetitions are nested: matching takes at least that power of time."""
    depths = [0]
    place = 0
    last = 0
    while place < len(text):
        char = text[place]
        if char == "\\":
            last, place = 0, place + 2
            continue
        if char == "[":
            end = place + 2 if text[place + 1 : place + 2] == "]" else place + 1
            while end < len(text) and text[end] != "]":
                end += 2 if text[end] == "\\" else 1
            last, place = 0, end + 1
            continue
        if char == "(":
            depths.append(0)
        elif char == ")" and len(depths) > 1:
            last = depths.pop()
            depths[-1] = max(depths[-1], last)
        elif char in "*+" or (char == "{" and re.compile(r"\{\d*,\d*\}").match(text, place)):
            depths[-1] = max(depths[-1], last + 1)
            last = 0
        else:
            last = 0
        place += 1
    return max(depths)

"""Templates: the literals, interpolations and loops that text is built from."""

import ast
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from reweave.code.scope import Scope


class Shape(StrEnum):
    """How a value is interpolated."""

    FSTRING = "f-string"
    PERCENT = "%"
    FORMAT = "format"
    PLUS = "+"
    WHOLE = "whole"
    """The value is all the text."""


class Literal(NamedTuple):
    """Text in the program. `node` is the literal, or the f-string that contains it."""

    text: str
    node: ast.expr


class Interpolation(NamedTuple):
    """A value in a text.

    `origin` is the expression that builds the text, and `number` the value's index in it (for `+`, the operand's).
    Where items are joined, `value` is the iterable, and `joined` the separator. `exact` is false for a value with a
    conversion or format. `inlined` interpolations come from a called function. `fixable` is false where the value
    stands in another place than the text, so that it cannot be wrapped there.
    """

    value: ast.expr
    origin: ast.expr
    number: int
    shape: Shape
    scope: Scope
    joined: str | None = None
    exact: bool = True
    inlined: bool = False
    fixable: bool = True
    conversion: str = ""
    """`r` or `a` for the value's `repr`."""
    template: ast.Constant | None = None
    """The literal with the placeholder (`%` and `format`)."""

    @property
    def key(self) -> tuple[int, int]:
        """Its identity."""
        return id(self.origin), self.number


class Loop(NamedTuple):
    """Parts repeated by `node`, a loop or a comprehension."""

    parts: tuple["Part", ...]
    node: ast.AST


Part = Literal | Interpolation | Loop


def size(parts: list[Part] | tuple[Part, ...]) -> int:
    """Return the number of literals and interpolations, including those in loops."""
    return sum(size(part.parts) if isinstance(part, Loop) else 1 for part in parts)


def has_literal(parts: Iterable[Part]) -> bool:
    """Return whether there is any literal, including those in loops."""
    return any(isinstance(part, Literal) or (isinstance(part, Loop) and has_literal(part.parts)) for part in parts)

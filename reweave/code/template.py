"""What a text is put together from: literals, values, and what repeats."""

import ast
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from reweave.code.scope import Scope


class Shape(StrEnum):
    """How a value gets into a text."""

    FSTRING = "f-string"
    PERCENT = "%"
    FORMAT = "format"
    PLUS = "+"
    WHOLE = "whole"
    """The value is all that is written."""


class Literal(NamedTuple):
    """Text that stands in the program. `node` is the literal, or the f-string that it is a part of."""

    text: str
    node: ast.expr


class Interpolation(NamedTuple):
    """A value that is put into a text.

    `origin` is the expression that makes the text and `number` the value's place in it (for `+` the operand's). With
    `joined`, `value` is what is joined, and `joined` what stands between. `exact` is false where a conversion or format
    stands at the value. `inlined` interpolations come from a function that was called.
    """

    value: ast.expr
    origin: ast.expr
    number: int
    shape: Shape
    scope: Scope
    joined: str | None = None
    exact: bool = True
    inlined: bool = False
    template: ast.Constant | None = None
    """The literal with the placeholder, for `%` and `format`."""

    @property
    def key(self) -> tuple[int, int]:
        """What tells this interpolation from all others."""
        return id(self.origin), self.number


class Loop(NamedTuple):
    """Parts that repeat, because of `node` (a loop or a comprehension)."""

    parts: tuple["Part", ...]
    node: ast.AST


Part = Literal | Interpolation | Loop


def size(parts: list[Part] | tuple[Part, ...]) -> int:
    """Return how many literals and interpolations there are, those inside loops too."""
    return sum(size(part.parts) if isinstance(part, Loop) else 1 for part in parts)


def has_literal(parts: Iterable[Part]) -> bool:
    """Return whether any of the text stands in the program."""
    return any(isinstance(part, Literal) or (isinstance(part, Loop) and has_literal(part.parts)) for part in parts)

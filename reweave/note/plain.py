"""When a string can be written as a plain scalar: only where every YAML reader gives the same string back.

The rules themselves are in `reweave.fm`, since fixed programs write by them too; the table of readers that they were
derived from is in the tests.
"""

from enum import StrEnum

from reweave.fm import is_plain_safe

__all__ = ["Position", "is_plain_safe"]


class Position(StrEnum):
    """The position of a scalar, on which it depends what is safe."""

    VALUE = "value"
    ITEM = "item"
    FLOW = "flow"
    KEY = "key"
    FLOW_KEY = "flow-key"

"""The answer of `code vendor`."""

from typing import TypedDict

from reweave.schemas import PathFields


class CodeVendor(TypedDict):
    """The file to which the functions for programs were copied."""

    file: PathFields
    """The file."""

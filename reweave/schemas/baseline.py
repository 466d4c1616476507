"""The answer of `baseline`."""

from typing import TypedDict

from reweave.schemas import Count, PathFields


class Baseline(TypedDict):
    """The findings that are known now."""

    file: PathFields
    """Where they are remembered; commit it."""
    known: Count
    """How many findings are known."""
    notes: Count
    """In how many notes they are."""
    added: Count
    """How many of them were not known before."""
    removed: Count
    """How many were known before and are gone."""

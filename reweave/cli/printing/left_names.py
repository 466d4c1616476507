"""Saying which names of a note were left as they are."""

from collections.abc import Sequence

from reweave.text import count_of
from reweave.verbosity import say

_SHOWN = 3


def say_left(what: str, holders: Sequence[str]) -> None:
    """Say how many names of a kind were left, and in which notes: one entry of `holders` for each name."""
    if not holders:
        return
    notes = list(dict.fromkeys(holders))
    listed = ", ".join(notes[:_SHOWN])
    more = f" and {count_of(len(notes) - _SHOWN, 'more note')}" if len(notes) > _SHOWN else ""
    say(f"left {count_of(len(holders), what)} alone, in {listed}{more}")

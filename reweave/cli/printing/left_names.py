"""Saying which names of a note were left as they are."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from reweave.text import count_of
from reweave.verbosity import say

if TYPE_CHECKING:
    from reweave.vault.vault import Vault

_SHOWN = 3


def say_left(what: str, holders: Sequence[str]) -> None:
    """Say how many names of a kind were left, and in which notes: one entry of `holders` for each name."""
    if not holders:
        return
    notes = list(dict.fromkeys(holders))
    say(f"left {count_of(len(holders), what)} alone, in {_listed(notes)}")


def say_outside(vault: "Vault", path: str, sparse: Collection[str]) -> None:
    """Say which notes name the one at `path` and are outside a sparse checkout, where nothing can be written."""
    from reweave.plan.renaming import naming_notes

    outside = [one for one in naming_notes(vault, path) if one in sparse]
    if outside:
        notes = count_of(len(outside), "note")
        say(f"left {notes} outside the sparse checkout: {_listed(outside)}; --commit changes them, too")


def _listed(notes: Sequence[str]) -> str:
    more = f" and {count_of(len(notes) - _SHOWN, 'more note')}" if len(notes) > _SHOWN else ""
    return ", ".join(notes[:_SHOWN]) + more

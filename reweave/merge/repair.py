"""Repairing the frontmatter of a note that was committed with the markers of an unfinished merge in it."""

import re

from reweave.config.merge import MergeConfig
from reweave.merge.marked_sides import MarkerError, split_sides
from reweave.merge.notes import merge_notes
from reweave.note.limits import DEFAULT_LIMITS, Limits
from reweave.note.note import Note


class RepairError(Exception):
    """The markers cannot be removed automatically; the message says why."""


def holds_markers(source: bytes) -> bool:
    """Return whether a note has a line that starts a conflict."""
    return re.search(rb"(?m)^<{7,} ", source) is not None


def repair_markers(source: bytes, config: MergeConfig, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return a note with the conflicts in its frontmatter merged semantically; the body stays as it is.

    Without a base between the markers, both sides count as additions: what either has is kept.

    Raises:
        RepairError: the markers are incomplete, the two sides contradict each other, or only the body has markers.
    """
    try:
        sides = split_sides(source)
    except MarkerError as error:
        raise RepairError(str(error)) from error
    merged = merge_notes(sides.base, sides.ours, sides.theirs, config, limits=limits)
    if merged.as_text or Note("", merged.data, limits).problem is not None:
        raise RepairError(merged.as_text or "what the markers leave is not valid frontmatter")
    if merged.conflicts:
        raise RepairError(f"both sides changed {', '.join(merged.conflicts)}")
    return merged.data + sides.body

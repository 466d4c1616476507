"""Merge notes by their meaning: bring a branch onto a moved base, or let git do it for every merge."""

DEFAULT = "branch"
"""The command of this group for whatever is no command's name: `reweave merge BRANCH`."""

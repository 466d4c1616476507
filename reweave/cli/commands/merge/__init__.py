"""Merge notes semantically.

Merges frontmatter key by key rather than line by line: for a single branch (`reweave merge BRANCH`), or as git's merge
driver for every merge.
"""

DEFAULT = "branch"
"""The command to which `reweave merge BRANCH` goes: any name that is no command's."""

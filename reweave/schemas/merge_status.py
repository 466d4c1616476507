"""The answer of `merge status`."""

from typing import TypedDict

from reweave.schemas import Count
from reweave.schemas.merge_install import KeptNote


class MergeStatus(TypedDict):
    """Whether git merges notes semantically in this clone."""

    driver: str | None
    """The registered command; null: there is none."""
    runs: bool
    """Whether its program exists."""
    outdated: bool
    """Whether an older reweave registered it; `merge install` updates it."""
    notes: Count
    """Notes in the repository."""
    covered: Count
    """Notes whose attributes name the driver."""
    kept: Count
    """Notes with another attribute for merging, which `merge install` keeps."""
    others: list[KeptNote]
    """Those notes."""
    merge: bool
    """Whether a merge uses it."""
    rebase: bool
    """Whether a rebase uses it."""

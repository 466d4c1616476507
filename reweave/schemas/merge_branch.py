"""The answer of `merge branch`."""

from typing import Annotated, TypedDict

from reweave.schemas import Commit, Keywords


class MergeBranch(TypedDict):
    """A branch that was merged onto a base that moved on."""

    branch: str
    """The branch."""
    needed: bool
    """Whether the two had diverged."""
    notes: list[Annotated[str, Keywords(description="A path from the top of the repository.")]]
    """The notes that both sides changed, merged semantically."""
    commit: Commit | None
    """The merge; null where none was made."""

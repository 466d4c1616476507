"""The names that git takes for branches, by the rules of `git check-ref-format`."""

import re

from reweave.errors import ReweaveError
from reweave.text import quoted

_INVALID = re.compile(
    r"""
    ^- | ^HEAD$ | ^/ | /$ | // | \.\. | @\{ | \.$   # an option, a detached HEAD, empty parts, expressions
    | (?:^|/)\. | \.lock(?:/|$)                    # hidden, or the name of a lock
    | [\x00-\x20\x7f~^:?*\[\\]
    """,
    re.VERBOSE,
)


def branch_ref(branch: str) -> str:
    """Return the full ref name of a branch, whose name is valid.

    Raises:
        ReweaveError: git does not take this as a branch name, or it is a full ref name itself (`branch-name`).
    """
    if branch.startswith("refs/"):
        # CI systems give such names; git would make refs/heads/refs/heads/NAME of it.
        name = branch.removeprefix("refs/heads/")
        hint = f"use {quoted(name)}" if name != branch else "use a branch's own name"
        raise ReweaveError(f"{quoted(branch)} is a full ref name", code="branch-name", suggestion=hint)
    if not branch or _INVALID.search(branch) or not branch.isprintable():
        raise ReweaveError(f"{quoted(branch)} is not a valid branch name", code="branch-name", suggestion="use another")
    return f"refs/heads/{branch}"

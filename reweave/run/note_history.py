"""The days of notes, from the history of a commit."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reweave.git.command import Git

if TYPE_CHECKING:
    from reweave.vault.rule_view import History


def history_of(git: Git | None, commit: str | None, prefix: str) -> "History | None":
    """Return how to read the days of the notes of a commit; `None` without a repository or a commit."""
    if git is None or commit is None:
        return None

    def read() -> Mapping[str, tuple[str, str]]:
        from reweave.git.note_days import note_days

        return note_days(git, commit, prefix)

    return read

"""What is told about a changed note, however its bytes are held."""

from collections.abc import Sequence
from typing import Protocol


class ChangedNote(Protocol):
    """What is told about the change of a note without its bytes."""

    @property
    def path(self) -> str:
        """The path, relative to the root."""

    @property
    def blob(self) -> str:
        """The git blob hash of the bytes that the change was made for."""

    @property
    def blob_after(self) -> str:
        """The git blob hash of the new bytes."""

    @property
    def rules(self) -> Sequence[str]:
        """The rule of each edit."""

"""How git merges text: the markers it writes around a conflict, and the algorithm it compares lines with."""

from typing import Literal, NamedTuple

Style = Literal["merge", "diff3", "zdiff3"]
"""A value of `merge.conflictStyle`."""


class TextOptions(NamedTuple):
    """How text is merged: by default as git does it without any configuration.

    `algorithm` is the value of `diff.algorithm`, which git heeds in merges from 2.47 on; empty where it is not set.
    """

    marker_size: int = 7
    style: Style = "merge"
    ours: str = "ours"
    base: str = "base"
    theirs: str = "theirs"
    algorithm: str = ""

    def marked(self, ours: bytes, base: bytes, theirs: bytes, *, eol: bytes = b"\n") -> bytes:
        """Return lines of the three sides between conflict markers; each side is empty or ends with a line end."""

        def marker(sign: str, label: str) -> bytes:
            return (sign * self.marker_size + (label and f" {label}")).encode() + eol

        middle = b"" if self.style == "merge" else marker("|", self.base) + base
        return marker("<", self.ours) + ours + middle + marker("=", "") + theirs + marker(">", self.theirs)


DEFAULT = TextOptions()

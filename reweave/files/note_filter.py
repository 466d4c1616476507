"""Which paths of a vault are notes."""

from collections.abc import Iterable
from typing import NamedTuple

from reweave.files.globs import Globs
from reweave.files.refusal import Reason


class NoteFilter(NamedTuple):
    """The notes of a vault: their endings (case-folded), and path patterns; no `include` includes everything.

    `prefix` is the vault's folder in what paths are relative to (empty, or ending with `/`).
    """

    extensions: tuple[str, ...]
    include: Globs
    exclude: Globs
    prefix: str = ""

    @classmethod
    def of(
        cls, extensions: Iterable[str], include: Iterable[str] = (), exclude: Iterable[str] = (), *, prefix: str = ""
    ) -> "NoteFilter":
        """Return the filter of endings and patterns.

        Raises:
            ReweaveError: a pattern is not valid.
        """
        return cls(tuple(one.casefold() for one in extensions), Globs(include), Globs(exclude), prefix)

    def why_not(self, path: str) -> Reason | None:
        """Return why a path is not a note, `None` if it is one."""
        if not path.casefold().endswith(self.extensions):
            return Reason.EXTENSION
        if not path.startswith(self.prefix):
            return Reason.EXCLUDED
        inner = path[len(self.prefix) :]
        if self.exclude.matches(inner) or (self.include and not self.include.matches(inner)):
            return Reason.EXCLUDED
        return None

    def matches(self, path: str) -> bool:
        """Return whether a path is a note."""
        return self.why_not(path) is None

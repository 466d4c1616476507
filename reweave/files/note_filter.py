"""Which paths of a vault are notes."""

from collections.abc import Iterable
from typing import NamedTuple

from reweave.files.globs import Globs
from reweave.files.refusal import RefusalReason


class NoteFilter(NamedTuple):
    """Which paths are notes: their extensions (case-folded) and path patterns; an empty `include` includes everything.

    `prefix` is the vault's folder, relative to the root of the paths (empty, or ending with `/`).
    """

    extensions: tuple[str, ...]
    include: Globs
    exclude: Globs
    prefix: str = ""

    @classmethod
    def of(
        cls, extensions: Iterable[str], include: Iterable[str] = (), exclude: Iterable[str] = (), *, prefix: str = ""
    ) -> "NoteFilter":
        """Return the filter for extensions and patterns.

        Raises:
            ReweaveError: a pattern is not valid.
        """
        return cls(tuple(one.casefold() for one in extensions), Globs(include), Globs(exclude), prefix)

    def why_not(self, path: str) -> RefusalReason | None:
        """Return why a path is not a note, `None` if it is one."""
        if not path.casefold().endswith(self.extensions):
            return RefusalReason.EXTENSION
        if not path.startswith(self.prefix):
            return RefusalReason.EXCLUDED
        inner = path[len(self.prefix) :]
        if self.exclude.matches(inner) or (self.include and not self.include.matches(inner)):
            return RefusalReason.EXCLUDED
        return None

    def matches(self, path: str) -> bool:
        """Return whether a path is a note."""
        return self.why_not(path) is None

"""Which note of a vault an argument means."""

import os
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.text import quoted
from reweave.vault.vault import Vault

_LISTED = 10


def find_note(vault: Vault, name: str, root: Path | None) -> int:
    """Return the note that a path or a name means; `root` is the folder of the vault, for paths from here.

    Raises:
        ReweaveError: it means none (`no-such-note`), or several (`ambiguous-note`).
    """
    if root is not None:
        here = Path(os.path.normpath(Path.cwd() / name))
        if here.is_relative_to(root):
            place = vault.by_path.get(here.relative_to(root).as_posix())
            if place is not None:
                return place
    if name in vault.by_path:
        return vault.by_path[name]
    found = vault.resolve(name)
    if len(found) == 1:
        return found[0]
    if not found:
        from reweave.vault.nearest import Nearest

        nearest = Nearest(vault.records).find(name)
        suggestion = "give a path" if nearest is None else f"did you mean {quoted(vault.records[nearest].path)}?"
        raise ReweaveError(f"note {quoted(name)} not found", code="no-such-note", suggestion=suggestion)
    several = ", ".join(vault.records[place].path for place in found[:_LISTED])
    more = f" and {len(found) - _LISTED:,} more" if len(found) > _LISTED else ""
    message = f"{quoted(name)} is ambiguous: {several}{more}"
    raise ReweaveError(message, code="ambiguous-note", suggestion="give a path")

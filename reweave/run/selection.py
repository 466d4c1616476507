"""The notes of a vault that arguments mean: one by its path or name, or all below some paths."""

import os
from collections.abc import Sequence
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.run.note_files import find_notes
from reweave.run.workspace import Workspace
from reweave.text import quoted
from reweave.vault.vault import Vault

_LISTED = 10
_SUGGESTED = 3


def find_note(vault: Vault, name: str, root: Path | None) -> int:
    """Return the index of the note with a path or a name.

    With `root`, the folder of the vault, a path may be relative to the current directory.

    Raises:
        ReweaveError: there is none (`no-such-note`), or several have the name (`ambiguous-note`).
    """
    if root is not None:
        here = Path(os.path.normpath(Path.cwd() / name))
        if here.is_relative_to(root):
            index = vault.by_path.get(here.relative_to(root).as_posix())
            if index is not None:
                return index
    if name in vault.by_path:
        return vault.by_path[name]
    named = vault.resolve(name)
    if len(named) == 1:
        return named[0]
    if not named:
        raise ReweaveError(f"note {quoted(name)} not found", code="no-such-note", suggestion=_near_matches(vault, name))
    several = ", ".join(vault.records[index].path for index in named[:_LISTED])
    more = f" and {len(named) - _LISTED:,} more" if len(named) > _LISTED else ""
    message = f"{quoted(name)} is ambiguous: {several}{more}"
    raise ReweaveError(message, code="ambiguous-note", suggestion="give a path")


def _near_matches(vault: Vault, name: str) -> str:
    """Return which notes may have been meant."""
    from reweave.vault.nearest import Nearest

    index = Nearest(vault.records)
    nearest = index.find(name)
    places = index.holding(name) if nearest is None else [nearest]
    if not places:
        return "give a path"
    shown = places if len(places) == _SUGGESTED + 1 else places[:_SUGGESTED]
    choices = [quoted(vault.records[place].path) for place in shown]
    if len(places) > _SUGGESTED + 1:
        choices.append(f"one of {len(places) - _SUGGESTED:,} more")
    listed = ", ".join(choices[:-1])
    return f"did you mean {listed} or {choices[-1]}?" if listed else f"did you mean {choices[0]}?"


def selected_notes(workspace: Workspace, vault: Vault, paths: Sequence[Path] | None) -> frozenset[int]:
    """Return the indices of the notes below `paths` (none: of all notes).

    Raises:
        ReweaveError: a path does not exist or lies outside the root, or git failed.
    """
    if not paths:
        return frozenset(range(len(vault)))
    files = find_notes(workspace, paths).files
    return frozenset(vault.by_path[file.path] for file in files if file.path in vault.by_path)

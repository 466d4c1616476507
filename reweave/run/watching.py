"""Waiting for notes and configuration to change."""

from collections.abc import Iterator

from reweave.config.locate import FILE, PROJECT
from reweave.extras import require
from reweave.run.workspace import Workspace

_DEBOUNCE = 200
"""Milliseconds: what editors write in several steps is one change."""


def rounds(workspace: Workspace) -> Iterator[None]:
    """Yield once, and again each time that a note of the workspace or its configuration changed.

    Raises:
        ReweaveError: the extra is not installed.
    """
    require("watch", "--watch")
    from watchfiles import Change, DefaultFilter, watch

    notes, root, skipped = workspace.config.note_filter(), workspace.root, DefaultFilter()

    def concerns(change: Change, path: str) -> bool:
        inner = path.removeprefix(f"{root}/")
        return skipped(change, path) and (inner.rpartition("/")[2] in (FILE, PROJECT) or notes.matches(inner))

    started = False
    # The first round comes once the watcher is there, so that no change after it is missed.
    watched = watch(root, watch_filter=concerns, debounce=_DEBOUNCE, rust_timeout=_DEBOUNCE, yield_on_timeout=True)
    for changes in watched:
        if changes or not started:
            started = True
            yield

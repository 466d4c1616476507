"""The notes that `check` reads: those of the working tree, or in a bare repository those of HEAD."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.run.workspace import BARE, Workspace, open_workspace
from reweave.verbosity import say


@contextmanager
def readable_workspace(
    paths: Sequence[Path] | None, config_file: Path | None, *, bare: bool = True
) -> Iterator[tuple[Workspace, Sequence[Path] | None, Path]]:
    """Yield the workspace of `paths`, the paths in it, and the root to name; in a bare one, a copy of HEAD's notes.

    Without `bare`, a bare repository is refused.

    Raises:
        ReweaveError: as `open_workspace`, or HEAD is not a commit.
    """
    try:
        workspace = open_workspace(paths, config_file)
    except ReweaveError as error:
        if not bare or error.code != BARE or (paths and len(paths) > 1):
            raise
    else:
        yield workspace, paths, workspace.root
        return
    import tempfile

    with tempfile.TemporaryDirectory(prefix="reweave-head-") as folder:
        place = paths[0] if paths else Path()
        yield _copy_of_head(place, Path(folder), config_file), None, place.resolve()


def _copy_of_head(place: Path, folder: Path, config_file: Path | None) -> Workspace:
    from reweave.config.loader import load_config
    from reweave.git.repository import open_repository, resolve
    from reweave.run.committed_config import committed_config
    from reweave.run.committed_notes import list_committed

    repository = open_repository(place)
    commit = resolve(repository, "HEAD")
    prefix, config = committed_config(repository, commit)
    if config_file is not None:
        prefix, config = "", load_config(config_file)
    committed = list_committed(repository, commit, prefix, config, config.note_filter(prefix).matches)
    say(f"a bare repository: reading the notes of HEAD, {commit[:10]}")
    for entry in committed.refused:
        say(f"{entry.path}: skipped: {entry.reason}")
    root = folder.resolve()
    for path, source in committed.read(committed.blobs):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(source)
    return Workspace(root, config, None)

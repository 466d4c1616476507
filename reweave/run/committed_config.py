"""The configuration that a commit holds, and which of its paths are notes."""

from collections.abc import Callable

from reweave.config.loader import parse_config
from reweave.config.locate import FILE, PROJECT, find_config, has_table
from reweave.config.model import Config
from reweave.files.globs import Globs
from reweave.git.repository import Repository
from reweave.run.committed_notes import committed_file
from reweave.verbosity import say


def wanted_notes(prefix: str, config: Config) -> Callable[[str], bool]:
    """Return what says of a path, from the top of the repository, whether it is a note."""
    include, exclude = Globs(config.include), Globs(config.exclude)
    extensions = tuple(extension.casefold() for extension in config.extensions)

    def wanted(path: str) -> bool:
        if not path.startswith(prefix) or not path.casefold().endswith(extensions):
            return False
        inner = path[len(prefix) :]
        return not exclude.matches(inner) and (not include or include.matches(inner))

    return wanted


def committed_configuration(repository: Repository, commit: str) -> tuple[str, Config]:
    """Return the configuration that `commit` holds, and the folder it is in (empty, or ending with `/`).

    It is looked for in the folder that the command was started in, and above it. The checkout may hold another, not
    committed yet; then a person is told.
    """
    folder = repository.prefix
    found: tuple[str, bytes] | None = None
    while found is None:
        found = _config_file(repository, commit, folder)
        if not folder:
            break
        if found is None:
            folder = folder[:-1].rpartition("/")[0]
            folder += "/" if folder else ""
    _warn_of_another(repository, found)
    if found is None:
        return "", Config()
    path, source = found
    return path.rpartition("/")[0] + "/" if "/" in path else "", parse_config(source, path)


def _config_file(repository: Repository, commit: str, folder: str) -> tuple[str, bytes] | None:
    for name in (FILE, PROJECT):
        path = folder + name
        source = committed_file(repository, commit, path)
        if source is not None and (name == FILE or has_table(source)):
            return path, source
    return None


def _warn_of_another(repository: Repository, committed: tuple[str, bytes] | None) -> None:
    if repository.root is None:
        return
    there = find_config(repository.root / repository.prefix, repository.root)
    if there is None:
        return
    name = there.relative_to(repository.root).as_posix()
    if committed is None or committed[0] != name:
        say(f"{name} is not in the commit that this run reads, so it counts for nothing; commit it first")
    elif there.read_bytes() != committed[1]:
        say(f"{name} differs from the commit that this run reads, and the commit counts; commit your changes first")

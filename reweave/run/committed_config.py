"""The configuration that a commit holds."""

from pathlib import Path

from reweave.config.dense import refuse_own_model
from reweave.config.loader import parse_config
from reweave.config.locate import MAX_BYTES, locate_config
from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.files.listing import nul_records
from reweave.files.program_folders import PLACES, Read
from reweave.git.command import run_git
from reweave.git.paths import encode_path
from reweave.git.repository import Repository
from reweave.run.committed_notes import committed_file
from reweave.verbosity import say


def committed_config(repository: Repository, commit: str) -> tuple[str, Config]:
    """Return the configuration that `commit` holds, and the folder it is in (empty, or ending with `/`).

    It is looked for in the folder that the command was started in, and above it. A person is told if the checkout has
    another one that is not committed.

    Raises:
        ReweaveError: the configuration is not valid, or git failed.
    """
    located = locate_config(repository.prefix.rstrip("/"), read=lambda path: _committed(repository, commit, path))
    _warn_of_uncommitted(repository, located)
    if located is None:
        return "", Config().with_program_folders(_reader(repository, commit, ""))
    path, source = located
    config = parse_config(source, path)
    refuse_own_model(config.weave.dense, repository.root or repository.git_dir)
    prefix = path.rpartition("/")[0] + "/" if "/" in path else ""
    return prefix, config.with_program_folders(_reader(repository, commit, prefix))


def _reader(repository: Repository, commit: str, prefix: str) -> Read:
    """Return what reads other programs' settings in a commit: listed at once, since most vaults have none of them."""
    names = [encode_path(prefix + path) for path in PLACES]
    listed = run_git(repository.git, ["ls-tree", "-z", "-l", "--full-tree", commit, "--", *names])
    found: dict[bytes, bytes] = {}
    for line in nul_records(listed):
        about, _, name = line.partition(b"\t")
        mode, _, blob, size = about.split()
        if mode in (b"100644", b"100755") and int(size) <= MAX_BYTES:
            found[name] = blob

    def read(path: str) -> bytes | None:
        blob = found.get(encode_path(prefix + path))
        return None if blob is None else run_git(repository.git, ["cat-file", "blob", blob])

    return read


def _committed(repository: Repository, commit: str, path: str) -> bytes | None:
    """Return a configuration file of a commit; one that is there is read or refused, never passed over."""
    source = committed_file(repository, commit, path)
    if source is None and run_git(repository.git, ["ls-tree", "--full-tree", commit, "--", encode_path(path)]):
        raise ReweaveError("not a regular file in this commit", code="config-unreadable", path=path)
    if source is not None and len(source) > MAX_BYTES:
        raise ReweaveError("larger than 1 MiB", code="config-unreadable", path=path)
    return source


def _warn_of_uncommitted(repository: Repository, committed: tuple[str, bytes] | None) -> None:
    if repository.root is None:
        return
    located = locate_config(str(repository.root / repository.prefix), str(repository.root))
    if located is None:
        return
    name = Path(located[0]).relative_to(repository.root).as_posix()
    if committed is None or committed[0] != name:
        say(f"ignoring {name}: it is not committed, and the configuration is read from the commit")
    elif located[1] != committed[1]:
        say(f"ignoring uncommitted changes of {name}: the configuration is read from the commit")

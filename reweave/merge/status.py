"""Asking git whether it will use the merge driver."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.executable import NAME
from reweave.files.listing import WorkTree
from reweave.git.attributes import parse_attributes
from reweave.git.command import ask_git, run_git
from reweave.git.configuration import list_config
from reweave.git.paths import decode_path, encode_path
from reweave.git.repository import Repository
from reweave.merge.attribute_files import check
from reweave.merge.attribute_rules import is_kept, shown
from reweave.merge.registration import DRIVER, is_current, program_of


@dataclass(frozen=True, slots=True)
class Status:
    """Whether git will use the driver.

    `driver` is the registered command (`None`: none), `runs` whether its program exists, `outdated` whether an older
    reweave registered it, so that it does not leave git's own merge where it fails. Of `notes`, `covered` have the
    attribute now, of those `always` have it at every commit, as a rebase needs, `kept` have another, which is given and
    which `merge install` keeps, and `missed` have none. `patches` says why a rebase would still merge as text.
    """

    driver: str | None
    runs: bool
    outdated: bool
    notes: int
    covered: int
    always: int
    kept: dict[str, str]
    missed: list[str]
    patches: str | None

    @property
    def merges(self) -> bool:
        """Whether a merge here uses the driver."""
        return self.driver is not None and self.runs and 0 < self.covered == self.notes - len(self.kept)

    @property
    def all_kept(self) -> bool:
        """Whether the driver is registered, and another attribute keeps every note from it."""
        return self.driver is not None and self.runs and not self.outdated and len(self.kept) == self.notes

    @property
    def rebases(self) -> bool:
        """Whether a rebase here uses it."""
        return self.merges and self.always == self.covered and self.patches is None


def status(repository: Repository, folder: str, extensions: Sequence[str]) -> Status:
    """Ask git whether this clone will use the driver for the notes below `folder`.

    Raises:
        ReweaveError: git failed, or the repository is bare.
    """
    if repository.root is None:
        raise ReweaveError("a bare repository has no notes to merge", code="bare", suggestion="run this in a checkout")
    tree = WorkTree(repository.git, repository.root / folder)
    ending = tuple(extension.encode() for extension in extensions)
    # A note in conflict is listed once for each of its sides.
    listed = tree.run("ls-files", "-z", "--deduplicate").split(b"\0")[:-1]
    names = [path for path in listed if path.lower().endswith(ending)] or [b"any" + ending[0]]
    notes = [encode_path(folder) + path for path in names]
    driver = _registered(repository)
    program = None if driver is None else program_of(driver)
    found = check(repository.git, notes, folder=repository.root)
    now = {path for path in notes if found[path][b"merge"] == NAME.encode()}
    kept = {decode_path(path): shown(found[path]) for path in notes if path not in now and is_kept(found[path])}
    return Status(
        driver,
        program is not None and shutil.which(program) is not None,
        driver is not None and not is_current(driver),
        len(notes),
        len(now),
        len(_always(repository, notes) & now),
        kept,
        [name for name in map(decode_path, (path for path in notes if path not in now)) if name not in kept],
        _patches(repository),
    )


def _registered(repository: Repository) -> str | None:
    """Return the command from the configuration files; in our own calls of git every driver is overridden."""
    values = [one.value for one in list_config(repository.git) if one.name == DRIVER and one.scope != "command"]
    return values[-1] or "" if values else None


def _always(repository: Repository, paths: Sequence[bytes]) -> set[bytes]:
    """Return the paths that have the attribute without any `.gitattributes`, read from an empty index."""
    with tempfile.TemporaryDirectory(prefix="reweave-") as folder:
        env = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        run_git(repository.git, ["read-tree", "--empty"], env=env)
        args = ["check-attr", "--cached", "-z", "--stdin", "merge"]
        values = parse_attributes(run_git(repository.git, args, input=b"\0".join(paths) + b"\0", env=env))
        return {encode_path(path) for path, value in values.items() if value == NAME}


def _patches(repository: Repository) -> str | None:
    """Return why a rebase applies patches: as text wherever they fit, without a merge."""
    if (repository.git_dir / "rebase-apply").is_dir():
        return "a rebase with the apply backend is in progress"
    named = ask_git(repository.git, ["config", "--get", "rebase.backend"])
    return "rebase.backend is apply" if named.stdout.strip() == b"apply" else None

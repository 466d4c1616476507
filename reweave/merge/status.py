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
from reweave.merge.install import is_installed
from reweave.merge.registration import DRIVER, is_current, program_of


@dataclass(frozen=True, slots=True)
class Status:
    """Whether git will use the driver.

    `driver` is the registered command (`None`: none), `runs` whether its program exists, `outdated` whether an older
    reweave registered it, so that it does not leave git's own merge where it fails. Of `notes`, `covered` have the
    attribute now, `always` have it at every commit, as a rebase needs, and `kept` have another that `merge install`
    kept. `other` is an example of a note without it, and `other_value` what it has instead. `patches` says why a rebase
    would still merge as text.
    """

    driver: str | None
    runs: bool
    outdated: bool
    notes: int
    covered: int
    always: int
    kept: int
    other: str | None
    other_value: str
    patches: str | None

    @property
    def merges(self) -> bool:
        """Whether a merge here uses the driver."""
        return self.driver is not None and self.runs and 0 < self.covered == self.notes - self.kept

    @property
    def rebases(self) -> bool:
        """Whether a rebase here uses it."""
        return self.merges and self.always == self.notes - self.kept and self.patches is None


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
    notes = [path for path in listed if path.lower().endswith(ending)] or [b"any" + ending[0]]
    driver = _registered(repository)
    program = None if driver is None else program_of(driver)
    values = _values(tree.run("check-attr", "-z", "--stdin", "merge", input=b"\0".join(notes) + b"\0"))
    now = {path for path, value in values.items() if value == NAME}
    always = _always(repository, [encode_path(folder) + path for path in notes])
    known = is_installed(repository, folder, extensions)
    kept = {path for path in notes if known and path not in now and encode_path(folder) + path not in always}
    other = next((path for path in notes if path not in now), None)
    return Status(
        driver,
        program is not None and shutil.which(program) is not None,
        driver is not None and not is_current(driver),
        len(notes),
        len(now),
        len(always),
        len(kept),
        None if other is None else decode_path(other),
        "" if other is None else values.get(other, ""),
        _patches(repository),
    )


def _registered(repository: Repository) -> str | None:
    """Return the command from the configuration files; in our own calls of git every driver is overridden."""
    values = [one.value for one in list_config(repository.git) if one.name == DRIVER and one.scope != "command"]
    return values[-1] or "" if values else None


def _values(answers: bytes) -> dict[bytes, str]:
    return {encode_path(path): value for path, value in parse_attributes(answers).items()}


def _always(repository: Repository, paths: Sequence[bytes]) -> set[bytes]:
    """Return the paths that have the attribute without any `.gitattributes`, read from an empty index."""
    with tempfile.TemporaryDirectory(prefix="reweave-") as folder:
        env = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        run_git(repository.git, ["read-tree", "--empty"], env=env)
        args = ["check-attr", "--cached", "-z", "--stdin", "merge"]
        values = _values(run_git(repository.git, args, input=b"\0".join(paths) + b"\0", env=env))
        return {path for path, value in values.items() if value == NAME}


def _patches(repository: Repository) -> str | None:
    """Return why a rebase applies patches: as text wherever they fit, without a merge."""
    if (repository.git_dir / "rebase-apply").is_dir():
        return "a rebase with the apply backend is in progress"
    named = ask_git(repository.git, ["config", "--get", "rebase.backend"])
    return "rebase.backend is apply" if named.stdout.strip() == b"apply" else None

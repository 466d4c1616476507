"""Registering the merge driver with git, and asking git whether it will use it."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.executable import NAME, own_program
from reweave.files.listing import WorkTree
from reweave.git.attributes import parse_attributes
from reweave.git.command import Git, ask_git, run_git
from reweave.git.configuration import list_config
from reweave.git.paths import decode_path, encode_path
from reweave.git.repository import Repository
from reweave.merge.registration import driver_command, is_current, program_of

_DRIVER = f"merge.{NAME}.driver"
_TITLE = "merge notes semantically (reweave)"


def install_local(repository: Repository, folder: str, extensions: Sequence[str]) -> list[Path]:
    """Register the driver in the repository, for notes below `folder` (empty, or ending with `/`).

    `.gitattributes` there tells every clone; the repository's own `info/attributes` holds also while a rebase has an
    older commit checked out. Returns the files that were written.

    Raises:
        ReweaveError: git failed, or a file cannot be written.
    """
    _register(repository.git, "--local")
    info = repository.common_dir / "info"
    info.mkdir(exist_ok=True)
    wanted = [(info / "attributes", [_rule(folder, one) for one in extensions])]
    if repository.root is not None:
        wanted.append((repository.root / folder / ".gitattributes", [_rule("", one) for one in extensions]))
    return [path for path, rules in wanted if _add_rules(path, rules)]


def install_global(extensions: Sequence[str]) -> list[Path]:
    """Register the driver for all of the user's repositories. Returns the files that were written.

    Raises:
        ReweaveError: git failed, or a file cannot be written.
    """
    git = Git(Path(tempfile.gettempdir()), ())
    _register(git, "--global")
    named = ask_git(git, ["config", "--global", "--type=path", "--get", "core.attributesFile"])
    if named.returncode == 0:
        path = Path(os.fsdecode(named.stdout.removesuffix(b"\n")))
    else:
        home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
        path = Path(home, "git", "attributes")
        path.parent.mkdir(parents=True, exist_ok=True)
    return [path] if _add_rules(path, [_rule("", one) for one in extensions]) else []


@dataclass(frozen=True, slots=True)
class Status:
    """Whether git will use the driver.

    `driver` is the registered command (`None`: none), `runs` whether its program exists, `outdated` whether an older
    reweave registered it, so that it does not leave git's own merge where it fails. Of `notes`, `covered` have the
    attribute now, and `always` have it at every commit, as a rebase needs.
    `other` is an example of a note without it. `patches` says why a rebase would still merge as text.
    """

    driver: str | None
    runs: bool
    outdated: bool
    notes: int
    covered: int
    always: int
    other: str | None
    patches: str | None

    @property
    def merges(self) -> bool:
        """Whether a merge here uses the driver."""
        return self.driver is not None and self.runs and self.notes == self.covered

    @property
    def rebases(self) -> bool:
        """Whether a rebase here uses it."""
        return self.merges and self.notes == self.always and self.patches is None


def status(repository: Repository, folder: str, extensions: Sequence[str]) -> Status:
    """Ask git whether this clone will use the driver for the notes below `folder`.

    Raises:
        ReweaveError: git failed, or the repository is bare.
    """
    if repository.root is None:
        raise ReweaveError("a bare repository has no notes to merge", code="bare", suggestion="run this in a checkout")
    tree = WorkTree(repository.git, repository.root / folder)
    ending = tuple(extension.encode() for extension in extensions)
    listed = tree.run("ls-files", "-z").split(b"\0")[:-1]
    notes = [path for path in listed if path.lower().endswith(ending)] or [b"any" + ending[0]]
    driver = _registered(repository)
    program = None if driver is None else program_of(driver)
    now = _with_driver(tree.run("check-attr", "-z", "--stdin", "merge", input=b"\0".join(notes) + b"\0"))
    return Status(
        driver,
        program is not None and shutil.which(program) is not None,
        driver is not None and not is_current(driver),
        len(notes),
        len(now),
        len(_always(repository, [encode_path(folder) + path for path in notes])),
        next((decode_path(path) for path in notes if path not in now), None),
        _patches(repository),
    )


def _register(git: Git, scope: str) -> None:
    """Register the driver; a command of an older reweave is replaced."""
    for name, value in ((f"merge.{NAME}.name", _TITLE), (_DRIVER, driver_command(own_program()))):
        run_git(git, ["config", scope, "--replace-all", name, value])


def _rule(folder: str, extension: str) -> str:
    pattern = "".join("\\" + char if char in "*?[]\\" else char for char in folder)
    pattern = f"/{pattern}**/*{extension}" if folder else f"*{extension}"
    if any(char.isspace() or char == '"' for char in pattern):
        pattern = '"' + pattern.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{pattern} merge={NAME}"


def _add_rules(path: Path, rules: Sequence[str]) -> bool:
    """Append the lines that a file does not hold yet; git uses the last line that matches a path."""
    try:
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(path, flags, 0o666), "r+b") as stream:
            old = stream.read()
            missing = [rule.encode() for rule in rules if rule.encode() not in old.splitlines()]
            if missing:
                eol = b"\r\n" if b"\r\n" in old else b"\n"
                gap = eol if old and not old.endswith(b"\n") else b""
                stream.write(gap + b"".join(rule + eol for rule in missing))
    except OSError as error:
        raise ReweaveError(f"cannot write: {error.strerror}", code="cannot-write", path=str(path)) from error
    return bool(missing)


def _registered(repository: Repository) -> str | None:
    """Return the command from the configuration files; in our own calls of git every driver is overridden."""
    values = [one.value for one in list_config(repository.git) if one.name == _DRIVER and one.scope != "command"]
    return values[-1] or "" if values else None


def _with_driver(answers: bytes) -> set[bytes]:
    return {encode_path(path) for path, value in parse_attributes(answers).items() if value == NAME}


def _always(repository: Repository, paths: Sequence[bytes]) -> set[bytes]:
    """Return the paths that have the attribute without any `.gitattributes`, read from an empty index."""
    with tempfile.TemporaryDirectory(prefix="reweave-") as folder:
        env = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        run_git(repository.git, ["read-tree", "--empty"], env=env)
        args = ["check-attr", "--cached", "-z", "--stdin", "merge"]
        return _with_driver(run_git(repository.git, args, input=b"\0".join(paths) + b"\0", env=env))


def _patches(repository: Repository) -> str | None:
    """Return why a rebase applies patches: as text wherever they fit, without a merge."""
    if (repository.git_dir / "rebase-apply").is_dir():
        return "a rebase with the apply backend is in progress"
    named = ask_git(repository.git, ["config", "--get", "rebase.backend"])
    return "rebase.backend is apply" if named.stdout.strip() == b"apply" else None

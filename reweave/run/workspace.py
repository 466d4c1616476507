"""The folder that a command works in: its root, configuration and repository."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reweave.config.dense import refuse_own_model
from reweave.config.locate import locate_config
from reweave.config.model import Config
from reweave.effects import record_state
from reweave.errors import ReweaveError
from reweave.files.nested import is_repository
from reweave.files.reading import read_small
from reweave.text import count_of, quoted
from reweave.verbosity import say, timed_step

if TYPE_CHECKING:
    from reweave.git.command import Git
else:
    Git = object  # runs processes; in quotes, `typing` would compile it, which takes longer than all other fields

BARE = "bare-repository"
"""The code of the error for a repository without a working tree, or its git directory."""


class Workspace(NamedTuple):
    """A folder of notes. Paths in findings and changes are relative to `root`."""

    root: Path
    config: Config
    git: Git | None

    @property
    def prefix(self) -> str:
        """The root's folder in its repository: empty, or ending with `/`."""
        top = next((path for path in (self.root, *self.root.parents) if is_repository(path)), self.root)
        return "" if top == self.root else self.root.relative_to(top).as_posix() + "/"

    @property
    def state(self) -> Path:
        """The directory of the journal, and of what models answered."""
        return self.root / ".reweave" if self.git is None else self.git.directory / "reweave"

    def with_index(self, address: str, user_config: Path | None) -> "Workspace":
        """Return the workspace with the text index of its notes in a database, by its address or directory.

        `user_config` is the user's own configuration (`None`: in its usual place), which says where the key is.

        Raises:
            ReweaveError: the address or the user's configuration is not valid.
        """
        from reweave.config.text_index import at
        from reweave.config.user import load_user_config

        weave = self.config.weave
        changed = weave._replace(
            text_index=at(weave.text_index, address, load_user_config(user_config).text_index.key_env)
        )
        return self._replace(config=self.config._replace(weave=changed))

    def with_new_frontmatter(self) -> "Workspace":
        """Return the workspace whose notes without frontmatter get one for their edges."""
        weave = self.config.weave._replace(create_frontmatter=True)
        return self._replace(config=self.config._replace(weave=weave))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock, and first recover from an interrupted run.

        Raises:
            ReweaveError: another run holds it (exit 4), or recovery failed.
        """
        from reweave.git.exclude import exclude_copies
        from reweave.git.lock import hold_lock
        from reweave.worktree.recovery import RecoveryOutcome, recover

        directory = self.state
        if self.git is not None:
            from reweave.git.command import run_git

            common = os.fsdecode(run_git(self.git, ["rev-parse", "--git-common-dir"]).removesuffix(b"\n"))
            directory = self.git.directory / common / "reweave"
        with hold_lock(directory, transient=self.git is None):
            if self.git is not None:
                exclude_copies(directory.parent)
            found = recover(self.root, self.state)
            if found is not None:
                done = {
                    RecoveryOutcome.FINISHED: f"finished an interrupted run ({count_of(found.notes, 'note')})",
                    RecoveryOutcome.ROLLED_BACK: f"undid an interrupted run ({count_of(found.notes, 'note')})",
                    RecoveryOutcome.QUARANTINED: f"moved a journal that was not written here to {found.journal}",
                }[found.outcome]
                left = f"; left, edited since: {', '.join(found.left)}" if found.left else ""
                say(done + left)
            yield


def open_workspace(paths: Sequence[Path] | None, config_file: Path | None) -> Workspace:
    """Find the root above the first path: where the configuration is, else the repository's top, else the folder.

    Raises:
        ReweaveError: a path does not exist, the configuration is wrong, or git will not open the repository.
    """
    workspace = _find_workspace(paths, config_file)
    record_state(workspace.state)
    refuse_own_model(workspace.config.weave.dense, workspace.root)
    return workspace


@timed_step("find the vault and its configuration")
def _find_workspace(paths: Sequence[Path] | None, config_file: Path | None) -> Workspace:
    given = Path(paths[0]) if paths else Path()
    if not os.path.lexists(given):
        raise ReweaveError("no such file or directory", code="no-such-path", path=str(given))
    folder = given.resolve() if given.is_dir() else given.parent.resolve()
    top = next((path for path in (folder, *folder.parents) if is_repository(path)), None)
    for path in (folder, *folder.parents):
        if (path / "HEAD").is_file() and (path / "objects").is_dir() and (path / "refs").is_dir():
            raise ReweaveError(
                f"{quoted(str(path))} is a bare repository, without files to work on",
                code=BARE,
                suggestion="`reweave check` and `reweave run` read HEAD there; else use a clone with a working tree",
            )
    git = None
    if top is not None:
        from reweave.git.discovery import open_git

        git = open_git(folder)
    if config_file is not None:
        from reweave.config.loader import load_config

        return _workspace(top or folder, load_config(config_file), git)
    located = locate_config(str(folder), None if top is None else str(top))
    if located is None:
        return _workspace(top or folder, Config(), git)
    from reweave.config.loader import parse_config  # takes time to import, and many vaults have no configuration

    file = Path(located[0])
    return _workspace(file.parent, parse_config(located[1], located[0], file), git)


def _workspace(root: Path, config: Config, git: "Git | None") -> Workspace:
    return Workspace(root, config.with_program_folders(lambda path: read_small(f"{root}/{path}")), git)

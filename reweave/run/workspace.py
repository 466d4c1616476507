"""Where a command works: the root, its configuration, its repository, and the notes it was asked for."""

import dataclasses
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reweave.config.find import find_config
from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.files.discovery import Discovery, FoundFile, discover
from reweave.files.refusal import Reason, RefusedFile
from reweave.files.writable import refuse_writing
from reweave.git.command import Git, open_git, run_git
from reweave.lint.linter import LintResult, Proof, lint_notes
from reweave.text import count_of
from reweave.verbosity import part, say

if TYPE_CHECKING:
    from reweave.vault.rule_view import RuleView
    from reweave.vault.vault import Vault

SKIPPED = (Reason.EXTENSION, Reason.EXCLUDED)
_CHUNK = 1 << 16


class Workspace(NamedTuple):
    """A folder of notes. Paths in findings and changes are relative to `root`."""

    root: Path
    config: Config
    git: Git | None

    @property
    def prefix(self) -> str:
        """The root's place in its repository: empty, or ending with `/`."""
        top = next((one for one in (self.root, *self.root.parents) if os.path.lexists(one / ".git")), self.root)
        return "" if top == self.root else self.root.relative_to(top).as_posix() + "/"

    @property
    def state(self) -> Path:
        """The directory for the journal of an interrupted run."""
        return self.root / ".reweave" if self.git is None else self.git.directory / "reweave"

    def with_index(self, place: str) -> "Workspace":
        """Return the workspace with the texts of its notes in a database at an address, or in a directory.

        Raises:
            ReweaveError: the address is not valid.
        """
        from reweave.config.text_index import at

        weave = self.config.weave
        changed = weave._replace(text_index=at(weave.text_index, place))
        return self._replace(config=dataclasses.replace(self.config, weave=changed))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock, with whatever an interrupted run left finished or taken back.

        Raises:
            ReweaveError: another run holds it (exit 4), or recovery failed.
        """
        from reweave.git.lock import hold_lock
        from reweave.worktree.recovery import RecoveryOutcome, recover

        directory = self.state
        if self.git is not None:
            common = os.fsdecode(run_git(self.git, ["rev-parse", "--git-common-dir"]).removesuffix(b"\n"))
            directory = self.git.directory / common / "reweave"
        with hold_lock(directory):
            found = recover(self.root, self.state)
            if found is not None:
                done = {
                    RecoveryOutcome.FINISHED: f"an interrupted run was finished ({count_of(found.notes, 'note')})",
                    RecoveryOutcome.TAKEN_BACK: f"an interrupted run was taken back ({count_of(found.notes, 'note')})",
                    RecoveryOutcome.SET_ASIDE: f"a journal that no run here wrote was moved to {found.journal}",
                }[found.outcome]
                left = f"; edited since and left: {', '.join(found.left)}" if found.left else ""
                say(done + left)
            yield


@part("find the vault and its configuration")
def open_workspace(paths: Sequence[Path] | None, config_file: Path | None) -> Workspace:
    """Find the root above the first path: where the configuration is, else the repository's top, else the folder.

    Raises:
        ReweaveError: a path does not exist, the configuration is wrong, or git will not open the repository.
    """
    given = Path(paths[0]) if paths else Path()
    if not os.path.lexists(given):
        raise ReweaveError("there is no such file or folder", code="no-such-path", path=str(given))
    folder = given.resolve() if given.is_dir() else given.parent.resolve()
    top = next((one for one in (folder, *folder.parents) if os.path.lexists(one / ".git")), None)
    git = None if top is None else open_git(folder)
    found = config_file or find_config(folder, top)
    config = Config() if found is None else _load(found)
    if config_file is None and found is not None:
        return Workspace(found.parent, config, git)
    return Workspace(top or folder, config, git)


def _load(file: Path) -> Config:
    from reweave.config.loader import load_config  # reading TOML, and what checks it: many vaults have none

    return load_config(file)


@part("read and check the notes")
def lint_workspace(
    workspace: Workspace, paths: Sequence[Path] | None, *, unsafe: bool, proof: Proof, point: bool = False
) -> LintResult:
    """Find and read the notes, sweep over them, and refuse the changes of files that cannot be written.

    With `point` a person is told of Python code among the notes that writes or reads frontmatter badly.

    Raises:
        ReweaveError: a path does not exist or lies outside the root, or git failed.
    """
    from reweave.progress import progress

    config = workspace.config
    found = find_notes(workspace, paths or [])
    unread: list[RefusedFile] = []
    files = progress(found.files, total=len(found.files))
    result = lint_notes(
        read_files(files, unread, config.limits.note_bytes),
        config,
        unsafe=unsafe,
        proof=proof,
        vault=lambda: _view(workspace),
    )
    for skipped in found.refused:
        if skipped.reason in SKIPPED:
            say(f"{skipped.path}: left, {skipped.reason}")
        else:
            unread.append(skipped)
    changed = [total.path for total in result.changes.totals()]
    for one in (*unread, *refuse_writing(workspace.root, changed, workspace.git)):
        result.refuse(one.path, one.reason)
    if point:
        point_at_code(workspace, found)
    return result


def _view(workspace: Workspace) -> "RuleView":
    """Read all notes for the rules that ask about them; what cannot be read is not part of what they see."""
    from reweave.vault.rule_view import RuleView
    from reweave.vault.vault import Vault

    return RuleView(Vault.read(read_workspace(workspace, []), workspace.config))


def read_workspace(workspace: Workspace, paths: Sequence[Path], *, point: bool = False) -> Iterator[tuple[str, bytes]]:
    """Yield the notes below `paths` that can be read: path relative to the root, bytes; `point` as `lint_workspace`.

    Raises:
        ReweaveError: a path does not exist or lies outside the root, or git failed.
    """
    found = find_notes(workspace, paths)
    if point:
        point_at_code(workspace, found)
    return read_files(found.files, [], workspace.config.limits.note_bytes)


@part("list the notes")
def find_notes(workspace: Workspace, paths: Sequence[Path]) -> Discovery:
    """Find the notes below `paths` (none: all of them), as the configuration chooses them.

    Raises:
        ReweaveError: a path does not exist or lies outside the root, or git failed.
    """
    config = workspace.config
    return discover(
        workspace.root,
        paths,
        workspace.git,
        include=config.include,
        exclude=config.exclude,
        extensions=config.extensions,
        max_bytes=config.limits.note_bytes,
    )


@part("read the notes as a graph")
def read_vault(workspace: Workspace) -> "Vault":
    """Read all notes of the workspace as one graph; what cannot be read is named on stderr and left out.

    Raises:
        ReweaveError: git failed.
    """
    from reweave.progress import progress
    from reweave.vault.vault import Vault

    found = find_notes(workspace, [])
    unread = [one for one in found.refused if one.reason not in SKIPPED]
    files = progress(found.files, total=len(found.files))
    vault = Vault.read(read_files(files, unread, workspace.config.limits.note_bytes), workspace.config)
    for one in unread:
        say(f"{one.path}: left, {one.reason}")
    return vault


@part("look for code that writes or reads frontmatter badly")
def point_at_code(workspace: Workspace, found: Discovery) -> None:
    """Tell a person where `reweave code check` has something to say."""
    if not found.programs:
        return
    from reweave.code.quick_scan import first_finding
    from reweave.code.style import settings_of

    path = first_finding(workspace.root, found.programs, settings_of(workspace.config), workspace.config.code.exclude)
    if path is not None:
        say(f"{path} writes or reads frontmatter in a way that breaks: see `reweave code check`")


def read_files(files: Iterable[FoundFile], unread: list[RefusedFile], limit: int) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file, at most one byte more than `limit`; `unread` gets what cannot be read."""
    for file in files:
        try:
            # Whatever stands there by now: no link is followed, no pipe waited for, no more read than a note may have.
            handle = os.open(file.absolute, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                source = _read_at_most(handle, limit + 1)
            finally:
                os.close(handle)
        except OSError:
            unread.append(RefusedFile(file.path, Reason.UNREADABLE))
        else:
            yield file.path, source


def _read_at_most(handle: int, limit: int) -> bytes:
    """Read a file to its end, or `limit` bytes of it; asking for `limit` at once would make room for all of them."""
    size = os.fstat(handle).st_size
    source = os.read(handle, min(limit, size + 1))
    if len(source) == size:  # more was asked for: this is all
        return source
    while len(source) < limit and (more := os.read(handle, min(limit - len(source), _CHUNK))):
        source += more
    return source

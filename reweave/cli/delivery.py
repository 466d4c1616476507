"""One run: the notes of a commit, through the sweep, to commits on a branch."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reweave.cli.workspace import say
from reweave.config.find import find_config
from reweave.config.load import parse_config
from reweave.config.model import Config
from reweave.config.place import FILE, PROJECT, has_table
from reweave.config.sweep import Proof, Sweep, sweep
from reweave.errors import ReweaveError
from reweave.files.globs import Globs
from reweave.git.batch import Grouping
from reweave.git.command import run_git
from reweave.git.commits import Delivery, Options, Signature, Target, deliver_commits, new_run, plan_steps, plan_target
from reweave.git.lock import Lock, hold_lock
from reweave.git.objects import path_bytes
from reweave.git.repository import Repository, open_repository, resolve
from reweave.git.snapshot import CommittedNote, Refused, read_notes
from reweave.merge.branch import merge_branch
from reweave.note.changeset import ChangeSet
from reweave.rules.base import VaultView

if TYPE_CHECKING:
    from reweave.weave.weaving import Weaving


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks for; `None` leaves it to the configuration."""

    branch: str | None
    base: str
    batch_size: int | None
    by: Literal["folder", "rule"] | None
    unsafe: bool
    trailers: tuple[str, ...]
    author: str | None
    dry_run: bool
    weave: bool | None


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did, or would do (`dry_run`): where, what it found, and its commits."""

    repository: Repository
    target: Target
    sweep: Sweep
    weaving: "Weaving | None"
    delivery: Delivery
    dry_run: bool


def deliver(repo: Path, wishes: Wishes) -> RunResult:
    """Read the base commit, normalize its notes, and commit the changes in batches.

    Raises:
        ReweaveError: the repository, the configuration or an option is wrong, the lock is held (exit 4), the branch
            moved under the run (exit 5), or git failed. The branch is then where it was.
    """
    repository = open_repository(repo)
    with nullcontext() if wishes.dry_run else hold_lock(repository.common_dir / "reweave") as lock:
        return _deliver(repository, wishes, lock)


def _deliver(repository: Repository, wishes: Wishes, lock: Lock | None) -> RunResult:
    prefix, config = committed_configuration(repository, resolve(repository, wishes.base))
    own = config.run
    by = Grouping(wishes.by or own.by)
    signature = Signature.parse(wishes.author or own.author or None, (*own.trailers, *wishes.trailers))
    target = _target(repository, wishes, prefix, config, signature, lock)
    notes: dict[str, bytes] = {}
    result = _sweep(repository, target.base, prefix, config, wishes.unsafe, by, notes)
    weaving = None
    if own.weave if wishes.weave is None else wishes.weave:
        weaving = _weave(repository, target.base, prefix, config, notes, result)
        result.changes.add(weaving.woven.changes)
    changes = ChangeSet([change._replace(path=prefix + change.path) for change in result.changes.changes])
    options = Options(wishes.batch_size or own.batch_size, by, signature, new_run())
    assert options.run is not None
    if lock is None:
        delivery = Delivery(options.run, target.branch, (), plan_steps(changes, options, options.run))
    else:
        delivery = deliver_commits(repository, changes, options, target=target, lock=lock)
    return RunResult(repository, target, result, weaving, delivery, lock is None)


def _target(
    repository: Repository, wishes: Wishes, prefix: str, config: Config, signature: Signature, lock: Lock | None
) -> Target:
    """Say where the commits go; a branch that parted ways with a base that moved on is merged onto it first."""
    branch = wishes.branch or config.run.branch
    try:
        return plan_target(repository, branch, wishes.base)
    except ReweaveError as error:
        if error.code != "branch-diverged" or lock is None:
            raise
    wanted = wanted_notes(prefix, config)
    merged = merge_branch(repository, branch, wishes.base, config, wanted, signature=signature, lock=lock)
    say(f"{branch} and {wishes.base} had parted ways: merged first ({len(merged.notes)} notes by meaning)")
    return plan_target(repository, branch, wishes.base)


def _sweep(
    repository: Repository,
    commit: str,
    prefix: str,
    config: Config,
    unsafe: bool,
    by: Grouping,
    notes: dict[str, bytes],
) -> Sweep:
    """Sweep over the notes of a commit; `notes` receives their bytes."""
    from reweave.deliver.progress import progress

    wanted = wanted_notes(prefix, config)
    refused: list[Refused] = []

    def readable() -> Iterator[tuple[str, bytes]]:
        for one in progress(read_notes(repository, commit, wanted, max_bytes=config.limits.note_bytes)):
            if isinstance(one, CommittedNote):
                notes[one.path[len(prefix) :]] = one.data
                yield one.path[len(prefix) :], one.data
            else:
                refused.append(one)

    def view() -> VaultView:
        from reweave.vault.vault import Vault
        from reweave.vault.view import View

        notes = read_notes(repository, commit, wanted, max_bytes=config.limits.note_bytes)
        files = ((one.path[len(prefix) :], one.data) for one in notes if isinstance(one, CommittedNote))
        return View(Vault.read(files, config))

    by_rule = by is Grouping.RULE
    result = sweep(readable(), config, unsafe=unsafe, by_rule=by_rule, proof=Proof.FULL, vault=view)
    for one in refused:
        result.refuse(one.path[len(prefix) :], one.reason)
    return result


def _weave(
    repository: Repository, commit: str, prefix: str, config: Config, notes: dict[str, bytes], swept: Sweep
) -> "Weaving":
    """Propose edges for the notes as the sweep leaves them."""
    from datetime import date

    from reweave.git.recent import recently_committed
    from reweave.vault.vault import Vault
    from reweave.weave.declined import DECLINED_FILE, parse_declined
    from reweave.weave.history import removed_edges
    from reweave.weave.weaving import Wishes as WeaveWishes
    from reweave.weave.weaving import weave_vault

    notes.update((total.path, total.after) for total in swept.changes.totals())
    vault = Vault.read(notes.items(), config)
    said = parse_declined(_blob(repository, commit, prefix + DECLINED_FILE) or b"", prefix + DECLINED_FILE)
    declined = (*said, *removed_edges(repository, commit, vault, prefix=prefix))
    days = config.weave.cool_down_days
    recent = frozenset() if days is None else recently_committed(repository.git, commit, days)
    own = frozenset(path[len(prefix) :] for path in recent if path.startswith(prefix))
    return weave_vault(vault, config, WeaveWishes(date.today()), declined=declined, recent=own)


def _blob(repository: Repository, commit: str, path: str) -> bytes | None:
    """Return the bytes of a plain file of a commit, or `None` where it has none there."""
    listed = run_git(repository.git, ["ls-tree", "-z", "--full-tree", commit, "--", path_bytes(path)])
    if not listed.startswith((b"100644 ", b"100755 ")):
        return None
    return run_git(repository.git, ["cat-file", "blob", listed.split()[2]])


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
        source = _blob(repository, commit, path)
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

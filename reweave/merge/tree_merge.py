"""Merging two trees: git's own merge, and the notes that both sides changed merged semantically."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.command import GitError, ask_git
from reweave.git.objects import open_objects
from reweave.git.paths import decode_path
from reweave.git.raw_diff import RawChange, diff_trees
from reweave.git.repository import Repository
from reweave.git.snapshot import list_entries
from reweave.git.tree import Replacement
from reweave.merge.answer_lines import is_answers
from reweave.merge.git_merge import with_builtin_driver
from reweave.merge.notes import merge_notes


class _BothChanged(NamedTuple):
    """A file that both sides changed, and its path in the merged tree."""

    path: str
    ours: RawChange
    theirs: RawChange


def merge_trees(repository: Repository, ours: str, theirs: str) -> tuple[str, dict[str, dict[int, str]]]:
    """Return the tree of git's own merge, and the paths it left unmerged.

    With each path come the blobs of its stages: 1 is base, 2 ours, 3 theirs.

    Raises:
        GitError: git could not merge.
    """
    args = ["merge-tree", "--write-tree", "-z", "--no-messages", "--allow-unrelated-histories", ours, theirs]
    done = ask_git(with_builtin_driver(repository.git), args)
    if done.returncode not in (0, 1):
        raise GitError("merge-tree", done.returncode, done.stderr)
    tree, *entries = done.stdout.split(b"\0")
    unmerged: dict[str, dict[int, str]] = {}
    for entry in filter(None, entries):
        about, _, path = entry.partition(b"\t")
        _, blob, stage = about.decode("ascii").split(" ")
        unmerged.setdefault(decode_path(path), {})[int(stage)] = blob
    return tree.decode("ascii"), unmerged


def merge_notes_of_trees(
    repository: Repository, tree: str, ours: str, theirs: str, config: Config, wanted: Callable[[str], bool]
) -> tuple[dict[str, Replacement], dict[str, str]]:
    """Merge the notes that both sides changed; return them by path in `tree`, and the conflicts by path.

    Raises:
        ReweaveError: the sides have no merge base or several (`merge-bases`, exit 3), or git failed.
    """
    base = _merge_base(repository, ours, theirs)
    our_changes, their_changes = _changes(repository, base, ours), _changes(repository, base, theirs)
    blobs = {entry.path: entry.blob for entry in list_entries(repository, tree)}
    files: dict[str, Replacement] = {}
    conflicts: dict[str, str] = {}
    with open_objects(repository) as objects:
        for path, our, their in _changed_by_both(our_changes, their_changes):
            if path not in blobs or not (wanted(path) or is_answers(path)):
                continue
            versions = (our.old, our.new, their.new)
            base_data, our_data, their_data = (objects.read(one.blob)[1] if one.exists else b"" for one in versions)
            merged = merge_notes(base_data, our_data, their_data, config.merge, path=path, limits=config.limits)
            if merged.conflicts:
                conflicts[path] = ", ".join(merged.conflicts)
            files[path] = Replacement(objects.read(blobs[path])[1], merged.data)
    return files, conflicts


def _changed_by_both(
    our_changes: Mapping[str, RawChange], their_changes: Mapping[str, RawChange]
) -> Iterator[_BothChanged]:
    """Yield the regular files that both sides changed differently; a rename by one side applies to both."""
    for old_path, ours in our_changes.items():
        theirs = their_changes.get(old_path)
        if theirs is None or ours.new.blob == theirs.new.blob:
            continue
        versions = [ours.new, theirs.new, *([ours.old, theirs.old] if ours.old.exists else [])]
        if not all(version.is_file for version in versions):
            continue
        renamed = {change.path for change in (ours, theirs) if change.path != old_path}
        if len(renamed) < 2:
            yield _BothChanged(renamed.pop() if renamed else old_path, ours, theirs)


def _changes(repository: Repository, base: str, side: str) -> dict[str, RawChange]:
    """Return the files a side changed but did not delete, by path in the base (or its own, for a new file)."""
    changes = diff_trees(repository, base, side, renames=True)
    return {change.old_path: change for change in changes if change.status != "D"}


def _merge_base(repository: Repository, ours: str, theirs: str) -> str:
    done = ask_git(repository.git, ["merge-base", "--all", ours, theirs])
    if done.returncode not in (0, 1):
        raise GitError("merge-base", done.returncode, done.stderr)
    bases = done.stdout.split()
    if not bases:
        raise ReweaveError(
            "the branches have no commit in common",
            code="merge-bases",
            exit_code=Exit.REFUSED,
            suggestion="delete one of them, or use another name with --branch",
        )
    if len(bases) > 1:
        raise ReweaveError(
            f"the branches have {len(bases)} merge bases, expected one",
            code="merge-bases",
            exit_code=Exit.REFUSED,
            suggestion="merge in a checkout with the merge driver",
        )
    return bases[0].decode("ascii")

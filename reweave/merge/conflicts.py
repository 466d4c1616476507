"""Resolving the notes that a merge, rebase, cherry-pick or stash pop left in conflict, from the stages in the index."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.files.listing import WorkTree
from reweave.git.attributes import parse_attributes
from reweave.git.objects import Objects, open_objects
from reweave.git.paths import decode_path, encode_path
from reweave.git.raw_diff import FILE_MODES
from reweave.git.repository import Repository
from reweave.git.text_options import TextOptions
from reweave.merge.git_merge import ConflictText, checkout_conflicts
from reweave.merge.marked_file import MarkedFile
from reweave.merge.notes import Merged, merge_notes
from reweave.note.changeset import blob_hash


@dataclass(frozen=True, slots=True)
class Unmerged:
    """A path in conflict (relative to the root), with the blob and mode of each stage: base, ours, theirs."""

    path: str
    stages: dict[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The resolution of one note: the file `before` and `after`; `left` says why it is left as it is."""

    path: str
    before: bytes = b""
    after: bytes = b""
    merged: Merged | None = None
    left: str = ""

    @property
    def clean(self) -> bool:
        """Whether the note has no conflict left."""
        return self.merged is not None and not self.merged.conflicts


def list_unmerged(tree: WorkTree) -> list[Unmerged]:
    """Return the unmerged paths below the root.

    Raises:
        ReweaveError: git failed.
    """
    found: dict[str, dict[int, tuple[str, str]]] = {}
    for line in tree.run("ls-files", "-u", "-z").split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, blob, stage = about.decode("ascii").split()
        found.setdefault(decode_path(path), {})[int(stage)] = mode, blob
    return [Unmerged(path, stages) for path, stages in found.items()]


def resolve_notes(
    repository: Repository, tree: WorkTree, unmerged: Sequence[Unmerged], config: Config
) -> Iterator[Resolution]:
    """Merge each of the paths again, semantically; write nothing.

    Raises:
        ReweaveError: git failed.
    """
    filtered = _filtered(tree, [one.path for one in unmerged])
    whole = [one.path for one in unmerged if one.path not in filtered and not _unmergeable(one)]
    with open_objects(repository) as objects, checkout_conflicts(repository, tree, whole) as conflict_text:
        for one in unmerged:
            left = "it goes through a git filter" if one.path in filtered else _unmergeable(one)
            yield (
                Resolution(one.path, left=left) if left else _resolution(objects, tree.root, one, config, conflict_text)
            )


def stage_notes(tree: WorkTree, resolutions: Iterable[Resolution], algorithm: str) -> None:
    """Mark the clean ones of `resolutions` as resolved in the index, after they were written.

    Raises:
        ReweaveError: git failed, or made another blob of a file than was merged.
    """
    blobs = {
        encode_path(one.path): blob_hash(one.merged.data, algorithm).encode()
        for one in resolutions
        if one.merged is not None and one.clean
    }
    if not blobs:
        return
    tree.run("update-index", "--add", "-z", "--stdin", input=b"".join(path + b"\0" for path in blobs))
    for line in tree.run("ls-files", "-s", "-z").split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        if path in blobs and about.split()[1:] != [blobs[path], b"0"]:
            raise ReweaveError(
                "git stored different bytes than were merged",
                code="stored-otherwise",
                path=decode_path(path),
                suggestion="check its attributes (text, eol, working-tree-encoding)",
            )


def _unmergeable(one: Unmerged) -> str:
    if any(mode not in FILE_MODES for mode, _ in one.stages.values()):
        return "it is not a regular file on every side"
    if 2 not in one.stages or 3 not in one.stages:
        return "one side deleted it"
    if one.stages[2][0] != one.stages[3][0]:
        return "its file modes differ"
    return ""


def _resolution(objects: Objects, root: Path, one: Unmerged, config: Config, conflict_text: ConflictText) -> Resolution:
    base, ours, theirs = (objects.read(one.stages[at][1])[1] if at in one.stages else b"" for at in (1, 2, 3))
    file = root / one.path
    if file.is_symlink() or not file.is_file() or not file.resolve().is_relative_to(root.resolve()):
        return Resolution(one.path, left="it is not a file in the checkout")
    before = file.read_bytes()
    crlf = b"\r\n" in before and b"\r" not in base + ours + theirs
    unix = before.replace(b"\r\n", b"\n") if crlf else before
    file_text = MarkedFile(unix)

    def merge(options: TextOptions) -> Merged:
        return merge_notes(
            base, ours, theirs, config.merge, path=one.path, limits=config.limits, options=lambda: options
        )

    merges = [merge(options) for options in file_text.options]
    merged = next((one for one in merges if unix == one.data), merges[0])
    after = merged.data.replace(b"\n", b"\r\n") if crlf else merged.data
    if (
        unix in (merged.data, ours, theirs)
        or file_text.is_text_merge(base, ours, theirs)
        or MarkedFile(before).is_one_of(partial(conflict_text, one.path))
    ):
        return Resolution(one.path, before, after, merged)
    return Resolution(one.path, left="it was edited since; `git checkout --merge` restores the conflict")


def _filtered(tree: WorkTree, paths: Sequence[str]) -> set[str]:
    if not paths:
        return set()
    asked = b"".join(encode_path(path) + b"\0" for path in paths)
    return set(parse_attributes(tree.run("check-attr", "-z", "--stdin", "filter", input=asked)))

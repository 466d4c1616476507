"""Reading notes and other files out of a commit."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

from reweave.config.model import Config
from reweave.git.command import run_git
from reweave.git.objects import open_objects
from reweave.git.paths import encode_path
from reweave.git.repository import Repository
from reweave.git.snapshot import CommittedNote, RefusedEntry, list_notes


@dataclass(frozen=True, slots=True)
class CommittedNotes:
    """The notes of a commit by their paths below `prefix`, in git's order, and the files that were refused.

    `blobs` are the names of their blobs, which say whether a note changed without reading it.
    """

    repository: Repository
    commit: str
    prefix: str
    blobs: Mapping[str, str]
    refused: tuple[RefusedEntry, ...]
    _read: dict[str, bytes] = field(default_factory=dict)

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield some notes with their bytes; each is read from the repository once.

        Raises:
            ReweaveError: a blob is not in this clone, or git failed.
        """
        with ExitStack() as stack:
            objects = None
            for path in paths:
                if path not in self._read:
                    objects = objects or stack.enter_context(open_objects(self.repository))
                    self._read[path] = objects.read(self.blobs[path])[1]
                yield path, self._read[path]

    @property
    def notes(self) -> dict[str, bytes]:
        """All notes with their bytes.

        Raises:
            ReweaveError: as `read`.
        """
        return dict(self.read(self.blobs))


def list_committed(
    repository: Repository, commit: str, prefix: str, config: Config, is_note: Callable[[str], bool]
) -> CommittedNotes:
    """List the notes of a commit; `is_note` takes paths from the top of the repository.

    Raises:
        GitError: the commit cannot be read.
    """
    blobs: dict[str, str] = {}
    refused: list[RefusedEntry] = []
    for entry in list_notes(repository, commit, is_note, max_bytes=config.limits.note_bytes):
        path = entry.path[len(prefix) :]
        if isinstance(entry, CommittedNote):
            blobs[path] = entry.blob
        else:
            refused.append(RefusedEntry(path, entry.code, entry.reason))
    return CommittedNotes(repository, commit, prefix, blobs, tuple(refused))


def committed_file(repository: Repository, commit: str, path: str) -> bytes | None:
    """Return the bytes of a plain file of a commit (from the top of the repository), `None` if there is none.

    Raises:
        GitError: the commit cannot be read.
    """
    listed = run_git(repository.git, ["ls-tree", "-z", "--full-tree", commit, "--", encode_path(path)])
    if not listed.startswith((b"100644 ", b"100755 ")):
        return None
    return run_git(repository.git, ["cat-file", "blob", listed.split()[2]])

"""Reading notes and other files out of a commit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reweave.config.model import Config
from reweave.git.command import run_git
from reweave.git.paths import encode_path
from reweave.git.repository import Repository
from reweave.git.snapshot import CommittedNote, RefusedEntry, read_notes


@dataclass(frozen=True, slots=True)
class CommittedNotes:
    """The notes of a commit by their paths below `prefix`, in git's order, and the files that were refused."""

    commit: str
    prefix: str
    notes: Mapping[str, bytes]
    refused: tuple[RefusedEntry, ...]


def read_committed(
    repository: Repository, commit: str, prefix: str, config: Config, is_note: Callable[[str], bool]
) -> CommittedNotes:
    """Read the notes of a commit; `is_note` takes paths from the top of the repository.

    Raises:
        GitError: the commit or an object cannot be read.
    """
    notes: dict[str, bytes] = {}
    refused: list[RefusedEntry] = []
    for entry in read_notes(repository, commit, is_note, max_bytes=config.limits.note_bytes):
        path = entry.path[len(prefix) :]
        if isinstance(entry, CommittedNote):
            notes[path] = entry.data
        else:
            refused.append(RefusedEntry(path, entry.code, entry.reason))
    return CommittedNotes(commit, prefix, notes, tuple(refused))


def committed_file(repository: Repository, commit: str, path: str) -> bytes | None:
    """Return the bytes of a plain file of a commit (from the top of the repository), `None` if there is none.

    Raises:
        GitError: the commit cannot be read.
    """
    listed = run_git(repository.git, ["ls-tree", "-z", "--full-tree", commit, "--", encode_path(path)])
    if not listed.startswith((b"100644 ", b"100755 ")):
        return None
    return run_git(repository.git, ["cat-file", "blob", listed.split()[2]])

"""Reading objects: one `cat-file --batch` process, asked for one object at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reweave.errors import ReweaveError
from reweave.git.command import Conversation, talk_to_git
from reweave.git.repository import Repository


@dataclass(frozen=True, slots=True)
class Objects:
    """The object store, open for reading."""

    conversation: Conversation

    def read(self, name: str) -> tuple[str, bytes]:
        """Return the type and the content of the object called `name` (a full object name).

        Raises:
            ReweaveError: it is not in this clone (`missing-object`).
        """
        self.conversation.ask.write(name.encode("ascii") + b"\n")
        self.conversation.ask.flush()
        header = self.conversation.answer.readline().split()
        if len(header) != 3:
            raise ReweaveError(
                f"object {name} is not in this clone",
                code="missing-object",
                suggestion="run `git fetch --refetch --no-filter` if the clone is partial, else `git fsck`",
            )
        size = int(header[2])
        content = self.conversation.answer.read(size + 1)
        if len(content) != size + 1:
            raise ReweaveError(f"object {name} cannot be read", code="missing-object", suggestion="run `git fsck`")
        return header[1].decode("ascii"), content[:-1]


@contextmanager
def open_objects(repository: Repository) -> Iterator[Objects]:
    """Open the object store for reading.

    Raises:
        GitError: git could not go on.
    """
    with talk_to_git(repository.git, ["cat-file", "--batch"]) as conversation:
        yield Objects(conversation)

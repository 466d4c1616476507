"""The reasons of edges, as the commits that added them give them."""

import re
from collections.abc import Iterable, Sequence

from reweave.git.command import run_git
from reweave.git.repository import Repository
from reweave.note.provenance import Provenance
from reweave.text import printable
from reweave.vault.record import Record
from reweave.weave.proposed_edge import EdgeKind

_LINE = re.compile(rf"- (?P<edge>.+?) \((?P<reason>[01]\.[0-9]{{2}}, (?:{'|'.join(EdgeKind)}): .*)\)")


class CommitReasons:
    """Finds the reasons of edges in the messages of some commits; a message may leave edges out."""

    def __init__(self, repository: Repository, commits: Sequence[str]) -> None:
        """Read the messages.

        Raises:
            GitError: one of them cannot be read.
        """
        args = ["log", "--no-walk=unsorted", "--format=%B", *commits, "--"]
        text = run_git(repository.git, args).decode("utf-8", "replace") if commits else ""
        found = (_LINE.fullmatch(line) for line in text.split("\n"))
        self._lines = [(match["edge"], match["reason"]) for match in found if match is not None]

    def reason(self, path: str, entry: Provenance, target: Iterable[Record]) -> str:
        """Return the reason of an edge of the note at `path` to `target`; empty where no message has it."""
        start = f"{printable(path)}: {entry.type} "
        names = [entry.title, *(name for one in target for name in (one.title, one.stem, one.path))]
        edges = {f"{start}{name}" for name in names}
        return next((reason for edge, reason in self._lines if edge in edges), "")

"""The remembered answers of a vault: listed, and lifted."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.files.answers_file import ANSWERS_FILE
from reweave.note.changeset import Change, ChangeKind, ChangeSet
from reweave.note.edit import Edit
from reweave.run.branch_options import BranchOptions
from reweave.run.branch_writer import open_branch
from reweave.run.declined import answers_bytes
from reweave.run.workspace import open_workspace
from reweave.text import quoted
from reweave.weave.answers import Answer, answer_id, described, parse_answers, without_answers
from reweave.worktree.sidecar import write_sidecar


@dataclass(frozen=True, slots=True)
class RememberedAnswers:
    """The answers that were found, and those of them that were lifted."""

    answers: tuple[Answer, ...]
    lifted: tuple[Answer, ...]


def remembered_answers(repo: Path, branch: str | None, lift: Sequence[str]) -> RememberedAnswers:
    """Return the answers in the working tree, or on `branch`, and lift those whose names are in `lift`.

    Raises:
        ReweaveError: the file is damaged, a name is unknown (`no-such-answer`), or git failed.
    """
    with _on_branch(repo, branch, lift) if branch is not None else _in_tree(repo, lift) as found:
        return found


@contextmanager
def _in_tree(repo: Path, lift: Sequence[str]) -> Iterator[RememberedAnswers]:
    workspace = open_workspace([repo], None)
    if not lift:
        yield _found(answers_bytes(workspace.root), lift)
        return
    with workspace.held():
        data = answers_bytes(workspace.root) or b""
        found = _found(data, lift)
        write_sidecar(workspace.root, ANSWERS_FILE, without_answers(data, found.lifted))
        yield found


@contextmanager
def _on_branch(repo: Path, branch: str, lift: Sequence[str]) -> Iterator[RememberedAnswers]:
    with open_branch(BranchOptions(repo, branch), preview=not lift) as writer:
        data = writer.source.declined() or b""
        found = _found(data, lift)
        if found.lifted:
            reasons = tuple(Edit(0, 0, b"", "lift", described(answer)) for answer in found.lifted)
            after = without_answers(data, found.lifted)
            writer.deliver(ChangeSet([Change(ANSWERS_FILE, ChangeKind.ANSWERS, data, after, reasons)]))
        yield found


def _found(data: bytes | None, lift: Sequence[str]) -> RememberedAnswers:
    answers = parse_answers(data or b"")
    by_id = {answer_id(answer): answer for answer in answers}
    for name in lift:
        if name not in by_id:
            message = f"answer {quoted(name)} not found"
            raise ReweaveError(message, code="no-such-answer", suggestion="see `reweave answers`")
    return RememberedAnswers(answers, tuple(by_id[name] for name in lift))

"""Undoing runs and batches, and remembering it: the next run does not bring back what was undone."""

from collections.abc import Mapping, Sequence

from reweave.git.repository import Repository
from reweave.git.tree import Replacement
from reweave.git.undo import UndoneBatch
from reweave.run.committed_config import committed_config
from reweave.run.committed_notes import committed_file
from reweave.weave.answers import ANSWERS_FILE, Undone, append_answers


def remember_undone(repository: Repository, base: str, batches: Sequence[UndoneBatch]) -> Mapping[str, Replacement]:
    """Return the file of answers with the undone batches, for the commit of the undo; nothing if none names its rules.

    `base` is the commit that the undo builds on.

    Raises:
        ReweaveError: the configuration or the file of answers is not valid, or git failed.
    """
    prefix = committed_config(repository, base)[0]
    answers = [
        Undone(f"{batch.run}/{batch.number}", batch.rules, tuple(sorted(_inside(paths, prefix))))
        for batch, paths in batches
        if batch.rules
    ]
    name = prefix + ANSWERS_FILE
    before = committed_file(repository, base, name)
    after = append_answers(before or b"", [answer for answer in answers if answer.paths])
    return {} if after == (before or b"") else {name: Replacement(before, after)}


def _inside(paths: Sequence[str], prefix: str) -> list[str]:
    return [path[len(prefix) :] for path in paths if path.startswith(prefix)]

"""The findings of a run that are known already."""

from dataclasses import replace

from reweave.run.committed_notes import committed_file
from reweave.run.known import known_entries, recognized
from reweave.run.state import RunState
from reweave.weave.answers import ANSWERS_FILE, Known, parse_answers


def recognize_known(state: RunState) -> RunState:
    """Find out which findings that no commit fixes are known.

    Raises:
        ReweaveError: `.reweave/answers.jsonl` is damaged, or git failed.
    """
    name = state.prefix + ANSWERS_FILE
    data = committed_file(state.session.repository, state.target.base, name) or b""
    answers = [answer for answer in parse_answers(data, name) if isinstance(answer, Known)]
    left = state.lint.result.left
    if not answers or not left:
        return state
    blobs = state.committed.blobs
    sources = dict(state.read(path for path in {finding.path for finding in left} if path in blobs))
    paths = {*blobs, *(entry.path for entry in state.committed.refused)}
    return replace(state, known=frozenset(recognized(known_entries(left, sources), answers, paths)))

"""The findings of a run that are known already, and the entries of those that are known no more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reweave.files.answers_file import ANSWERS_FILE
from reweave.note.changeset import Change, ChangeKind
from reweave.note.edit import Edit
from reweave.note.finding import Finding
from reweave.run.committed_notes import committed_file
from reweave.run.known import known_entries, recognized
from reweave.run.state import RunState
from reweave.weave.answers import Known, append_answers, parse_answers, without_answers

RULE = "known-finding"


def recognize_known(state: RunState) -> RunState:
    """Find out which findings that no commit fixes are known.

    Where every note was looked at, entries of findings that are gone leave `.reweave/answers.jsonl`, and those of
    renamed notes follow them, in a commit of their own.

    Raises:
        ReweaveError: `.reweave/answers.jsonl` is damaged, or git failed.
    """
    name = state.prefix + ANSWERS_FILE
    data = committed_file(state.session.repository, state.target.base, name) or b""
    answers = [answer for answer in parse_answers(data, name) if isinstance(answer, Known)]
    if not answers:
        return state
    left = state.lint.result.left
    blobs = state.committed.blobs
    sources = dict(state.read(path for path in {finding.path for finding in left} if path in blobs))
    paths = {*blobs, *(entry.path for entry in state.committed.refused)}
    entries = known_entries(left, sources)
    found = recognized(entries, answers, paths)
    state = replace(state, known=frozenset(found))
    return _forget(state, data, answers, entries, found) if state.lint.read == len(state.blobs()) else state


def _forget(
    state: RunState,
    data: bytes,
    answers: Sequence[Known],
    entries: Sequence[tuple[Finding, Known]],
    found: Mapping[Finding, Known],
) -> RunState:
    moved = {found[finding]: entry for finding, entry in entries if finding in found and found[finding] != entry}
    kept = set(found.values()) - moved.keys()
    gone = [answer for answer in answers if answer not in kept]
    if not gone:
        return state
    after = append_answers(without_answers(data, gone), moved.values())
    reasons = tuple(Edit(0, 0, b"", RULE, text) for text in _texts(gone, moved))
    return replace(state, answers=(Change(ANSWERS_FILE, ChangeKind.ANSWERS, data, after, reasons),))


def _texts(gone: Sequence[Known], moved: Mapping[Known, Known]) -> Iterator[str]:
    for entry in sorted(gone):
        to = moved.get(entry)
        yield f"{entry.rule} in {entry.path}{' is gone' if to is None else f' moved to {to.path}'}"

"""Findings without those that a comment in the note silences."""

from collections.abc import Sequence
from typing import NamedTuple

from reweave.note.ignore_comments import IgnoreComment, ignore_comments
from reweave.note.note import Note
from reweave.note.tree import Mapping
from reweave.rules.base import Proposal


class _Silence(NamedTuple):
    """The part of the text that a comment holds for, and the rules that it silences (`None`: all)."""

    start: int
    end: int
    rules: frozenset[str] | None

    def covers(self, proposal: Proposal) -> bool:
        return self.start <= proposal.offset < self.end and (self.rules is None or proposal.rule in self.rules)


def without_silenced(note: Note, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Return the proposals that no comment silences.

    A comment on a line of its own holds for the whole note, one on the line of a top-level key for the key with all of
    its value, any other for its line. Proposals that can only be carried out together with a silenced one lose their
    edits: they are still reported.
    """
    silences = [_silence(note, comment) for comment in ignore_comments(note)] if proposals else []
    gone = [proposal for proposal in proposals if any(one.covers(proposal) for one in silences)]
    if not gone:
        return tuple(proposals)
    together = {_shared(proposal) for proposal in gone} - {None}
    silenced = {id(proposal) for proposal in gone}
    return tuple(
        proposal._replace(edits=(), expected=None, proof=None) if _shared(proposal) in together else proposal
        for proposal in proposals
        if id(proposal) not in silenced
    )


def _shared(proposal: Proposal) -> tuple[str, int] | None:
    """Return what proposals that are proved together have in common."""
    proof = proposal.expected if proposal.expected is not None else proposal.proof
    return None if proof is None else (proposal.rule, id(proof))


def _silence(note: Note, comment: IgnoreComment) -> _Silence:
    text = note.text
    names = None if comment.names is None else frozenset(name for _, name in comment.names)
    if comment.own_line:
        return _Silence(0, len(text) + 1, names)
    start = text.rfind("\n", 0, comment.offset) + 1
    end = text.find("\n", comment.offset)
    root = note.root
    if isinstance(root, Mapping) and not root.flow:
        heads = [text.rfind("\n", 0, key.start) + 1 for key, _ in root.pairs]
        if start in heads:
            end = min((head for head in heads if head > start), default=len(text) + 1)
    return _Silence(start, len(text) + 1 if end == -1 else end, names)

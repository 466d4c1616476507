"""One note through the rules, to proved changes: read, propose, splice, read again, compare."""

import bisect
from collections.abc import Sequence
from itertools import count
from typing import NamedTuple, Self

from reweave.lint.ignore_comments import without_silenced
from reweave.lint.simple import is_simple, pass_simple
from reweave.note.changeset import Change, ChangeKind
from reweave.note.edit import Edit, splice, unspliced
from reweave.note.note import Note
from reweave.note.verify import (
    ProofError,
    prove_block,
    prove_change_by_second_reader,
    prove_data,
    prove_outside,
    prove_same_data,
)
from reweave.rules.base import Proposal, Rule, Safety

_ROUNDS = 8
"""Rounds of proposals one layer may take to settle; two are usual (one that edits, one that finds nothing)."""
_REPAIRS = 64
"""Rounds in which a note may become readable: one for each run of faults that one rule repairs."""
_LONG = 16_384
"""Beyond this many characters of frontmatter, repairs take no more rounds than other fixes: each reads it anew."""


class Normalized(NamedTuple):
    """The result of running rules on one note.

    `proposals` is everything found in the note as it is. `changes` is one step per layer that changed something, in
    order, and `final` what they make of the note. `refusal` says why the note stays as it is although there were edits;
    then `changes` is empty. `obstacle` says why repairs that were not asked for would leave it unreadable. `place` is
    the line and column that either of them is about, where it is about one. `final_simple` says that `final` was
    recognized by `is_simple`.
    """

    note: Note
    proposals: tuple[Proposal, ...]
    changes: tuple[Change, ...]
    final: Note
    refusal: str | None = None
    obstacle: str | None = None
    place: tuple[int, int] | None = None
    final_simple: bool = False


class Layer(NamedTuple):
    """Rules whose edits make one step of a note, of one kind.

    With `pass_simple`, they find nothing in simple frontmatter, so that they need not be asked.
    """

    kind: ChangeKind
    rules: tuple[Rule, ...]
    pass_simple: bool

    @classmethod
    def of(cls, kind: ChangeKind, rules: tuple[Rule, ...]) -> Self:
        """Return the layer of some rules."""
        return cls(kind, rules, pass_simple(rules))


def layers(rules: Sequence[Rule], *, unsafe: bool, by_rule: bool = False) -> tuple[Layer, ...]:
    """Return the writing rules in the order they are carried out: one layer per kind, or one per rule."""
    writing = [rule for rule in rules if rule.safety is Safety.SAFE or (unsafe and rule.safety is Safety.UNSAFE)]
    if by_rule:
        return tuple(Layer.of(rule.kind, (rule,)) for rule in writing)
    kinds = {kind: tuple(rule for rule in writing if rule.kind is kind) for kind in ChangeKind}
    return tuple(Layer.of(kind, own) for kind, own in kinds.items() if own)


def normalize(note: Note, rules: Sequence[Rule], steps: Sequence[Layer]) -> Normalized:
    """Find everything the rules have to say about a note, and carry out and prove the given steps.

    Every step is proved with the reader that read the note; the first and the last state of a changed note are also
    held against an independent reader.
    """
    proposals = propose(note, rules)
    if not any(proposal.edits for proposal in proposals):
        return Normalized(note, proposals, (), note)
    try:
        changes, final, simple = _proved(note, steps, proposals)
    except ProofError as error:
        return Normalized(note, proposals, (), note, str(error), place=_place_of(error))
    if note.problem is not None and not changes:
        try:
            _proved(note, layers(rules, unsafe=True), proposals)
        except ProofError as error:
            return Normalized(note, proposals, (), note, obstacle=str(error), place=_place_of(error))
    return Normalized(note, proposals, tuple(changes), final, final_simple=simple)


class _StillUnreadableError(ProofError):
    """What repairs leave unreadable; `place` is its line and column in the note as it was."""

    def __init__(self, place: tuple[int, int], reason: str) -> None:
        line, column = place
        super().__init__(f"still unreadable after the fix, at {line}:{column}: {reason}")
        self.place = place


def _place_of(error: ProofError) -> tuple[int, int] | None:
    return error.place if isinstance(error, _StillUnreadableError) else None


class _CarriedOut(NamedTuple):
    """The changes of a note, the note that they make, and whether that was recognized by `is_simple`."""

    changes: list[Change]
    final: Note
    simple: bool


def _proved(note: Note, steps: Sequence[Layer], proposals: Sequence[Proposal]) -> _CarriedOut:
    done = _carry_out(note, steps, _by_rule(proposals))
    if done.changes:
        prove_change_by_second_reader(note, done.final)
    return done


def propose(note: Note, rules: Sequence[Rule]) -> tuple[Proposal, ...]:
    """Return the findings of the rules in a note, without those that a comment in it silences.

    Only repairs look at a note that cannot be read.
    """
    readable = note.problem is None
    asked = [rule for rule in rules if rule.ready and (not rule.only_repairs if readable else rule.repairs)]
    found = without_silenced(note, [proposal for rule in asked for proposal in rule.propose(note)])
    if not found or not note.untouchable:
        return found
    spans = [(note.byte(start), note.byte(end)) for start, end in note.untouchable]
    return tuple(proposal for proposal in found if not any(_touches(edit, spans) for edit in proposal.edits))


def _touches(edit: Edit, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether an edit changes a byte inside one of the spans, or puts one there."""
    return any(start < edit.end and edit.start < end for start, end in spans)


def _by_rule(proposals: Sequence[Proposal]) -> dict[str, list[Proposal]]:
    found: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        found.setdefault(proposal.rule, []).append(proposal)
    return found


def _carry_out(note: Note, steps: Sequence[Layer], known: dict[str, list[Proposal]]) -> _CarriedOut:
    """Carry out the steps. `known` is what the rules propose for the note as it is, so that no rule is asked twice."""
    changes: list[Change] = []
    rounds: list[list[Edit]] = []
    start, simple = note, False
    for step in steps:
        current, reasons = start, list[Edit]()
        for number in count():
            if current is note:
                found = [proposal for rule in step.rules for proposal in known.get(rule.name, ())]
            elif step.pass_simple and (simple or is_simple(current.source, current.limits, current.block)):
                simple = True
                break
            else:
                found = list(propose(current, step.rules))
            chosen = _compatible([proposal for proposal in found if proposal.edits], current)
            if not chosen:
                break
            if number == _most_rounds(current):
                if current.problem is not None:
                    raise _still_unreadable(note, current, rounds)
                raise ProofError(f"the fixes do not converge ({', '.join(rule.name for rule in step.rules)})")
            current, simple = _apply(current, chosen), False
            rounds.append([edit for proposal in chosen for edit in proposal.edits])
            reasons.extend(rounds[-1])
        if current is not start:
            changes.append(Change(note.path, step.kind, start.source, current.source, tuple(reasons)))
        start = current
    if changes and start.problem is not None:
        raise _still_unreadable(note, start, rounds)
    asked = [step for step in steps if not (simple and step.pass_simple)] if len(changes) > 1 else []
    if any(proposal.edits for step in asked for proposal in propose(start, step.rules)):
        raise ProofError("a second fix would change it again")
    return _CarriedOut(changes, start, simple)


def _most_rounds(note: Note) -> int:
    return _ROUNDS if note.problem is None or len(note.text) > _LONG else _REPAIRS


def _still_unreadable(note: Note, fixed: Note, rounds: Sequence[Sequence[Edit]]) -> _StillUnreadableError:
    """Return the error for what is still wrong in `fixed`, which `rounds` of edits made of `note`."""
    assert fixed.problem is not None
    place = fixed.byte(fixed.problem.offset)
    for edits in reversed(rounds):
        place = unspliced(place, edits)
    start = note.source.rfind(b"\n", 0, place) + 1
    column = len(note.source[start:place].decode(errors="replace")) + 1
    return _StillUnreadableError((note.source.count(b"\n", 0, place) + 1, column), fixed.problem.reason)


def _compatible(proposals: list[Proposal], note: Note) -> list[Proposal]:
    """Return the first proposal and all that can be carried out beside it; the others have their turn later.

    In a note that cannot be read, the first is the uppermost: only what is above a fault can be proved.
    """
    if note.problem is not None:
        proposals = sorted(proposals, key=lambda proposal: proposal.offset)
    if proposals and ((first := proposals[0]).expected is not None or first.proof is not None):
        return [
            proposal
            for proposal in proposals
            if proposal.rule == first.rule and proposal.expected is first.expected and proposal.proof is first.proof
        ]
    taken: list[Edit] = []
    chosen: list[Proposal] = []
    for proposal in proposals:
        if proposal.expected is None and proposal.proof is None and not _overlap(taken, proposal.edits):
            chosen.append(proposal)
            for edit in proposal.edits:
                if taken and edit.start < taken[-1].start:
                    bisect.insort(taken, edit, key=_start)
                else:
                    taken.append(edit)
    return chosen


def _overlap(taken: list[Edit], edits: Sequence[Edit]) -> bool:
    """Return whether an edit shares a byte or a border with one of `taken` (sorted by start, without overlaps)."""
    if not taken:
        return False
    last = taken[-1].end
    for edit in edits:
        if edit.start > last:
            continue
        after = bisect.bisect_left(taken, edit.start, key=_start)
        if after < len(taken) and taken[after].start <= edit.end:
            return True
        if after and taken[after - 1].end >= edit.start:
            return True
    return False


def _start(edit: Edit) -> int:
    return edit.start


def _apply(before: Note, chosen: Sequence[Proposal]) -> Note:
    edits = [edit for proposal in chosen for edit in proposal.edits]
    try:
        after = Note(before.path, splice(before.source, edits), before.limits)
    except ValueError as error:
        raise ProofError(str(error)) from error
    prove_outside(before, after, edits)
    first = chosen[0]
    if first.proof is not None:
        first.proof(before, after)
    else:
        prove_block(before, after, edits)
        if first.expected is None:
            prove_same_data(before, after)
        else:
            prove_data(after, first.expected)
    return after

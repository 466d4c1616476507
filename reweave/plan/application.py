"""Carrying a plan out: from operations to a change set. Nothing is written here."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from reweave.errors import ReweaveError
from reweave.files.answers_file import ANSWERS_FILE
from reweave.note.append import AppendError
from reweave.note.changeset import Change, ChangeKind, ChangeSet
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.note.verify import ProofError, prove_change_by_second_reader
from reweave.plan.freshness import is_current, is_done
from reweave.plan.operation import Context, Operation, OperationError
from reweave.plan.operations.add_edge import AddEdge
from reweave.plan.operations.remove_edge import RemoveEdge
from reweave.plan.operations.rename_target import RenameTarget
from reweave.plan.operations.retype_edge import RetypeEdge
from reweave.plan.operations.undo_change import UndoChange
from reweave.plan.plan import Plan, configuration_hash
from reweave.plan.registry import all_operations
from reweave.text import quoted
from reweave.vault.board_files import is_board
from reweave.verbosity import timed_step
from reweave.weave.answers import append_answers, described, parse_answers
from reweave.weave.edge_entry import strip_wikilink

_EDGES = (AddEdge, RemoveEdge, RetypeEdge)


@dataclass(slots=True)
class Applied:
    """The outcome of a plan's operations.

    `done` changed something, `idle` found it done already (also where the note changed since), `stale` were made for
    other bytes than the note has now, and `refused` cannot be carried out, each with the reason. Notes with a stale or
    refused operation are not part of `changes`, whatever else was planned for them.
    """

    changes: ChangeSet = field(default_factory=ChangeSet)
    done: list[Operation] = field(default_factory=list)
    idle: list[Operation] = field(default_factory=list)
    stale: list[tuple[Operation, str]] = field(default_factory=list)
    refused: list[tuple[Operation, str]] = field(default_factory=list)


def choose(plan: Plan, only: Collection[str]) -> tuple[Operation, ...]:
    """Return the operations of a plan whose ids are given; all where none is.

    Raises:
        ReweaveError: the plan has no operation of one of these names (`no-such-operation`).
    """
    missing = sorted(set(only) - {one.id for one in plan.operations})
    if missing:
        raise ReweaveError(
            f"operation {quoted(missing[0])} not found in the plan",
            code="no-such-operation",
            suggestion="use the `id` of one of its lines",
        )
    return tuple(one for one in plan.operations if not only or one.id in only)


def check_configuration(plan: Plan, context: Context) -> None:
    """Refuse a plan that was made under another configuration.

    Raises:
        ReweaveError: it was (`other-configuration`).
    """
    made = plan.header.configuration
    if made is not None and made != configuration_hash(context.config):
        raise ReweaveError(
            "the plan was made with a different configuration",
            code="other-configuration",
            suggestion='make it again, or set "configuration" in its first line to null',
        )


@timed_step("apply the operations")
def apply_operations(
    operations: Iterable[Operation], read: Callable[[str], bytes | None], context: Context, *, by_edge: bool = False
) -> Applied:
    """Carry out operations on the notes that `read` gives (`None`: not found).

    A note's operations are carried out one after the other, in their order; the notes come by their paths. With
    `by_edge` each edge that is added, removed or retyped is a step of its own, those of a note by their other ends.
    """
    by_path: dict[str, list[Operation]] = {}
    for one in operations:
        by_path.setdefault(one.path, []).append(one)
    result = Applied()
    for path, own in sorted(by_path.items()):
        source = read(path)
        if source is not None and is_current(own, source):
            if by_edge and all(isinstance(one, _EDGES) for one in own):
                own = sorted(own, key=lambda one: _other(one, context))
            _apply_to_note(path, own, source, context, result, by_edge)
        elif is_done(path, own, read, context):
            result.idle.extend(own)
        else:
            why = "note not found" if source is None else "the note changed since the plan was made"
            result.stale.extend((one, why) for one in own)
    if context.answers:
        _answer([one for own in by_path.values() for one in own if one.id in context.answers], context, result)
    return result


def _answer(operations: list[Operation], context: Context, result: Applied) -> None:
    """Append the answers to their file."""
    before = context.said()
    known = parse_answers(before or b"")
    new = [one for one in operations if context.answers[one.id] not in known]
    result.done.extend(new)
    result.idle.extend(one for one in operations if one not in new)
    if new:
        wanted = [context.answers[one.id] for one in new]
        after = append_answers(before or b"", wanted)
        reasons = tuple(Edit(0, 0, b"", one.op, described(context.answers[one.id])) for one in new)
        change = Change(ANSWERS_FILE, ChangeKind.ANSWERS, before or b"", after, reasons, made=before is None)
        result.changes.add([change])


def _apply_to_note(
    path: str, own: list[Operation], source: bytes, context: Context, result: Applied, by_edge: bool
) -> None:
    first = note = Note(path, source, context.config.limits)
    steps: list[Change] = []
    done: list[Operation] = []
    idle: list[Operation] = []
    try:
        for (op, other), group in groupby(own, lambda one: (one.op, _other(one, context) if by_edge else "")):
            together = list(group)
            if is_board(path) and op != RenameTarget.op:
                raise OperationError(f"{op} does not apply to a canvas or base", together[0])
            if steps and (steps[-1].to or steps[-1].gone):
                raise OperationError(f"{done[-1].op} must be the last operation on its note", done[-1])
            made = [change._replace(other=other) for change in all_operations()[op].carry_out(together, note, context)]
            (done if made else idle).extend(one for one in together if one.id not in context.answers)
            steps.extend(made)
            before, note = note, Note(path, made[-1].after, context.config.limits) if made else note
            if op == UndoChange.op:  # it gives back what was there, whatever a reader makes of that
                _prove(first, before)
                first = note
        if not (steps and steps[-1].gone):
            _prove(first, note)
    except (OperationError, AppendError, ProofError) as error:
        for one in own:
            context.answers.pop(one.id, None)
        culprit = getattr(error, "operation", None)
        result.refused.extend(
            (
                one,
                str(error) if culprit in (None, one) else f"another operation on the note was refused: {culprit.id}",
            )
            for one in own
        )
        return
    result.done.extend(done)
    result.idle.extend(idle)
    result.changes.add(_joined(steps))


def _prove(before: Note, after: Note) -> None:
    if _frontmatter(before) != _frontmatter(after):
        prove_change_by_second_reader(before, after)


def _other(operation: Operation, context: Context) -> str:
    """Return the path of the note at the other end of an operation's edge; its name where that means no single note."""
    if not isinstance(operation, _EDGES):
        return ""
    name = strip_wikilink(operation.target)
    try:
        return context.vault.records[context.meant(operation.path, name)].path
    except OperationError:
        return name


def _frontmatter(note: Note) -> bytes:
    return note.source[: note.block.body]


def _joined(steps: Iterable[Change]) -> Iterator[Change]:
    """Join neighbouring steps of one kind, and about one edge: they are one change for a reviewer."""
    for (kind, other), group in groupby(steps, key=lambda one: (one.kind, one.other)):
        own = list(group)
        reasons = tuple(edit for step in own for edit in step.reasons)
        last = own[-1]
        if own[0].before != last.after or last.to or last.gone:
            yield Change(own[0].path, kind, own[0].before, last.after, reasons, last.to, gone=last.gone, other=other)

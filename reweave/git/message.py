"""Commit messages: a subject for reviewers, counts per rule, and trailers that no other text can forge."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from reweave.git.batch import Batch
from reweave.note.changeset import ChangeKind
from reweave.text import count_of, printable

RUN = "Reweave-Run"
BATCH = "Reweave-Batch"
KIND = "Reweave-Kind"
RULES = "Reweave-Rules"
UNDO = "Reweave-Undo"

_WIDTH = 72
_LISTED = 10
_MOST = 60
"""Lines of a list of changes; with the counts, a message has fewer than a hundred."""
_MOST_COUNTS = 25
_VERBS = {ChangeKind.REPAIR: "Repair", ChangeKind.CONTENT: "Clean up", ChangeKind.LAYOUT: "Normalize"}
_EACH = {
    ChangeKind.STALE: "No longer proposed:",
    ChangeKind.EDGES: "Edges:",
    ChangeKind.FIELDS: "Fields:",
    ChangeKind.NAMES: "Names:",
    ChangeKind.ANSWERS: "Declined:",
}
"""The kinds whose changes are reviewed one by one, and the title above the list."""
_UNDO = "undo-change"
_EDGE_VERBS = {"unweave": "remove", "remove-edge": "remove", "retype-edge": "retype", "rename-target": "rename"}
"""The verb for an edge, by the rule of its edit; other rules add one."""


def batch_message(batch: Batch, run: str, number: int, total: int, extra: Sequence[tuple[str, str]] = ()) -> str:
    """Return the message of the commit that delivers `batch`, number `number` of `total` in this run."""
    if batch.kind in _EACH:
        listed = _each(batch) if _forgets(batch) is None else _forgotten(batch)
    elif len(batch.folders) > 1:
        listed = _folders(batch)
    else:
        listed = _listing("Notes:", [printable(change.path) for change in batch.changes])
    trailers = [(RUN, run), (BATCH, f"{number}/{total}"), (KIND, batch.kind.value)]
    if batch.kind in _VERBS:
        trailers.append(
            (RULES, ", ".join(sorted({printable(edit.rule) for change in batch.changes for edit in change.reasons})))
        )
    return compose(_subject(batch), [_counts(batch), listed], [*trailers, *extra])


def undo_message(
    run: str,
    number: int,
    subject: str,
    restored: Sequence[str],
    merged: Sequence[str],
    extra: Sequence[tuple[str, str]],
) -> str:
    """Return the message of the commit that undoes batch `number` of `run`.

    `restored` are the notes that get their old bytes, `merged` those that keep later changes.
    """
    paragraphs: list[list[str]] = []
    if restored:
        paragraphs.append(_listing("Restored:", [printable(path) for path in restored]))
    if merged:
        title = "Reverted, with later changes kept:"
        paragraphs.append(_listing(title, [printable(path) for path in merged]))
    count = count_of(len(restored) + len(merged), "note")
    title = f"Undo: {printable(subject)}"
    if len(title) > _WIDTH:
        title = f"Undo batch {number} of run {run} ({count})"
    paragraphs = [[f"This undoes batch {number} of run {run}, in {count}."], *paragraphs]
    return compose(title, paragraphs, [(UNDO, f"{run}/{number}"), *extra])


def compose(subject: str, paragraphs: Sequence[Sequence[str]], trailers: Sequence[tuple[str, str]]) -> str:
    """Return a message of a subject, paragraphs of lines, and, always last, a paragraph of trailers alone.

    git reads trailers from the last paragraph only, and no text here spans lines: a file name cannot reach them.

    Raises:
        ValueError: a line holds a line break.
    """
    if any("\n" in line for line in (subject, *chain.from_iterable(paragraphs), *chain.from_iterable(trailers))):
        raise ValueError("a line of a message holds a line break")
    blocks = [subject, *("\n".join(lines) for lines in paragraphs)]
    return "\n\n".join([*blocks, "\n".join(f"{key}: {value}" for key, value in trailers)]) + "\n"


def _subject(batch: Batch) -> str:
    """Return the first of several wordings, from full to short, that fits the width."""
    notes = count_of(len(batch.changes), "note")
    rules = sorted({edit.rule for change in batch.changes for edit in change.reasons})
    if batch.kind is ChangeKind.NAMES:
        return _names_subject(batch)
    if (forgets := _forgets(batch)) is not None:
        return f"Update {count_of(forgets, 'known finding')}"
    if batch.kind is ChangeKind.ANSWERS:
        return _answers_subject(batch)
    if batch.kind is ChangeKind.EDGES and batch.other:
        return _one_other_subject(batch)
    if batch.kind is ChangeKind.EDGES:
        whats = [_edge_subject(batch)]
    elif batch.kind is ChangeKind.STALE:
        whats = [f"Remove {count_of(sum(len(change.reasons) for change in batch.changes), 'stale edge')}"]
    elif batch.kind is ChangeKind.FIELDS and rules == [_UNDO]:
        whats = ["Undo changes"]
    elif batch.kind is ChangeKind.FIELDS:
        whats = [f"Change {count_of(sum(len(change.reasons) for change in batch.changes), 'field')}"]
    else:
        verb = _VERBS[batch.kind]
        first = [printable(rule) for rule in rules]
        whats = [f"{verb} {', '.join(first)}", f"{verb} {first[0]} and {len(first) - 1} more" if first[1:] else ""]
        whats = [what for what in whats if what] if rules else [f"{verb} notes"]
    if batch.by_note and len(batch.changes) == 1:
        what = next((what for what in whats if len(what) < _WIDTH - 20), whats[-1])
        return f"{what}: {_short(printable(_stem(batch.changes[0].path)), _WIDTH - len(what) - 2)}"
    part = "" if batch.part is None else f", part {batch.part[0]}/{batch.part[1]}"
    wheres = _wheres(batch)
    wordings = [f"{what}{where}{part} ({notes})" for where in wheres for what in whats]
    return next((wording for wording in wordings if len(wording) <= _WIDTH), f"{whats[-1]}{part} ({notes})"[:_WIDTH])


def _answers_subject(batch: Batch) -> str:
    """Return what was answered: `Decline 3 edges`, `Decline 3 edges and 1 undone change`."""
    edits = [edit for change in batch.changes for edit in change.reasons]
    undone = sum(edit.rule == _UNDO for edit in edits)
    parts = [count_of(len(edits) - undone, "edge")] if len(edits) > undone else []
    parts += [count_of(undone, "undone change")] if undone else []
    return f"Decline {' and '.join(parts)}"


def _wheres(batch: Batch) -> list[str]:
    """Return wordings of where the notes lie, from full to short."""
    folder = batch.folder
    many = len(batch.folders)
    names = [folder]
    parts = folder.split("/")
    names += [".../" + "/".join(parts[at:]) for at in range(1, len(parts))]
    if many == 1:
        return [f" in {printable(name)}" for name in names] if folder else [" at the top"]
    below = [f" in {many} folders of {printable(name)}" for name in names] if folder else []
    if many <= 3:
        below.insert(0, " in " + ", ".join(printable(name) if name else "the top" for name in batch.folders))
    return [*below, f" in {many} folders"]


def _counts(batch: Batch) -> list[str]:
    """Return one line per rule: how many changes it made, and in how many notes."""
    changes = Counter(edit.rule for change in batch.changes for edit in change.reasons)
    notes = Counter(rule for change in batch.changes for rule in {edit.rule for edit in change.reasons})
    lines = [
        f"{printable(rule)}: {count_of(count, 'change')} in {count_of(notes[rule], 'note')}"
        for rule, count in sorted(changes.items())
    ]
    rest = len(lines) - _MOST_COUNTS
    return lines if rest <= 0 else [*lines[:_MOST_COUNTS], f"and {rest} more"]


def _folders(batch: Batch) -> list[str]:
    notes = Counter(change.path.rpartition("/")[0] for change in batch.changes)
    lines = [f"{printable(name) if name else 'the top'}: {count_of(notes[name], 'note')}" for name in batch.folders]
    return _listing("Folders:", lines)


def _listing(title: str, lines: Sequence[str]) -> list[str]:
    """Return `title` and the first of `lines`, each after a hyphen: no such line reads as a trailer."""
    shown = lines if len(lines) <= _LISTED + 1 else lines[:_LISTED]
    rest = len(lines) - len(shown)
    return [title, *(f"- {line}" for line in shown), *([f"- and {rest} more"] if rest else [])]


def _edge_subject(batch: Batch) -> str:
    """Return what the batch does to edges: `Add 3 edges`, `Add 3 edges, remove 1`."""
    verbs = Counter(_EDGE_VERBS.get(edit.rule, "add") for change in batch.changes for edit in change.reasons)
    (first, count), *rest = sorted(verbs.items())
    more = "".join(f", {verb} {number}" for verb, number in rest)
    return f"{first.capitalize()} {count_of(count, 'edge')}{more}"


def _one_other_subject(batch: Batch) -> str:
    """Return what the batch does to edges with one other note, whose name is cut to fit."""
    types = {edit.rule for change in batch.changes for edit in change.reasons}
    what = _edge_subject(batch)
    if len(types) == 1 and (name := printable(next(iter(types)))) not in _EDGE_VERBS and " 1 edge" in what:
        what = f"Add {name} edge"
    own, other = (printable(_stem(path)) for path in (batch.changes[0].path, batch.other))
    room = _WIDTH - len(what) - 2
    if len(batch.changes) > 1:
        return f"{what}: {_short(other, room)}"
    room -= 4
    first = _short(own, max(room - len(other), room // 2))
    return f"{what}: {first} -> {_short(other, room - len(first))}"


def _stem(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 3].rstrip() + "..."


def _names_subject(batch: Batch) -> str:
    renamed = sum(bool(change.to) for change in batch.changes)
    gone = sum(change.gone for change in batch.changes)
    extended = sum(any(edit.rule == "merge-note" for edit in change.reasons) for change in batch.changes)
    merged = min(extended, gone)
    others = len(batch.changes) - renamed - gone - merged
    whats = [f"rename {count_of(renamed, 'note')}"] if renamed else []
    whats += [f"merge {count_of(merged, 'note')} into {'another' if merged == 1 else 'others'}"] if merged else []
    whats += [f"delete {count_of(gone - merged, 'note')}"] if gone > merged else []
    moved = renamed + merged
    names = ("its name" if moved + gone - merged == 1 else "their names") if whats else "names"
    if others:
        where = count_of(others, "note")
        whats.append(f"remove {names} from {where}" if whats and not moved else f"change {names} in {where}")
    text = ", ".join(whats)
    return text[0].upper() + text[1:]


def _each(batch: Batch) -> list[str]:
    """Return one line per change; of many, the first."""
    lines = [
        f"- {printable(change.path)}: {printable(edit.message)}" for change in batch.changes for edit in change.reasons
    ]
    rest = len(lines) - _MOST
    more = [] if rest <= 0 else [f"- and {rest} more; the report of the run lists them"]
    return [_EACH[batch.kind], *lines[:_MOST], *more]


def _forgets(batch: Batch) -> int | None:
    """Return how many known findings the batch takes from the remembered answers, `None` where it does something else.

    These are fixed, or their notes were renamed.
    """
    edits = [edit for change in batch.changes for edit in change.reasons]
    return len(edits) if edits and all(edit.rule == "known-finding" for edit in edits) else None


def _forgotten(batch: Batch) -> list[str]:
    return _listing("Findings:", [printable(edit.message) for change in batch.changes for edit in change.reasons])

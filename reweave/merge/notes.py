"""The three-way merge of whole notes."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reweave.config.merge import MergeConfig
from reweave.git.text_options import TextOptions
from reweave.merge.byte_form import unify
from reweave.merge.frontmatter import Frontmatter, merge_frontmatter
from reweave.merge.sections import ShapeError, split_sections
from reweave.note.block import BOM, Form
from reweave.note.limits import DEFAULT_LIMITS, Limits
from reweave.note.note import Note
from reweave.note.tree import Alias, Mapping, Scalar, walk
from reweave.note.verify import ProofError, prove_by_second_reader

BODY, FRONTMATTER, TEXT = "body", "frontmatter", "text"

Options = Callable[[], TextOptions]


class Merged(NamedTuple):
    """A merged note. With `conflicts` it holds markers around what they name: keys, `body`, `frontmatter` or `text`.

    `as_text` says why the note was merged as text, where it was.
    """

    data: bytes
    conflicts: tuple[str, ...] = ()
    as_text: str = ""


def merge_notes(
    base: bytes,
    ours: bytes,
    theirs: bytes,
    config: MergeConfig,
    *,
    path: str = "",
    limits: Limits = DEFAULT_LIMITS,
    options: Options = TextOptions,
    inner: bool = False,
) -> Merged:
    """Merge three versions of a note, into the bytes of ours; `base` is empty where both sides made the note.

    The remembered answers, at their `path`, are merged line by line.

    The frontmatter is merged by its keys, the body as text. A note that cannot be merged so is merged as text, and
    what git then calls clean counts only if it can be read. `options` is called only where text is merged, or a
    conflict is marked. An `inner` merge makes the base of another merge, of a criss-cross history: its frontmatter has
    no markers, but can be read.

    Raises:
        GitError: git could not merge the text.
    """
    if ours == theirs or theirs == base:
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    if path.endswith(".jsonl"):
        from reweave.merge.answer_lines import is_answers, merge_answers

        if is_answers(path):
            return Merged(merge_answers(base, ours, theirs))
    unified = unify(base, ours, theirs)
    merged = _merge([Note(path, source, limits) for source in unified[:3]], config, options, inner)
    return merged._replace(data=unified.restored(merged.data))


def _merge(sides: Sequence[Note], config: MergeConfig, options: Options, inner: bool) -> Merged:
    base, ours, theirs = sides
    try:
        return _by_keys(base, ours, theirs, config, options, inner)
    except ShapeError as error:
        if base.problem is not None and (unmarked := _unmarked(base, config)) is not None:
            return _merge([unmarked, ours, theirs], config, options, inner)
        return _as_text(base, ours, theirs, str(error), options, inner)


def _unmarked(base: Note, config: MergeConfig) -> Note | None:
    """Return a base that an inner merge of git's own left with markers in its frontmatter, merged by keys."""
    # Hardly any merge has such a base.
    from reweave.merge.marked_sides import MarkerError, split_sides

    try:
        sides = split_sides(base.source)
    except MarkerError:
        return None
    merged = merge_notes(sides.base, sides.ours, sides.theirs, config, limits=base.limits, inner=True)
    note = Note(base.path, merged.data + sides.body, base.limits)
    return note if note.problem is None else None


def _by_keys(base: Note, ours: Note, theirs: Note, config: MergeConfig, options: Options, inner: bool) -> Merged:
    conflicts: tuple[str, ...] = ()
    if _head(theirs) == _head(base) or _head(ours) == _head(theirs):
        head = _head(ours)
    elif _head(ours) == _head(base):
        head = _head(theirs)
    else:
        if Form.YAML not in (ours.block.form, theirs.block.form) or ours.block.form is not theirs.block.form:
            raise ShapeError("one side has no frontmatter")
        merged = merge_frontmatter(split_sections(base), split_sections(ours), split_sections(theirs), config)
        _prove(merged, ours, theirs)
        conflicts = merged.conflicts
        source = merged.note.source
        if conflicts:
            source = merged.readable() if inner else merged.marked(options())
        head = source[: len(source) - len(ours.body)]
    body, conflict = _merge_bodies(base, ours, theirs, head, options)
    return Merged(_joined(head, body), (*conflicts, BODY) if conflict else conflicts)


def _merge_bodies(base: Note, ours: Note, theirs: Note, head: bytes, options: Options) -> tuple[bytes, bool]:
    """Merge the bodies as git merges the notes, if its merge of the frontmatters is `head`; else by themselves."""
    if head in (_head(ours), _head(theirs)) and _differ(base.body, ours.body, theirs.body):
        whole, conflict = _merge_text(base.source, ours.source, theirs.source, options)
        if whole.startswith(head):
            return whole[len(head) :], conflict
    return _merge_text(base.body, ours.body, theirs.body, options)


def _differ(base: bytes, ours: bytes, theirs: bytes) -> bool:
    return base != ours != theirs != base


def _prove(merged: Frontmatter, ours: Note, theirs: Note) -> None:
    """Check with the second reader, unless it already fails on one of the sides."""
    try:
        prove_by_second_reader(merged.note)
    except ProofError as error:
        for side in (ours, theirs):
            try:
                prove_by_second_reader(side)
            except ProofError:
                return
        raise ShapeError(str(error)) from error


def _head(note: Note) -> bytes:
    return note.source[: note.block.body]


def _joined(head: bytes, body: bytes) -> bytes:
    if body and head not in (b"", BOM) and not head.endswith(b"\n"):
        return head + (b"\r\n" if b"\r\n" in head else b"\n") + body
    return head + body


def _merge_text(base: bytes, ours: bytes, theirs: bytes, options: Options) -> tuple[bytes, bool]:
    if not _differ(base, ours, theirs):
        return (theirs if ours == base else ours), False
    # Git is only needed here.
    from reweave.git.text_merge import merge_text

    merged = merge_text(base, ours, theirs, options())
    return merged.data, merged.conflict


def _as_text(base: Note, ours: Note, theirs: Note, why: str, options: Options, inner: bool) -> Merged:
    """Merge as git does. A clean merge that breaks what both sides can read becomes a conflict of the frontmatters."""
    data, conflict = _merge_text(base.source, ours.source, theirs.source, options)
    if inner and Note(ours.path, data, ours.limits).problem is not None:
        return Merged(_joined(_head(base), _merge_text(base.body, ours.body, theirs.body, options)[0]), (TEXT,), why)
    if conflict:
        return Merged(data, (TEXT,), why)
    if data in (ours.source, theirs.source) or not _damaged(Note(ours.path, data, ours.limits), ours, theirs):
        return Merged(data, (), why)
    body, _ = _merge_text(base.body, ours.body, theirs.body, options)
    heads = [head if head.endswith(b"\n") or not head else head + b"\n" for head in map(_head, (ours, base, theirs))]
    return Merged(options().marked(*heads) + body, (FRONTMATTER,), why)


def _damaged(note: Note, ours: Note, theirs: Note) -> bool:
    """Return whether a merge broke something: it cannot be read, or repeats keys or points nowhere as no side does."""
    if note.problem is not None:
        return True
    faults = _faults(note)
    return any(count > max(_faults(ours)[one], _faults(theirs)[one]) for one, count in faults.items())


def _faults(note: Note) -> Counter[str]:
    found: Counter[str] = Counter()
    for node in walk(note.root) if note.root is not None else ():
        if isinstance(node, Mapping):
            names = Counter(key.value for key, _ in node.pairs if isinstance(key, Scalar))
            found.update({f"key {name}": count - 1 for name, count in names.items() if count > 1})
    if note.root is not None:
        anchors = {node.anchor for node in walk(note.root) if not isinstance(node, Alias)}
        found.update(
            f"alias {node.anchor}" for node in walk(note.root) if isinstance(node, Alias) and node.anchor not in anchors
        )
    return found

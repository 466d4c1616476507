"""Following a list that one side gave another key: the other side's change of its items belongs to the new key."""

from collections.abc import Iterator
from typing import NamedTuple

from reweave.config.merge import MergeConfig
from reweave.merge.identity import Identity, ListKind, identity
from reweave.merge.sections import Section, Sections, is_list, items_of, split_sections
from reweave.note.edit import splice
from reweave.note.note import Note


class FollowedKeys(NamedTuple):
    """Base, ours and theirs with the renamed keys in place; `torn` are keys that cannot be merged automatically."""

    base: Sections
    ours: Sections
    theirs: Sections
    torn: frozenset[str]


class _Rename(NamedTuple):
    """A key and its new name; `certain` where the items say so, and not only the place."""

    old: str
    new: str
    certain: bool


def follow_renames(base: Sections, ours: Sections, theirs: Sections, config: MergeConfig) -> FollowedKeys:
    """Give a key that one side renamed its new name on all sides, where the other side changed its list.

    A list is renamed where its key is gone and a new one has at least half of its items. Two new names, and a new name
    for a list that the other side removed, contradict each other; so does a change of a list that may be renamed: it is
    empty before or after, and a new one is in its place.

    Raises:
        ShapeError: a side cannot be read with the new name.
    """
    torn: set[str] = set()
    by_us, by_them = list(_renames(base, ours, config)), list(_renames(base, theirs, config))
    renamed = {one.old for one in by_us} & {one.old for one in by_them}
    for one in (*by_us, *by_them):
        side, other = (ours, theirs) if one in by_us else (theirs, ours)
        if one in by_us and one in by_them:
            continue
        old = other.keys.get(one.old)
        if one.old in renamed or old is None:
            torn.update({one.new} if one.certain else ())
        elif old.content != base.keys[one.old].content:
            if one.new in other.keys or not one.certain:
                torn.update((one.old, one.new) if not one.certain else (one.old,))
                continue
            base, other = _with_key(base, one), _with_key(other, one)
            ours, theirs = (side, other) if one in by_us else (other, side)
    return FollowedKeys(base, ours, theirs, frozenset(torn))


def _renames(base: Sections, side: Sections, config: MergeConfig) -> Iterator[_Rename]:
    gone = [part for name, part in base.keys.items() if name not in side.keys and is_list(part)]
    new = {name: part for name, part in side.keys.items() if name not in base.keys and is_list(part)}
    for part in gone:
        items = _items(part)
        fitting = {name: one for name, one in new.items() if not _is_retyped(part.name, name, config)}
        shared = {name: len(items & _items(one)) for name, one in fitting.items()}
        best = max(shared, key=lambda name: shared[name], default=None)
        if best is not None and items and 2 * shared[best] >= len(items):
            del new[best]
            yield _Rename(part.name, best, True)
            continue
        for name, one in fitting.items():
            if not (items and _items(one)) and _above(base, part.name, side) == _above(side, name, base):
                yield _Rename(part.name, name, False)


def _is_retyped(old: str, new: str, config: MergeConfig) -> bool:
    """Return whether two keys have meanings of their own: edges in another list are edges of another type."""
    edges = (*config.edges, *config.dated)
    return new in edges or (old in edges and config.is_set(new))


def _items(part: Section) -> set[Identity]:
    return {identity(node, ListKind.EDGES) for node in items_of(part)} if is_list(part) else set()


def _above(sections: Sections, name: str, other: Sections) -> str | None:
    """Return the nearest key above one that is on the other side, too."""
    names = list(sections.keys)
    return next((one for one in reversed(names[: names.index(name)]) if one in other.keys), None)


def _with_key(sections: Sections, rename: _Rename) -> Sections:
    part = sections.keys[rename.old]
    note = sections.note
    edit = note.edit(part.start, part.colon, rename.new, "merge", f"renamed {rename.old}")
    return split_sections(Note(note.path, splice(note.source, [edit]), note.limits))

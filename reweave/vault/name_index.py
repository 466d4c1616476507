"""Name resolution: from a name to every note that it may mean, never a guess."""

import posixpath
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice, takewhile

from reweave.vault.conflict_copies import is_conflict_copy
from reweave.vault.names import fold_name, is_slug, normalize_name, slug_key
from reweave.vault.record import Record

Notes = tuple[int, ...]
"""Places of notes in the vault, in order; none: the name is unknown, several: it is ambiguous."""


class NameIndex:
    """The names of all notes.

    A name with a slash is looked up as a path first. A name means the notes that have it as their file's stem exactly
    as written, else those that have it so as title, opening heading or alias, else those with that stem in another
    case or with hyphens for spaces, else those with such a title, heading or alias, else those of whose names it is the
    slug, or whose stem is its slug. The first of these that finds a note answers, with every note that it finds.
    """

    def __init__(self, records: Sequence[Record], extensions: Iterable[str] = (".md",)) -> None:
        """Learn the names of `records`, which are known by their places in it."""
        self._records = records
        self.extensions = tuple(extension.casefold() for extension in extensions)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._found: dict[str, Notes] = {}
        self._ended: dict[str, Notes] = {}
        for place, record in enumerate(records):
            for name in {fold_name(name) for name in _names(record)}:
                self._by_name[name].append(place)

    def resolve(self, name: str, *, fragment: str = "", folder: str = "", is_path: bool = False) -> Notes:
        """Return the notes that `name` may mean.

        `fragment` is the part after a `#`, which may belong to the name. `is_path` says that it is a path and
        nothing else (a Markdown link), seen from `folder`, else from the root, else the end of a path (the shortest
        that tells notes apart, as Obsidian writes it).
        """
        if is_path:
            bare = self._bare(name)
            return (
                self._by_path(bare, folder, exact=True)
                or (self._by_exact_end(bare) if bare != name else ())
                or self._by_path(bare, folder)
            )
        if fragment and (found := self._by_names(f"{name}#{fragment}")):
            return found
        if "/" in name and (found := self._by_path(self._bare(name), folder) or self._by_end(self._bare(name))):
            return found
        return self._by_names(name)

    def only_stem(self, place: int) -> bool:
        """Return whether no other note's file has the same stem, in whatever case."""
        return self._stems[_key(self._records[place].stem)] == 1

    def only_path(self, place: int) -> bool:
        """Return whether no other note has the same path, in whatever case."""
        return self._cased_paths[_key(self._records[place].path)] == 1

    def _by_names(self, name: str) -> Notes:
        found = self._found.get(name)
        if found is None:
            bare = self._bare(name)
            found = self._by_name_of_any_kind(name) or (self._by_name_of_any_kind(bare) if bare != name else ())
            self._found[name] = found = found or self._by_slug(bare)
        return found

    def _by_name_of_any_kind(self, name: str) -> Notes:
        key = fold_name(name)
        places = tuple(self._by_name.get(key, ()))
        if len(places) < 2:
            return places
        text, records = normalize_name(name), self._records
        return (
            tuple(place for place in places if normalize_name(records[place].stem) == text)
            or tuple(place for place in places if any(normalize_name(one) == text for one in _names(records[place])))
            or tuple(place for place in places if fold_name(records[place].stem) == key)
            or places
        )

    def _by_path(self, bare: str, folder: str, *, exact: bool = False) -> Notes:
        """Return the notes at a path as it is written, else with case and hyphens ignored; `exact`: case alone."""
        seen_from = ("",) if bare.startswith("/") else (folder,) if bare.startswith(".") else (folder, "")
        for start in seen_from:
            path = normalize_name(_joined(start, bare.lstrip("/")))
            if places := self._paths.get(fold_name(path)):
                known = [(place, normalize_name(self._bare(self._records[place].path))) for place in places]
                if same := tuple(place for place, own in known if own == path):
                    return same
                if not exact:
                    return tuple(places)
                if same := tuple(place for place, own in known if own.casefold() == path.casefold()):
                    return same
        return ()

    def _by_end(self, bare: str) -> Notes:
        """Return the notes whose paths end with a path that is not written from the root."""
        if bare.startswith((".", "/")):
            return ()
        found = self._ended.get(bare)
        if found is None:
            end = f"/{fold_name(bare)}"[::-1]
            first = bisect_left(self._backwards, (end,))
            ending = takewhile(lambda one: one[0].startswith(end), islice(self._backwards, first, None))
            self._ended[bare] = found = tuple(sorted(place for _, place in ending))
        return found

    def _by_exact_end(self, bare: str) -> Notes:
        """Return the notes whose paths end with a path as it is written, else those that do so in another case."""
        wanted = normalize_name(f"/{bare}")
        ends = [(place, normalize_name(f"/{self._bare(self._records[place].path)}")) for place in self._by_end(bare)]
        exact = tuple(place for place, path in ends if path.endswith(wanted))
        return exact or tuple(place for place, path in ends if path.casefold().endswith(wanted.casefold()))

    def _by_slug(self, name: str) -> Notes:
        names, stems = self._slugs
        return tuple((names if is_slug(name) else stems).get(slug_key(name), ()))

    @cached_property
    def _stems(self) -> Counter[str]:
        return Counter(_key(record.stem) for record in self._records)

    @cached_property
    def _cased_paths(self) -> Counter[str]:
        return Counter(_key(record.path) for record in self._records)

    @cached_property
    def _paths(self) -> Mapping[str, list[int]]:
        paths: dict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(self._records):
            paths[fold_name(self._bare(record.path))].append(place)
        return paths

    @cached_property
    def _backwards(self) -> list[tuple[str, int]]:
        """The paths written backwards, in order: those with a common end are adjacent."""
        return sorted((f"/{path}"[::-1], place) for path, places in self._paths.items() for place in places)

    @cached_property
    def _slugs(self) -> tuple[Mapping[str, list[int]], Mapping[str, list[int]]]:
        """The slug keys of all names, and of those stems that are slugs."""
        names: dict[str, list[int]] = defaultdict(list)
        stems: dict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(self._records):
            for key in {slug_key(name) for name in _names(record)} - {""}:
                names[key].append(place)
            if is_slug(record.stem):
                stems[slug_key(record.stem)].append(place)
        return names, stems

    def _bare(self, path: str) -> str:
        return path.rpartition(".")[0] if path.casefold().endswith(self.extensions) else path


def _key(name: str) -> str:
    return normalize_name(name).casefold()


def _names(record: Record) -> Iterable[str]:
    yield record.stem
    if is_conflict_copy(record.stem):
        return  # its title and aliases are those of the note that it is a copy of
    yield record.title
    if record.heading is not None:
        yield record.heading
    yield from record.aliases


def _joined(folder: str, path: str) -> str:
    """Return a path seen from a folder, relative to the root; one that leaves the root is no note's path."""
    return posixpath.normpath(posixpath.join(folder, path))

"""From a name to the notes that it may mean. Where it means several, all are returned: nothing is guessed."""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Sequence

from reweave.vault.names import folded, is_slug, letters, same_text
from reweave.vault.record import Record, stem_of

Notes = tuple[int, ...]
"""Places of notes in the vault, in order; none: the name is unknown, several: it is ambiguous."""


class NameIndex:
    """The names of all notes.

    A name is looked up as a path, then as a file's stem, then as a title, first heading or alias, each exactly as
    written before without case and with hyphens for spaces, and at last as the slug of one of them. The first of
    these that knows the name answers, with every note that has it.
    """

    def __init__(self, records: Sequence[Record], extensions: Iterable[str] = (".md",)) -> None:
        """Learn the names of `records`, which are known by their places in it."""
        self._extensions = tuple(extension.casefold() for extension in extensions)
        paths, stems, names = _Names(), _Names(), _Names()
        slugs: dict[str, list[int]] = defaultdict(list)
        slugged_stems: dict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(records):
            stem = record.stem
            paths.add(self._bare(record.path), place)
            stems.add(stem, place)
            own = {record.title, stem, *record.aliases}
            if record.heading is not None:
                own.add(record.heading)
            for name in own:
                names.add(name, place)
                slugs[letters(name)].append(place)
            if is_slug(stem):
                slugged_stems[letters(stem)].append(place)
        self._paths, self._stems, self._names = paths, stems, names
        self._slugs, self._slugged_stems = slugs, slugged_stems
        self._folders = [f"/{folded(self._bare(record.path))}" for record in records]

    def resolve(self, name: str, *, fragment: str = "", folder: str = "", is_path: bool = False) -> Notes:
        """Return the notes that `name` may mean.

        `fragment` is what stands behind a `#`, which may belong to the name. `is_path` says that it is a path and
        nothing else (a Markdown link), seen from `folder` (or from the root, with a `/` in front).
        """
        if fragment and not is_path and (found := self._resolve(f"{name}#{fragment}", folder)):
            return found
        if is_path:
            bare = self._bare(name)
            inner = bare.lstrip("/") if bare.startswith("/") else _joined(folder, bare)
            return self._paths.find(inner) or (
                () if bare.startswith(("/", ".")) else self._paths.find(_joined("", bare))
            )
        return self._resolve(name, folder)

    def _resolve(self, name: str, folder: str) -> Notes:
        bare = self._bare(name)
        if "/" in bare and (found := self._by_path(bare, folder)):
            return found
        for text in (name, bare) if bare != name else (name,):
            if found := self._stems.exact(text) or self._names.exact(text):
                return found
        for text in (name, bare) if bare != name else (name,):
            if found := self._paths.find(text) or self._stems.find(text) or self._names.find(text):
                return found
        return self._by_slug(bare)

    def _by_path(self, bare: str, folder: str) -> Notes:
        if bare.startswith(("./", "../")):
            return self._paths.find(_joined(folder, bare))
        inner = bare.lstrip("/")
        if found := self._paths.find(inner):
            return found
        if found := self._paths.find(_joined(folder, inner)):
            return found
        last = self._stems.find(stem_of(f"{inner}.md"))
        end = f"/{folded(inner)}"
        return tuple(place for place in last if self._folders[place].endswith(end))

    def _by_slug(self, name: str) -> Notes:
        key = letters(name)
        if not key:
            return ()
        return _once((self._slugs if is_slug(name) else self._slugged_stems).get(key, ()))

    def _bare(self, path: str) -> str:
        if path.casefold().endswith(self._extensions):
            return path.rpartition(".")[0]
        return path


class _Names:
    """Notes by one kind of name."""

    def __init__(self) -> None:
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._folded: dict[str, list[int]] = defaultdict(list)

    def add(self, name: str, place: int) -> None:
        self._exact[same_text(name)].append(place)
        self._folded[folded(name)].append(place)

    def exact(self, name: str) -> Notes:
        return _once(self._exact.get(same_text(name), ()))

    def find(self, name: str) -> Notes:
        return self.exact(name) or _once(self._folded.get(folded(name), ()))


def _once(places: Iterable[int]) -> Notes:
    return tuple(sorted(set(places)))


def _joined(folder: str, path: str) -> str:
    """Return a path seen from a folder, relative to the root; one that leaves the root names nothing."""
    joined = posixpath.normpath(posixpath.join(folder, path))
    return "" if joined == ".." or joined.startswith("../") else joined

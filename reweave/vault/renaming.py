"""New names for a note that gets another path, or whose names are to mean another note."""

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote

from reweave.note.note import Note
from reweave.vault.links import LinkForm, ParsedLink, find_definitions, find_links, path_span
from reweave.vault.name_index import NameIndex, Notes
from reweave.vault.names import fold_name, is_slug, normalize_name, slug_key, slug_of
from reweave.vault.record import read_record, stem_of
from reweave.vault.vault import Vault

_ENCODED_LETTER = re.compile(r"%[89A-F][0-9A-F]", re.IGNORECASE)
"""A byte of a letter beyond ASCII in an address."""

UNLINKABLE = "[]|#^"
"""Characters that the name in a wikilink cannot hold."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A replacement for the characters [start, end) of a text."""

    start: int
    end: int
    text: str


class UnnamedError(Exception):
    """No name can replace another; the text says why."""


class Renaming:
    """Names of the note at `old` become names of the note at `new`, each in the form that it has.

    Where `new` is no note of the vault, the note itself gets that path. Names that stay with it (its title, its
    heading, its aliases) then stay; those of its file change. Where `new` is a note, every name of `old` is to mean it.
    """

    def __init__(
        self,
        vault: Vault,
        old: str,
        new: str,
        extensions: Iterable[str],
        exists: Callable[[str], bool] = lambda path: True,
        *,
        merges: bool = False,
    ) -> None:
        """Work out what every name will mean; `old` is the path of a note in the vault.

        With `merges` the note at `old` is gone then, and its names with it. `exists` says whether there is a file at a
        path, so that links to attachments are known to be relative.
        """
        self._exists = exists
        self.vault = vault
        self.old = old
        self.new = new
        self.place = vault.by_path[old]
        self.moves = new not in vault.by_path
        if self.moves:
            records = list(vault.records)
            records[self.place] = read_record(Note(new, records[self.place].source))
            self.record, self.goal = records[self.place], self.place
            self._after = NameIndex(records, extensions)
        else:
            self.goal = vault.by_path[new]
            self.record = vault.records[self.goal]
            self._after = vault.names
            if merges:
                records = list(vault.records)
                gone = replace(records[self.place], path="\0", title="\0", heading=None, aliases=())
                records[self.place] = gone
                self._after = NameIndex(records, extensions)

    def means_old(self, name: str, folder: str, *, fragment: str = "", is_path: bool = False) -> bool:
        """Return whether a name, seen from a folder, means the note alone."""
        return self.vault.names.resolve(name, fragment=fragment, folder=folder, is_path=is_path) == (self.place,)

    def name(self, written: str, folder: str, *, is_link: bool = False) -> str | None:
        """Return what replaces a name that means the note, seen from `folder`; `None` where it stays.

        In a link, which other programs follow, a name of the file is taken before a title.

        Raises:
            UnnamedError: no name in any form means the new one alone.
        """
        if self.moves and not self._is_of_file(written) and self._fits(written, folder):
            return None
        for candidate in self._names(written, folder, is_link):
            if self._fits(candidate, folder):
                return None if candidate == written else candidate
        raise UnnamedError(f"no name refers to {self.new} unambiguously")

    def path(self, written: str, folder: str, new_folder: str) -> str | None:
        """Return what replaces the path of a link in a note in `folder`, which moves to `new_folder`.

        Every path of a note that moves is looked at, since those that are seen from its folder would lead elsewhere.
        `None` where it stays.

        Raises:
            UnnamedError: no path in any form means the new note alone.
        """
        targets = self.vault.names.resolve(written, folder=folder, is_path=True)
        to_it = targets == (self.place,)
        if not to_it and folder == new_folder:
            return None
        bare, extension = _split(written)
        seen = posixpath.normpath(posixpath.join(folder, bare))
        if len(targets) != 1:
            if targets or written.startswith("/") or not self._exists(seen + extension):
                return None
            path = _relative(seen, new_folder, bare) + extension
            return None if path == written else path
        old = _split(self.vault.records[targets[0]].path)[0]
        if not written.startswith("/") and fold_name(seen) == fold_name(old):
            path = _relative(self._path_of(targets[0]), new_folder, bare) + extension
            return None if path == written else path
        goal = (self.goal,) if to_it else targets
        stays = not to_it or normalize_name(stem_of(written)) == normalize_name(stem_of(self.new))
        if stays and self._after.resolve(written, folder=new_folder, is_path=True) == goal:
            return None
        return self._path_from_root(
            written, self._path_of(targets[0]), new_folder, goal, fold_name(bare) == fold_name(old)
        )

    def _path_from_root(self, written: str, meant: str, folder: str, goal: Notes, whole: bool) -> str:
        """Return the path from the root that means a note now, or the end of it unless it was written as a `whole`."""
        extension = _split(written)[1]
        if written.startswith("/"):
            return f"/{meant}{extension}"
        parts = meant.split("/")
        given = len(parts) if whole else min(written.count("/") + 1, len(parts))
        shown = ["/".join(parts[-size:]) for size in range(given, len(parts) + 1)]
        for path in (one + extension for one in (*shown, f"/{meant}")):
            if self._after.resolve(path, folder=folder, is_path=True) == goal:
                return path
        raise UnnamedError(f"no path refers to {meant} unambiguously")

    def _path_of(self, place: int) -> str:
        """Return the path of a note after the renaming, without its extension."""
        return _split(self.new if place == self.place else self.vault.records[place].path)[0]

    def spans(self, text: str, folder: str, new_folder: str) -> list[Replacement]:
        """Return the replacements in the links of a text.

        A reference definition below a wikilink with its label (as Foam writes them) gets the new label.

        Raises:
            UnnamedError: no name means the new note alone.
        """
        found = []
        labels: dict[str, str] = {}
        for link in links_of(text):
            if link.form is LinkForm.DEFINITION and (label := labels.get(link.text)) is not None:
                found.append(Replacement(link.start + 1, link.start + 1 + len(link.text), label))
            if link.form.is_path:
                new = self.path(link.name, folder, new_folder)
                if new is not None:
                    start, end = path_span(text, link)
                    found.append(Replacement(start, end, _written_path(new, text[start:end])))
                continue
            whole = not self.means_old(link.name, folder) and bool(link.fragment)
            name = f"{link.name}#{link.fragment}" if whole else link.name
            if self.means_old(link.name, folder, fragment=link.fragment if whole else ""):
                other = self.name(name, new_folder, is_link=True)
            else:
                whole, other = False, self._moved_name(link.name, folder, new_folder)
            if other is not None:
                start = text.index(link.name, link.start)
                end = text.index(link.fragment, start) + len(link.fragment) if whole else start + len(link.name)
                found.append(Replacement(start, end, other))
                opening = text.index("[[", link.start) + 2
                labels[text[opening : link.end - 2]] = text[opening:start] + other + text[end : link.end - 2]
        return found

    def _moved_name(self, name: str, folder: str, new_folder: str) -> str | None:
        """Return what replaces a path in a wikilink to another note, in a note that moves; `None` where it stays."""
        if folder == new_folder or "/" not in name:
            return None
        targets = self.vault.names.resolve(name, folder=folder)
        if len(targets) != 1 or self._after.resolve(name, folder=new_folder) == targets:
            return None
        bare, extension = _split(name) if name.casefold().endswith(_split(self.old)[1].casefold()) else (name, "")
        path = self._path_of(targets[0])
        relative = [_relative(path, new_folder, bare)] if bare.startswith(".") else []
        for one in (*relative, path, f"/{path}"):
            candidate = f"{one}{extension}"
            if self._after.resolve(candidate, folder=new_folder) == targets:
                return candidate
        raise UnnamedError(f"no name refers to {path} unambiguously")

    def _fits(self, name: str, folder: str) -> bool:
        return self._after.resolve(name, folder=folder) == (self.goal,)

    def _is_of_file(self, written: str) -> bool:
        """Return whether a name is that of the file: its stem, the slug of it, or its path."""
        bare = _split(written)[0] if written.casefold().endswith(_split(self.old)[1].casefold()) else written
        stem = stem_of(self.old)
        return "/" in bare or fold_name(bare) == fold_name(stem) or slug_key(bare) == slug_key(stem)

    def _is_title(self, name: str, is_link: bool) -> bool:
        """Return whether a name is the old title; in a link, only where that is not the stem, too."""
        title = fold_name(name) == fold_name(self.vault.records[self.place].title)
        return title and not (is_link and normalize_name(name) == normalize_name(stem_of(self.old)))

    def _names(self, written: str, folder: str, is_link: bool) -> Iterable[str]:
        """Yield names of the new note, first in the form of the old one."""
        bare, extension = written, ""
        if written.casefold().endswith(_split(self.old)[1].casefold()):
            bare, extension = _split(written)[0], _split(self.new)[1]
        path, _ = _split(self.new)
        stem = stem_of(self.new)
        if "/" in bare:
            parts = path.split("/")
            given = len(bare.strip("/").split("/"))
            shown = parts if given > self.old.count("/") else parts[-given:]
            if bare.startswith("."):
                yield _relative(path, folder, bare) + extension
            yield ("/" if bare.startswith("/") else "") + "/".join(shown) + extension
        elif is_slug(bare) and not is_slug(stem_of(self.old)):
            yield (stem if is_slug(stem) else slug_of(stem)) + extension
        elif not self.moves and self._is_title(bare, is_link):
            yield self.record.title
        yield stem + extension
        if not is_link:
            yield self.record.title
        parts = path.split("/")
        yield from ("/".join(parts[-size:]) + extension for size in range(2, len(parts) + 1))
        yield f"/{path}{extension}"


def dangling_names(vault: Vault, holder: str, path: str) -> list[str]:
    """Return the names in the note at `holder` that mean no note and are written like those of a file at `path`."""
    at = vault.by_path[holder]
    named = [
        *((one.name, one.targets) for one in vault.links[at]),
        *((one.name, one.targets) for one in vault.references[at]),
        *((one.parsed.title if one.parsed else "", one.targets) for one in vault.provenance[at]),
    ]
    stem = fold_name(stem_of(path))
    return [name for name, targets in named if not targets and fold_name(stem_of(name)) == stem]


def apply_replacements(text: str, spans: Iterable[Replacement]) -> str:
    """Return a text with the replacements made."""
    out, place = [], 0
    for span in sorted(spans, key=lambda one: one.start):
        out += [text[place : span.start], span.text]
        place = span.end
    return "".join([*out, text[place:]])


def links_of(text: str) -> list[ParsedLink]:
    """Return the links of a text and its reference definitions, in order."""
    return sorted([*find_links(text), *find_definitions(text)], key=lambda one: one.start)


def same_links(before: str, after: str, spans: Iterable[Replacement]) -> bool:
    """Return whether two texts hold the same links but for the names that `spans` put into them."""
    changed = sorted(spans, key=lambda one: one.start)
    old, new = links_of(before), links_of(after)
    if len(old) != len(new):
        return False
    moved = 0
    at = 0
    for one, other in zip(old, new, strict=True):
        touched = False
        start = one.start + moved
        while at < len(changed) and changed[at].start < one.end:
            moved += len(changed[at].text) - (changed[at].end - changed[at].start)
            at += 1
            touched = True
        if (start, one.end + moved, one.form) != (other.start, other.end, other.form):
            return False
        if not touched and (one.name, one.fragment, one.text) != (other.name, other.fragment, other.text):
            return False
    return True


def _split(path: str) -> tuple[str, str]:
    """Return a path without its extension, and the extension with its dot."""
    bare, dot, extension = path.rpartition(".")
    return (bare, dot + extension) if dot and "/" not in extension else (path, "")


def _relative(path: str, folder: str, model: str) -> str:
    """Return a path seen from a folder, with `./` in front where `model` has it."""
    relative = posixpath.relpath(path, folder or ".")
    return f"./{relative}" if model.startswith("./") and not relative.startswith(".") else relative


def _written_path(path: str, address: str) -> str:
    """Return a path as an address in the way that `address` is written, letters beyond ASCII encoded or not."""
    spared = "/~!$&'*+,;=@-._" + (" ()" if " " in address else "")  # an address with spaces is in angle brackets
    encodes = _ENCODED_LETTER.search(address) is not None
    return "".join(char if ord(char) >= 128 and not encodes else quote(char, safe=spared) for char in path)

"""The forms in which an entry may name a note."""

from collections.abc import Collection, Iterator, Sequence

from reweave.rules.base import ReferenceForm
from reweave.vault.name_index import NameIndex
from reweave.vault.names import is_slug, normalize_name, slug_of
from reweave.vault.record import Record
from reweave.vault.reference import entry_names

_NO_LINK = frozenset("[]|#^\\")
"""Characters that end or divide a wikilink's name."""


def written_as(
    records: Sequence[Record],
    names: NameIndex,
    place: int,
    form: ReferenceForm,
    *,
    folder: str = "",
    copies: Collection[int] = (),
) -> str | None:
    """Return the text that names a note alone in the given form, seen from `folder`; `None` where none does.

    A name that `copies` of the note have too is as good.
    """
    own = {place, *copies}
    for text in _texts(records[place], names, place, form):
        found = entry_names(text)
        if len(found) == 1 and (meant := names.resolve(found[0], folder=folder)) and own.issuperset(meant):
            return text
    return None


def forms_of(entry: str, record: Record | None) -> frozenset[ReferenceForm]:
    """Return the forms in which an entry may be written that holds nothing but a name of the note `record`.

    Of the name of a missing note (`None`) only the form `wikilink` can be told.
    """
    if entry.startswith("[[") and entry.endswith("]]") and "[[" not in entry[2:]:
        return frozenset({"wikilink"})
    if record is None:
        return frozenset()
    text = normalize_name(entry)
    plain: tuple[tuple[ReferenceForm, tuple[str, ...]], ...] = (
        ("title", (record.title,)),
        ("stem", (record.stem,)),
        ("path", (record.path, *([bare_path(record.path)] if "/" in record.path else []))),
    )
    found: frozenset[ReferenceForm] = frozenset(form for form, known in plain if text in map(normalize_name, known))
    if not found and text in (slug_of(record.stem), slug_of(record.title)):
        return frozenset({"slug"})
    return found


def bare_path(path: str) -> str:
    """Return a path without its extension."""
    bare, dot, extension = path.rpartition(".")
    return bare if dot and "/" not in extension else path


def _texts(record: Record, names: NameIndex, place: int, form: ReferenceForm) -> Iterator[str]:
    if form == "slug":
        yield record.stem if is_slug(record.stem) else slug_of(record.stem)
        yield slug_of(record.title)
    elif form == "wikilink":
        bare = bare_path(record.path)
        if _NO_LINK.isdisjoint(bare) and names.only_path(place):
            if names.only_stem(place):
                yield f"[[{record.stem}]]"
            yield from (f"[[{bare}]]", f"[[/{bare}]]")
    elif form == "path":
        yield record.path
    else:
        yield record.stem if form == "stem" else record.title

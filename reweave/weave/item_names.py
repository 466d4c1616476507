"""The names that a weave writes: in the form of the list, else of the vault."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from reweave.rules.base import ReferenceForm
from reweave.vault.edges import Reference
from reweave.vault.name_forms import forms_of, written_as
from reweave.vault.vault import Vault

_FEW = 3
"""Fewer links show no form."""

_ORDER: tuple[ReferenceForm, ...] = ("title", "stem", "slug", "path")
"""The plain forms; of those that as many names have, the first is written."""

_ELSE: dict[ReferenceForm, tuple[ReferenceForm, ...]] = {
    "title": ("title", "stem"),
    "stem": ("stem", "path"),
    "slug": ("slug", "title", "stem"),
    "path": ("path",),
    "wikilink": ("wikilink",),
}
"""What is written in a form, and where several notes share that name."""


class ItemNames:
    """Names the notes of a vault in its lists.

    The form is that of the rule `link-form` where it is selected, else as configured. With `auto` it is what most
    entries of the list have, else most of all typed lists. Where these show none, it is `wikilink` in a vault that
    links its notes so, and else `title`. What reweave wrote shows nothing.
    """

    def __init__(self, vault: Vault) -> None:
        """Remember the vault."""
        self._vault = vault
        self._lists: dict[tuple[int, str], ReferenceForm | None] = {}

    def item(self, holder: int, field: str, other: int) -> str | None:
        """Return the item that names the note `other` alone in the list `field` of `holder`; `None`: there is none."""
        vault = self._vault
        folder = vault.records[holder].folder
        found = (
            written_as(vault.records, vault.names, other, form, folder=folder, copies=vault.meanings.of(other))
            for form in _ELSE[self._form(holder, field)]
        )
        return next((text for text in found if text is not None), None)

    def _form(self, holder: int, field: str) -> ReferenceForm:
        selected = self._vault.link_form(self._vault.records[holder].path)
        if selected is not None:
            return selected
        if self._vault.config.names != "auto":
            return self._vault.config.names
        key = holder, field
        if key not in self._lists:
            self._lists[key] = self._most(self._authors([holder], field))
        return self._lists[key] or self._usual

    @cached_property
    def _usual(self) -> ReferenceForm:
        everywhere = range(len(self._vault))
        typed = [one for one in self._authors(everywhere) if one.role is not None]
        return self._most(typed) or self._of_links() or "title"

    def _authors(self, places: Iterable[int], field: str | None = None) -> Iterator[Reference]:
        """Yield the references of notes that reweave did not write."""
        for place in places:
            woven = self._vault.provenance_targets(place)
            for one in self._vault.references[place]:
                if field in (None, one.field) and (not one.targets or not woven.issuperset(one.targets)):
                    yield one

    def _most(self, references: Iterable[Reference]) -> ReferenceForm | None:
        """Return the form of most references, or `None` where none shows one."""
        votes = Counter[ReferenceForm]()
        links = plain = 0
        for one in references:
            forms = forms_of(one.entry, self._vault.records[one.targets[0]] if one.targets else None)
            links += "wikilink" in forms
            plain += bool(forms) and "wikilink" not in forms
            votes.update(forms)
        if not links + plain:
            return None
        return "wikilink" if links > plain else sorted(_ORDER, key=lambda form: -votes[form])[0]

    def _of_links(self) -> ReferenceForm | None:
        """Return whether the vault links by name: in fields that hold no edges, or in most links of its bodies."""
        in_fields = sum(
            one.role is None and one.entry.startswith("[[") for own in self._vault.references for one in own
        )
        forms = Counter(link.form.is_path for own in self._vault.links for link in own)
        return "wikilink" if in_fields >= _FEW or (forms[False] >= _FEW and forms[False] > forms[True]) else None

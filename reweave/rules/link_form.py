"""The form of references to other notes."""

from collections.abc import Iterator
from typing import NamedTuple

from reweave.note.changeset import ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.note.plain import Position
from reweave.note.replace import restyled
from reweave.note.tree import Mapping, Node, Scalar, Sequence
from reweave.rules.base import Example, Proposal, ReferenceForm, VaultRule
from reweave.rules.shared.expected import expected_data
from reweave.text import count_of

_OTHERS = {"solar is cheap.md": "# solar is cheap\n"}


class LinkFormOptions(NamedTuple):
    """`form`: `title` (the name of the note), `stem` (its file's name), `slug` (words joined by hyphens), `path`, or
    `wikilink` (`[[file name]]`).
    """

    form: ReferenceForm = "title"


class LinkForm(VaultRule):
    """Use one form for references in edges.

    The form is the note's title, file name, slug or path, or a `[[wikilink]]`. An entry is rewritten only if it
    is nothing but the name of one note, and if the new form means that note and no other. Prose, links with a text or a
    heading, and names that are ambiguous or dangling are left.
    """

    name = "link-form"
    kind = ChangeKind.CONTENT
    options_type = LinkFormOptions
    options: LinkFormOptions
    examples = (
        Example(
            "Titles",
            '---\nsupports:\n- solar-is-cheap\n- "[[solar is cheap]]"\n- see [[solar is cheap]]\n---\n',
            '---\nsupports:\n- solar is cheap\n- "solar is cheap"\n- see [[solar is cheap]]\n---\n',
            others=_OTHERS,
        ),
        Example(
            "Wikilinks, which need quotes",
            "---\nsupports:\n- solar is cheap   # sure\n- wind is cheap\n---\n",
            '---\nsupports:\n- "[[solar is cheap]]"   # sure\n- wind is cheap\n---\n',
            {"form": "wikilink"},
            _OTHERS,
        ),
        Example(
            "Slugs",
            "---\nsupports: [solar is cheap]\n---\n",
            "---\nsupports: [solar-is-cheap]\n---\n",
            {"form": "slug"},
            _OTHERS,
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield at most one proposal, with all entries of the note in another form."""
        root = note.root
        if not isinstance(root, Mapping) or root.flow:
            return
        edits: list[Edit] = []
        changed: dict[Node, Node | None] = {}
        for key, value in root.pairs:
            if not isinstance(key, Scalar) or not isinstance(value, Sequence) or key.value not in self.view.lists:
                continue
            position = Position.FLOW if value.flow else Position.ITEM
            for item in value.items:
                new = self._new(note, item, position)
                if new is not None and isinstance(item, Scalar):
                    written, changed[item] = new
                    message = f"`{item.value}` is not in {self.options.form} form"
                    edits.append(note.edit(item.start, item.end, written, self.name, message))
        if not edits:
            return
        message = f"{count_of(len(edits), 'reference')} not in {self.options.form} form"
        first = next(iter(changed)).start
        yield Proposal(self.name, first, message, tuple(edits), expected_data(note, changed))

    def _new(self, note: Note, item: Node, position: Position) -> tuple[str, Scalar] | None:
        if not isinstance(item, Scalar) or item.style in ("|", ">") or item.anchor is not None or item.tag is not None:
            return None
        names = self.view.names(note.path, item.value)
        if len(names) != 1 or len(names[0].paths) != 1:
            return None
        if item.value not in (names[0].name, f"[[{names[0].name}]]"):
            return None
        new = self.view.written_as(names[0].paths[0], self.options.form)
        if new is None or new == item.value:
            return None
        return restyled(item, new, position)

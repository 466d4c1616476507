"""Keys that are spelled in another way than most programs read."""

from collections.abc import Iterator
from typing import NamedTuple

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.plain import Position
from reweave.note.replace import restyled, why_fixed
from reweave.note.tree import Mapping, Scalar, replace
from reweave.rules.base import Example, Proposal, Rule
from reweave.rules.shared.expected import expected_data

_KEYS = ("aliases", "created", "cssclasses", "date", "description", "status", "tags", "title", "type", "updated")


class KeySpellingOptions(NamedTuple):
    """`keys`: how keys are spelled; the same words in another case, or joined by another of ` `, `-` and `_`, are
    renamed. `old`: names that are no longer read, each as `old=new`.
    """

    keys: tuple[str, ...] = _KEYS
    old: tuple[str, ...] = ("alias=aliases", "cssclass=cssclasses", "tag=tags")


class KeySpelling(Rule):
    """Use one spelling for each key.

    Programs read `tags`, and take `Tags` for a key of its own. Obsidian reads `aliases`, `cssclasses` and `tags`, and
    no longer `alias`, `cssclass` and `tag`. A key is renamed where the note does not have the other one, too; where it
    has both, the key is reported: join the values by hand.
    """

    name = "key-spelling"
    kind = ChangeKind.CONTENT
    loses_text = True
    options_type = KeySpellingOptions
    options: KeySpellingOptions
    examples = (
        Example(
            "Another case, and an old name",
            "---\nTags: [energy] # all\nalias: solar\n---\n",
            "---\ntags: [energy] # all\naliases: solar\n---\n",
        ),
        Example("Both are there", "---\ntags: [a]\nTags: [b]\n---\n", "---\ntags: [a]\nTags: [b]\n---\n"),
        Example(
            "Keys of a vault's own",
            "---\nDepends On:\n- solar\n---\n",
            "---\ndepends_on:\n- solar\n---\n",
            {"keys": ("depends_on",)},
        ),
    )

    def __init__(self, options: KeySpellingOptions | None = None) -> None:
        """Make the rule."""
        super().__init__(options)
        self._spelled = {_folded(key): key for key in self.options.keys}
        for pair in self.options.old:
            old, _, new = pair.partition("=")
            self._spelled[_folded(old)] = new or old

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each key with another spelling; each is carried out for itself."""
        root = note.root
        if not isinstance(root, Mapping) or root.flow:
            return
        keys = [key for key, _ in root.pairs if isinstance(key, Scalar)]
        held = {key.value for key in keys}
        renamed: dict[Scalar, str] = {}
        left: dict[Scalar, str] = {}
        for key in keys:
            wanted = self._spelled.get(_folded(key.value), key.value)
            if wanted == key.value:
                continue
            free = wanted not in held and wanted not in renamed.values()
            (renamed if free and why_fixed(key) is None and "\n" not in key.value else left)[key] = wanted
        expected = expected_data(note, {key: self._made(key, new)[1] for key, new in renamed.items()})
        for key in keys:
            if key in renamed:
                message = f"key `{key.value}`, expected `{renamed[key]}`"
                edit = note.edit(key.start, key.end, self._made(key, renamed[key])[0], self.name, message)
                yield Proposal(self.name, key.start, message, (edit,), expected)
            elif key in left:
                wanted = left[key]
                beside = f" beside `{wanted}`" if wanted in held else f", expected `{wanted}`"
                yield Proposal(self.name, key.start, f"key `{key.value}`{beside}")

    def _made(self, key: Scalar, new: str) -> tuple[str, Scalar]:
        return restyled(replace(key), new, Position.KEY)


def _folded(key: str) -> str:
    return key.casefold().replace("_", "-").replace(" ", "-")

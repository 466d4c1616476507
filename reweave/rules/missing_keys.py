"""Keys that a note should have, and has not."""

from collections.abc import Iterator
from typing import NamedTuple

from reweave.note.block import Form
from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.signature import signature
from reweave.note.tree import Mapping, Scalar
from reweave.rules.base import Example, Proposal, Rule
from reweave.rules.shared.added_keys import with_key
from reweave.rules.shared.difference import edit_to


class MissingKeysOptions(NamedTuple):
    """`keys`: the top-level keys that a note should have, each as `key`, or as `key=value` with the value to add."""

    keys: tuple[str, ...] = ()


class MissingKeys(Rule):
    """Add keys that are missing.

    A key without a configured value is reported. One with a value is added at the end of the frontmatter: as a number,
    a date or a truth value where it reads as one, else as text. A key that is there is left, whatever its value, even
    an empty one; so is a note without frontmatter.
    """

    name = "missing-keys"
    kind = ChangeKind.CONTENT
    adds_text = True
    options_type = MissingKeysOptions
    options: MissingKeysOptions
    examples = (
        Example(
            "With a value, and without one",
            "---\ntitle: solar is cheap\n---\n",
            "---\ntitle: solar is cheap\nstatus: draft\npriority: 2\n---\n",
            {"keys": ("title", "status=draft", "priority=2", "source")},
        ),
        Example(
            "All are there",
            "---\ntitle:\nstatus: done\n---\n",
            "---\ntitle:\nstatus: done\n---\n",
            {"keys": ("title", "status=draft")},
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield a proposal for each missing key; those with values are carried out together."""
        root = note.root
        if note.block.form is not Form.YAML or (root is not None and (not isinstance(root, Mapping) or root.flow)):
            return
        pairs = root.pairs if isinstance(root, Mapping) else []
        held = {key.value for key, _ in pairs if isinstance(key, Scalar)}
        missing = [one.partition("=") for one in self.options.keys]
        missing = [one for one in missing if one[0] not in held]
        after, names = note, []
        for key, sign, value in missing:
            if sign:
                after = with_key(after, key, value, self.name)
                names.append(f"`{key}`")
        for key, sign, _ in missing:
            if not sign:
                yield Proposal(self.name, 0, f"missing key `{key}`")
        if names:
            message = f"missing {'key' if len(names) == 1 else 'keys'} {', '.join(names)}"
            edit = edit_to(note, after, self.name, message)
            yield Proposal(self.name, 0, message, (edit,), signature(after.root, after.comments))

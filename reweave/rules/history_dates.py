"""Days of a note that its history knows, and its frontmatter does not."""

from collections.abc import Iterator
from typing import NamedTuple

from reweave.note.block import Form
from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.signature import signature
from reweave.note.tree import Mapping, Scalar
from reweave.rules.base import Example, Proposal, VaultRule
from reweave.rules.shared.added_keys import with_key
from reweave.rules.shared.difference import edit_to


class HistoryDatesOptions(NamedTuple):
    """`created`: the key for the day of a note's first commit; `modified`: the one for its last. Empty: none."""

    created: str = "created"
    modified: str = ""


class HistoryDates(VaultRule):
    """Add missing days from git's history.

    A note without the key gets it, as YYYY-MM-DD, at the end of its frontmatter: the day of the first commit of the
    file, under whatever name, or of the last. A key that is there is left, even an empty one. So are notes without
    frontmatter, those that were never committed, and those whose commit a shallow clone does not have. Where the whole
    vault was imported in one commit, the day of the import is all that git knows: look at `reweave diff` first.
    """

    name = "history-dates"
    kind = ChangeKind.CONTENT
    adds_text = True
    options_type = HistoryDatesOptions
    options: HistoryDatesOptions
    examples = (
        Example(
            "A note that was first committed on 28 March 2026",
            "---\ntitle: solar is cheap\n---\n",
            "---\ntitle: solar is cheap\ncreated: 2026-03-28\n---\n",
            days={"note.md": ("2026-03-28", "2026-04-02")},
        ),
        Example(
            "The day of the last commit; a key that is there",
            "---\ncreated: last spring\n---\n",
            "---\ncreated: last spring\nupdated: 2026-04-02\n---\n",
            {"modified": "updated"},
            days={"note.md": ("2026-03-28", "2026-04-02")},
        ),
        Example(
            "A shallow clone that does not have the first commit",
            "---\ntitle: solar is cheap\n---\n",
            "---\ntitle: solar is cheap\nupdated: 2026-04-02\n---\n",
            {"modified": "updated"},
            days={"note.md": ("", "2026-04-02")},
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield at most one proposal, with the days that are missing."""
        root = note.root
        if note.block.form is not Form.YAML or (root is not None and (not isinstance(root, Mapping) or root.flow)):
            return
        held = {key.value for key, _ in root.pairs if isinstance(key, Scalar)} if isinstance(root, Mapping) else set()
        keys = (self.options.created, self.options.modified)
        days = self.view.days(note.path) if any(key and key not in held for key in keys) else None
        if days is None:
            return
        wanted = {key: day for key, day in zip(keys, days, strict=True) if key and key not in held and day}
        if not wanted:
            return
        after = note
        for key, day in wanted.items():
            after = with_key(after, key, day, self.name)
        message = f"missing {' and '.join(f'`{key}`' for key in wanted)}"
        edit = edit_to(note, after, self.name, message)
        yield Proposal(self.name, 0, message, (edit,), signature(after.root, after.comments))

"""Frontmatter without keys."""

from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.tree import Mapping, Scalar, Sequence
from reweave.rules.base import Example, Proposal, Rule, Safety


class NotAMapping(Rule):
    """Report frontmatter without keys.

    A list or a single value is most often a note whose body starts with a thematic break (`---`), or a key without its
    colon. Empty frontmatter is not reported.
    """

    name = "not-a-mapping"
    kind = ChangeKind.CONTENT
    safety = Safety.REPORT
    passes_simple = True
    examples = (
        Example("A list", "---\n- energy\n- storage\n---\n", "---\n- energy\n- storage\n---\n"),
        Example(
            "A sentence between two thematic breaks",
            "---\nonce upon a time\n---\n",
            "---\nonce upon a time\n---\n",
        ),
        Example("Keys with values", "---\ntype: claim\n---\n", "---\ntype: claim\n---\n"),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield at most one report."""
        if note.root is not None and not isinstance(note.root, Mapping):
            from reweave.note.diagnosis import missing_space, toml_line

            what = "a list" if isinstance(note.root, Sequence) else "a single value"
            text, start = note.text, note.root.start
            is_scalar = isinstance(note.root, Scalar)
            cause = toml_line(text, start) or missing_space(text, start) if is_scalar else None
            reason, offset = ("", note.root.start) if cause is None else (f": {cause[0]}", cause[1])
            yield Proposal(self.name, offset, f"the frontmatter is {what}, expected keys with values{reason}")

"""Frontmatter that does not start on the first line."""

import re
from collections.abc import Iterator

from reweave.note.block import Form
from reweave.note.changeset import ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.note.tree import Mapping, Scalar
from reweave.note.verify import ProofError
from reweave.rules.base import Example, Proposal, Rule, Safety
from reweave.text import count_of

_INVISIBLE = "\u200b-\u200f\u2060\ufeff"
_ABOVE = rf"((?:[ \t\u00a0{_INVISIBLE}]*\r?\n)*)([ \t\u00a0{_INVISIBLE}]*)---[ \t]*\r?\n"
_KEY = r"[^\W\d][\w./-]*(?: [\w./-]+)*+"
_NAMES = {" ": "a space", "\t": "a tab", "\u00a0": "a no-break space", "\u200b": "a zero-width space"}
_AT_MOST = 4096
"""How much of a note is searched for the fence, in bytes."""


class MisplacedFence(Rule):
    """Move frontmatter to the first line.

    Below a blank line, or with a space or an invisible character in front of its `---`, frontmatter is body text to
    every program. Only what is above it is removed, and only if the rest then starts with keys of a few words: anything
    else may be a thematic break of the body. If all of it is indented, it is only reported.
    """

    name = "misplaced-fence"
    kind = ChangeKind.REPAIR
    safety = Safety.UNSAFE
    passes_simple = True
    examples = (
        Example(
            "Below a blank line",
            "\n---\ntype: claim\n---\n# Wind\n",
            "---\ntype: claim\n---\n# Wind\n",
        ),
        Example(
            "A thematic break",
            "\n---\nOnce upon a time there was: a title\n---\n",
            "\n---\nOnce upon a time there was: a title\n---\n",
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield at most one proposal: what is above the frontmatter is removed."""
        if note.block.form is not Form.NONE or b"---" not in note.source[:_AT_MOST]:
            return
        head = note.block.start
        above = re.match(_ABOVE, note.source[head:_AT_MOST].decode(errors="replace"))
        if above is None or not (above[1] or above[2]):
            return
        end = head + len((above[1] + above[2]).encode())
        message = _message(above[1].count("\n"), above[2])
        if not _is_frontmatter(Note(note.path, note.source[end:], note.limits)):
            if _is_frontmatter(Note(note.path, _dedented(note.source[end:], above[2]), note.limits)):
                yield Proposal(self.name, 0, message)
            return
        edit = Edit(head, end, b"", self.name, message)

        def proof(before: Note, after: Note) -> None:
            if not _is_frontmatter(after) or after.block.start - head != before.source.find(b"\n", end) + 1 - end:
                raise ProofError("the frontmatter would not start on the first line")

        yield Proposal(self.name, 0, message, (edit,), proof=proof)


def _is_frontmatter(note: Note) -> bool:
    """Return whether a note starts with keys that nobody takes for a sentence."""
    root = note.root
    if not isinstance(root, Mapping) or root.flow:
        return False
    words = 4 if len(root.pairs) > 1 else 2
    return all(
        isinstance(key, Scalar) and re.fullmatch(_KEY, key.value) and key.value.count(" ") < words
        for key, _ in root.pairs
    )


def _dedented(source: bytes, indent: str) -> bytes:
    """Return a note without the indentation of its frontmatter, where that is spaces."""
    if not indent or indent.strip(" "):
        return b""
    inside, fence, body = source.partition(f"\n{indent}---".encode())
    return inside.replace(f"\n{indent}".encode(), b"\n") + fence.replace(indent.encode(), b"") + body


def _message(blank: int, before: str) -> str:
    if blank:
        what = f"{count_of(blank, 'blank line')} above the frontmatter"
    else:
        what = f"{_NAMES.get(before[0], f'U+{ord(before[0]):04X}')} before the opening `---`"
    return f"{what}; it has to start the note"

"""Notes that are not UTF-8."""

from collections.abc import Iterator

from reweave.note.block import Form
from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.rules.base import Example, Proposal, Rule, Safety

_BOMS = (("UTF-32", b"\xff\xfe\0\0"), ("UTF-32", b"\0\0\xfe\xff"), ("UTF-16", b"\xff\xfe"), ("UTF-16", b"\xfe\xff"))
_FENCES = tuple(
    (f"UTF-{8 * width}", b"".join(wide(bytes((byte,)), width, b"\0") for byte in b"---" + end))
    for width in (2, 4)
    for wide in (bytes.ljust, bytes.rjust)
    for end in (b"\n", b"\r\n")
)
"""Written out: four modules of encodings would be loaded for them."""


class Encoding(Rule):
    """Report notes in UTF-16 or UTF-32.

    Notes are read as UTF-8, so such a note seems to have no frontmatter, title or links. It is known by its byte order
    mark, or by a fence (`---`) in its first line. Frontmatter in another encoding is unreadable, with a finding of its
    own; nothing is said about a body in one.
    """

    name = "encoding"
    kind = ChangeKind.CONTENT
    safety = Safety.REPORT
    passes_simple = True
    examples = (
        Example("Where the fence is UTF-16", "-\0-\0-\0\n\0a\0:\0 \0b\0\n\0", "-\0-\0-\0\n\0a\0:\0 \0b\0\n\0"),
        Example("UTF-8", "---\ntitle: Größe\n---\n", "---\ntitle: Größe\n---\n"),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield at most one report."""
        if note.block.form is not Form.NONE:
            return
        for encoding, start in _BOMS + _FENCES:
            if note.source.startswith(start):
                yield Proposal(self.name, 0, f"the note is {encoding}; save it as UTF-8")
                return

"""Declined edges, as they are remembered in `.reweave/answers.jsonl`.

An answer holds until the content of one of its two notes changes: the body, or the frontmatter except the edge lists.
Style, and edges that are written or removed, do not matter.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable

from reweave.files.answers_file import ANSWERS_FILE
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD
from reweave.note.signature import signature
from reweave.note.tree import Mapping, Scalar
from reweave.weave.answers import Declined, parse_answers


def parse_declined(data: bytes, name: str = ANSWERS_FILE) -> tuple[Declined, ...]:
    """Return the declined edges among the remembered answers.

    Raises:
        ReweaveError: as `parse_answers`.
    """
    return tuple(answer for answer in parse_answers(data, name) if isinstance(answer, Declined))


def content_hash(note: Note, lists: Collection[str]) -> str:
    """Return a hash of a note's content: its body, and its frontmatter without the edge `lists`, whatever the style.

    A note with an unreadable frontmatter is hashed as a whole.
    """
    digest = hashlib.sha256(note.body if note.problem is None else note.source)
    root = note.root
    if isinstance(root, Mapping):
        edges = {*lists, PROVENANCE_FIELD}
        pairs = [pair for pair in root.pairs if not (isinstance(pair[0], Scalar) and pair[0].value in edges)]
        root = Mapping(0, 0, False, root.anchor, root.tag, pairs)
    digest.update(repr(signature(root)[0]).encode(errors="surrogatepass"))
    return digest.hexdigest()[:32]


class DeclinedEdges:
    """The declined edges that still apply."""

    def __init__(
        self,
        entries: Iterable[Declined],
        text_of: Callable[[str], str | None],
        original: Callable[[str], str] = str,
    ) -> None:
        """Keep the entries whose notes still say what they said; `text_of` gives a path's `content_hash`.

        `original` gives the path of the note that a note is a copy of: what was declined for one copy was for all.
        """
        self._original = original
        self._held = {
            (original(one.source), original(one.target), one.type)
            for one in entries
            if (text_of(one.source), text_of(one.target)) == (one.source_text, one.target_text)
        }

    def matches(self, source: str, target: str, edge_type: str, *, symmetric: bool = False) -> bool:
        """Return whether this edge was declined; for a symmetric type, in either direction."""
        source, target = self._original(source), self._original(target)
        ends = [(source, target), (target, source)] if symmetric else [(source, target)]
        return any((*pair, name) in self._held for pair in ends for name in (edge_type, ""))

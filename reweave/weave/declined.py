"""Declined edges: `.reweave/declined.jsonl`, one line each, committed with the notes.

A line holds until the content of one of its two notes changes: the body, or the frontmatter except the edge lists.
Style, and edges that are written or removed, do not matter.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, fields

from reweave.errors import ReweaveError
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD
from reweave.note.signature import signature
from reweave.note.tree import Mapping, Scalar

DECLINED_FILE = ".reweave/declined.jsonl"
MAX_BYTES = 16 * 1024 * 1024
_MAX_LINE = 64 * 1024


@dataclass(frozen=True, slots=True, order=True)
class Declined:
    """A declined edge of `type` (empty: of any) from `source` to `target`, as long as both say what they said then."""

    source: str
    target: str
    type: str
    source_text: str
    target_text: str


def parse_declined(data: bytes, name: str = DECLINED_FILE) -> tuple[Declined, ...]:
    """Read the file's bytes.

    Raises:
        ReweaveError: it is too long, or a line is no entry (`declined-invalid`). Skipping it would propose a
            declined edge again.
    """
    if len(data) > MAX_BYTES:
        raise ReweaveError(f"larger than {MAX_BYTES:,} bytes", code="declined-invalid", path=name)
    found = []
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            entry = _parsed(line)
            if entry is None:
                raise ReweaveError(
                    "not a declined edge",
                    code="declined-invalid",
                    path=name,
                    line=number,
                    suggestion="fix or remove the line; `reweave decline` writes them",
                )
            found.append(entry)
    return tuple(found)


def _parsed(line: bytes) -> Declined | None:
    if len(line) > _MAX_LINE:
        return None
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    names = [field.name for field in fields(Declined)]
    if not isinstance(data, dict) or set(data) != set(names) or not all(isinstance(one, str) for one in data.values()):
        return None
    return Declined(**data)


def append_declined(data: bytes, new: Iterable[Declined]) -> bytes:
    """Return the file's bytes with the entries of `new` that it lacks appended, in order.

    Raises:
        ReweaveError: a line of `data` is no entry.
    """
    known = set(parse_declined(data))
    lines = [json.dumps(asdict(one), sort_keys=True) + "\n" for one in sorted(set(new) - known)]
    gap = b"\n" if lines and data and not data.endswith(b"\n") else b""
    return data + gap + "".join(lines).encode()


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

    def __init__(self, entries: Iterable[Declined], text_of: Callable[[str], str | None]) -> None:
        """Keep the entries whose notes still say what they said; `text_of` gives a path's `content_hash`."""
        self._held = {
            (one.source, one.target, one.type)
            for one in entries
            if (text_of(one.source), text_of(one.target)) == (one.source_text, one.target_text)
        }

    def matches(self, source: str, target: str, edge_type: str, *, symmetric: bool = False) -> bool:
        """Return whether this edge was declined; for a symmetric type, in either direction."""
        ends = [(source, target), (target, source)] if symmetric else [(source, target)]
        return any((*pair, name) in self._held for pair in ends for name in (edge_type, ""))

"""Frontmatter without its closing fence."""

import re
from collections.abc import Iterator
from enum import Enum

from reweave.note.block import Form
from reweave.note.changeset import ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.note.reader import read_partly, read_tree
from reweave.note.tree import Mapping, Scalar, walk
from reweave.note.unreadable import UnreadableError
from reweave.note.verify import ProofError
from reweave.rules.base import Example, Proposal, Rule, Safety
from reweave.rules.shared.lines import is_blank, lines

_INDENTED = r"(?m)^([ \t\u00a0\u200b-\u200f\u2060\ufeff]+)---[ \t]*\r?$"
_LIKE_FENCE = r"(?m)^(?:--|-{4,}|[\u2012-\u2015][\-\u2012-\u2015]*|\.{4,}|={3,}|\*{3,}|~{3,})[ \t]*\r?$"
_HEADING = r"#{1,6}[ \t]+\S"
_FRONTMATTER = r"[ \t]|#|-(?:\s|\Z)|[\"']?\w[^:#]*:(?:\s|\Z)"


class UnclosedFence(Rule):
    """Insert the missing closing fence.

    The `---` goes before the first blank line or heading after which body text starts: a heading or a line of prose,
    and not a key, a list item or an indented line. A note of keys alone, without a blank line, is closed at its end if
    all of it can be read. A `---` with a space or an invisible character in front becomes the fence if all above it can
    be read. Otherwise it is unclear where the body begins, and nothing is changed.
    """

    name = "unclosed-fence"
    kind = ChangeKind.REPAIR
    safety = Safety.UNSAFE
    passes_simple = True
    repairs = True
    only_repairs = True
    examples = (
        Example(
            "Before the blank line above the title",
            "---\ntype: claim\ntags:\n- energy\n\n# Title\n\nBody.\n",
            "---\ntype: claim\ntags:\n- energy\n---\n\n# Title\n\nBody.\n",
        ),
        Example(
            "Before a title without a blank line",
            "---\ntype: claim\n# Title\nBody.\n",
            "---\ntype: claim\n---\n# Title\nBody.\n",
        ),
        Example(
            "Left if the body may start with a key",
            "---\ntype: claim\n\nnote: is this the body?\nIt is.\n",
            "---\ntype: claim\n\nnote: is this the body?\nIt is.\n",
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield at most one proposal: the closing line."""
        if note.problem is None or note.problem.code != "unclosed-fence":
            return
        text = note.text[: note.limits.frontmatter_bytes]
        indented = _indented_fence(note, text)
        if indented is not None:
            yield indented
            return
        place = _end(text, len(text) == len(note.text))
        message = "missing closing `---`"
        kept = text[:place] if place is not None else ""
        block = note.block
        # Offsets are bytes only where everything above the place is UTF-8.
        if place is None or not note.source.startswith(kept.encode(), block.start):
            like = re.search(_LIKE_FENCE, text)
            if like is not None and _is_block_mapping(text[: like.start()]):
                yield Proposal(self.name, like.start(), f"{message}; `{like[0].rstrip()}` does not close it")
            else:
                yield Proposal(self.name, 0, message)
            return
        at = block.start + len(kept.encode())
        line = block.eol + b"---" if at == len(note.source) and not kept.endswith("\n") else b"---" + block.eol
        edit = Edit(at, at, line, self.name, message)

        def proof(before: Note, after: Note) -> None:
            _prove(before, after, edit)

        yield Proposal(self.name, len(kept.rstrip("\r\n")), message, (edit,), proof=proof)


def _indented_fence(note: Note, text: str) -> Proposal | None:
    """Return the proposal to move the first indented `---` to the left margin, if it can only be the fence."""
    found = re.search(_INDENTED, text)
    kept = text[: found.start()] if found is not None else ""
    if found is None or not note.source.startswith(kept.encode(), note.block.start):
        return None
    try:
        root = read_tree(kept)
    except UnreadableError:
        return None
    if not isinstance(root, Mapping) or root.flow:
        return None
    *_, last = walk(root)
    if isinstance(last, Scalar) and last.style in ("|", ">"):
        return None  # it may be text
    message = "characters in front of the closing `---`"
    start = note.block.start + len(kept.encode())
    edit = Edit(start, start + len(found[1].encode()), b"", UnclosedFence.name, message)

    def proof(before: Note, after: Note) -> None:
        if after.block[:3] != (Form.YAML, before.block.start, edit.start):
            raise ProofError("the frontmatter would end elsewhere")

    return Proposal(UnclosedFence.name, found.start(), message, (edit,), proof=proof)


def _end(text: str, whole: bool) -> int | None:
    """Return where the frontmatter ends, or `None` where that is not clear; `whole`: the note ends with `text`."""
    rows = list(lines(text))
    for index, ((start, line), follows) in enumerate(zip(rows, _follows(rows), strict=True)):
        if is_blank(line) or re.match(_HEADING, line):
            if follows is _Follows.BODY:
                return start if index and _could_read(text[:start]) else None
            if follows is _Follows.KEY and is_blank(line):
                return None
        elif not re.match(_FRONTMATTER, line):
            return None
    while rows and is_blank(rows[-1][1]):
        rows.pop()
    if not whole or any(is_blank(line) for _, line in rows):
        return None
    return len(text) if _is_block_mapping(text) else None


def _is_block_mapping(text: str) -> bool:
    try:
        root = read_tree(text)
    except UnreadableError:
        return False
    return isinstance(root, Mapping) and not root.flow


class _Follows(Enum):
    """The kind of the first line that is neither blank nor a heading; headings alone count as body."""

    BODY = 1
    KEY = 2
    INDENTED = 3
    NOTHING = 4


def _follows(rows: list[tuple[int, str]]) -> list[_Follows]:
    """Return for each line what follows from there on."""
    found: list[_Follows] = []
    follows = _Follows.NOTHING
    for _, line in reversed(rows):
        if re.match(_HEADING, line):
            follows = _Follows.BODY if follows is _Follows.NOTHING else follows
        elif line.startswith((" ", "\t")) and not is_blank(line):
            follows = _Follows.INDENTED
        elif not is_blank(line):
            follows = _Follows.KEY if re.match(_FRONTMATTER, line) else _Follows.BODY
        found.append(follows)
    return found[::-1]


def _could_read(text: str) -> bool:
    """Return whether a text is a mapping as far as it can be read; what else is wrong is for other rules."""
    reading = read_partly(text)
    return reading.events[2:3] == (("MappingStartEvent", ""),)


def _prove(before: Note, after: Note, edit: Edit) -> None:
    """Prove that the new line ends the frontmatter, and that nothing else changed.

    Raises:
        ProofError: it is not.
    """
    block = after.block
    if block.form is not Form.YAML or block.start != before.block.start:
        raise ProofError("the frontmatter would still not be closed")
    kept = before.source[before.block.start : edit.start]
    if after.source[block.start : block.end].removesuffix(before.block.eol) != kept.removesuffix(before.block.eol):
        raise ProofError("the frontmatter would end elsewhere")
    if after.source[block.body :] != before.source[edit.start :]:
        raise ProofError("the body would change")

"""Body text in the frontmatter that YAML takes for an alias."""

import re
from collections.abc import Iterator

from reweave.note.block import Form
from reweave.note.changeset import ChangeKind
from reweave.note.edit import Edit
from reweave.note.lines import eol_at
from reweave.note.note import Note
from reweave.note.reader import read_partly
from reweave.note.verify import ProofError
from reweave.rules.base import Example, Proposal, Rule, Safety
from reweave.rules.shared.lines import is_blank, line_end, lines

_EMPHASIS = re.compile(r"\*{1,3}[^\s*]")
_ALIAS_KEY = re.compile(r"\*[\w-]+\s+:(?:\s|\Z)")
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_FRONTMATTER = re.compile(r"[ \t]|- |-\Z|[\"']?\w[\w \t-]*+[\"']?[ \t]*+:(?:\s|\Z)")

_AT_MOST = 64
"""Lines looked at; for each one the frontmatter above it is read."""


class AliasLookalike(Rule):
    """Move body text out of the frontmatter.

    A line such as `*Source: [[x]]*` makes a note unreadable: YAML takes the star for an alias. If every line from there
    to the closing fence is body text (not a key, a list item or an indented line), all of them move below the fence,
    with the headings and blank lines directly above them. If keys follow, only the lines that start with a star move.
    Nothing moves unless the rest can be read.
    """

    name = "alias-lookalike"
    kind = ChangeKind.REPAIR
    safety = Safety.UNSAFE
    passes_simple = True
    repairs = True
    only_repairs = True
    examples = (
        Example(
            "A section above the closing fence",
            "---\ntype: claim\n\n### Evidence\n*Source: [[a survey]]*\n\nIt holds.\n\n---\n\n# Title\n",
            "---\ntype: claim\n---\n\n### Evidence\n*Source: [[a survey]]*\n\nIt holds.\n\n\n# Title\n",
        ),
        Example(
            "One line among keys",
            "---\ntype: claim\n*Source: [[a survey]]*\ndomain: energy\n---\n# Title\n",
            "---\ntype: claim\ndomain: energy\n---\n*Source: [[a survey]]*\n# Title\n",
        ),
        Example(
            "A real alias is left, even without an anchor",
            "---\ntype: *kind\n---\n",
            "---\ntype: *kind\n---\n",
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield at most one proposal: the move of all body text."""
        if note.problem is None or note.problem.code not in ("yaml-error", "undefined-alias"):
            return
        text = note.text
        stars = [start for start, line in lines(text) if _is_emphasis(line)]
        if not stars:
            return
        message = "body text inside the frontmatter"
        spans = _spans(text, stars)
        rest = _without(text, spans)
        if not _is_outside(text, spans) or not _is_mapping_beyond(rest, spans[0][0]):
            yield Proposal(self.name, stars[0], message)
            return
        moved = "".join(text[start:end] for start, end in spans)
        edits = [note.edit(start, end, "", self.name, message) for start, end in spans]
        body = note.block.body
        eol = "" if note.source.endswith(b"\n", 0, body) else eol_at(text, stars[0])
        edits.append(Edit(body, body, (eol + moved).encode(), self.name, message))

        def proof(before: Note, after: Note) -> None:
            _prove(before, after, rest, eol + moved)

        yield Proposal(self.name, stars[0], message, tuple(edits), proof=proof)


def _is_emphasis(line: str) -> bool:
    return _EMPHASIS.match(line) is not None and _ALIAS_KEY.match(line) is None


def _spans(text: str, stars: list[int]) -> list[tuple[int, int]]:
    """Return what moves: all from the first body line to the end, or only the lines that start with a star."""
    last_key = max((start for start, line in lines(text) if line and _FRONTMATTER.match(line)), default=0)
    if last_key > stars[0]:
        return [(start, line_end(text, start)) for start in stars]
    above = list(lines(text, 0, stars[0]))
    first = stars[0]
    while above:
        start, line = above.pop()
        # A `#` line right below a key may be a comment of the frontmatter.
        if not is_blank(line) and not (_HEADING.match(line) and above and is_blank(above[-1][1])):
            break
        first = start
    return [(first, len(text))]


def _is_outside(text: str, spans: list[tuple[int, int]]) -> bool:
    """Return whether no value is open where each span starts; the text would belong to it."""
    return len(spans) <= _AT_MOST and all(
        read_partly(_without(text[:start], spans[:index])).problem is None for index, (start, _) in enumerate(spans)
    )


def _is_mapping_beyond(text: str, offset: int) -> bool:
    """Return whether a text reads as a mapping, at least to `offset`: another problem may be left for another rule."""
    reading = read_partly(text)
    reached = reading.problem is None or reading.problem.offset >= offset
    return reached and reading.events[2:3] == (("MappingStartEvent", ""),)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    place = 0
    for start, end in spans:
        parts.append(text[place:start])
        place = end
    return "".join([*parts, text[place:]])


def _prove(before: Note, after: Note, rest: str, moved: str) -> None:
    """Prove that every line is still there, in the frontmatter or at the top of the body.

    Raises:
        ProofError: a line is lost or changed, or the frontmatter ends elsewhere.
    """
    block = before.block
    head, fence = before.source[: block.start], before.source[block.end : block.body]
    if after.source != head + rest.encode() + fence + moved.encode() + before.body:
        raise ProofError("a line would be lost or changed")
    if after.text != rest or after.block.form is not Form.YAML:
        raise ProofError("the frontmatter would end elsewhere")

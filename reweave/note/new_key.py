"""A top-level key that a note does not have yet: where it goes, and what the note then reads to."""

from collections.abc import Iterable

from reweave.note.comments import Comment
from reweave.note.lines import behind_line, column, eol_at
from reweave.note.note import Note
from reweave.note.plain import Position, is_plain_safe
from reweave.note.quoting import double_quoted
from reweave.note.tree import Mapping, Node, Scalar, walk


class NewKey:
    """The place of a new key in a note whose frontmatter is a block mapping or empty.

    Its lines start at `place` with `margin`, open with `written` and end with `eol`; offsets count characters of the
    note's text.
    """

    def __init__(self, note: Note, key: str, after: str | None = None) -> None:
        """Find the place: after the key `after` and what belongs to it, else at the end of the frontmatter."""
        self._note = note
        self._pairs = note.root.pairs if isinstance(note.root, Mapping) else []
        names = [name.value if isinstance(name, Scalar) else None for name, _ in self._pairs]
        places = [at for at, name in enumerate(names, 1) if after is not None and name == after]
        self._at = places[-1] if places else len(names)
        self.place = self._behind()
        first = self._first()
        self.margin = "" if first is None else " " * column(note.text, first)
        self.eol = note.block.eol.decode() if first is None else eol_at(note.text, first)
        plain = is_plain_safe(key, Position.KEY)
        self.name = Scalar(0, 0, key, "" if plain else '"', None, None)
        self.written = (key if plain else double_quoted(key)) + ":"

    def root(self, value: Node) -> Mapping:
        """Return the frontmatter's root with the key and its value; all other nodes are the same ones."""
        pairs = list(self._pairs)
        pairs.insert(self._at, (self.name, value))
        return Mapping(0, 0, False, *self._properties(), pairs)

    def comments(self, comments: Iterable[Comment]) -> list[Comment]:
        """Return comments with their owners beside the new key.

        Those indented below the key before it stay above the new one, and so belong to it.
        """
        following = None if self._at == len(self._pairs) else next(walk(self._pairs[self._at][0]))
        return [
            Comment(one.start, one.end, one.text, True, self.name)
            if one.own_line and one.owner is following and one.start < self.place
            else one
            for one in comments
        ]

    def _properties(self) -> tuple[str | None, str | None]:
        root = self._note.root
        return (root.anchor, root.tag) if isinstance(root, Mapping) else (None, None)

    def _first(self) -> int | None:
        """Return where the first key starts: the `?` of an explicit one."""
        root = self._note.root
        if not isinstance(root, Mapping) or not root.pairs:
            return None
        bare = root.anchor is None and root.tag is None
        return root.start if bare and 0 in root.explicit else root.pairs[0][0].start

    def _behind(self) -> int:
        """Return the start of the line after the pairs before the key, and the comments indented below the last."""
        text, pairs, at = self._note.text, self._pairs, self._at
        if at == 0:
            return 0 if pairs else len(text)
        key, value = pairs[at - 1]
        place = behind_line(text, max(value.end, key.end + 1))
        end = pairs[at][0].start if at < len(pairs) else len(text)
        for comment in self._note.comments:
            if place <= comment.start < end and column(text, comment.start) > column(text, key.start):
                place = behind_line(text, comment.end)
        return place

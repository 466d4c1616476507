"""A note: its bytes, where its frontmatter is, and what was read from it."""

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import Any

from reweave.note.block import Form, FrontmatterBlock, find_block
from reweave.note.comments import Comment, find_comments
from reweave.note.composer import may_have_explicit_key
from reweave.note.edit import Edit
from reweave.note.limits import DEFAULT_LIMITS, Limits
from reweave.note.reader import LIBYAML, RUAMEL, read_tree
from reweave.note.tree import Mapping, Node
from reweave.note.unreadable import UnreadableError

_NO_PLAIN_KEY = re.compile(r"[\]}][ \t]*:|\{[^}]*[\[{]")
"""What is found where a key is a list or a mapping, or a placeholder, which is read as one."""
_BLANK_BLOCK = re.compile(r"\S[ \t\r]*\n\s*\n +#")
"""What is found where a block scalar has nothing but blank lines above a comment; linear in any text."""


class Note:
    """One note, read once.

    `path` is relative to the root; `source` is the file's bytes and never changes. `text` is the frontmatter between
    the fences, `root` its nodes (`None` where it is empty), and `reader` the name of the reader that read them.
    `masked` is the text without the placeholders that keep it from being YAML (`None`: it is YAML). Where the
    frontmatter cannot be read safely, `problem` says why and `root` is `None`.
    """

    def __init__(
        self, path: str, source: bytes, limits: Limits = DEFAULT_LIMITS, *, block: FrontmatterBlock | None = None
    ) -> None:
        """Read a note; `block` is where its frontmatter is, if that is known.

        Nothing is raised for a note that cannot be read: see `problem`.
        """
        self.path = path
        self.source = source
        self.limits = limits
        self.block: FrontmatterBlock = block or find_block(source)
        self.text = ""
        self.root: Node | None = None
        self.masked: str | None = None
        self.reader = LIBYAML
        self.problem: UnreadableError | None = None
        try:
            self._read()
        except UnreadableError as error:
            self.problem = error

    def _read(self) -> None:
        block = self.block
        if len(self.source) > self.limits.note_bytes:
            raise UnreadableError("too-large", f"the note is longer than {self.limits.note_bytes:,} bytes")
        if block.form is Form.UNCLOSED:
            self.text = self.source[block.start : block.end].decode(errors="replace")
            raise UnreadableError("unclosed-fence", "the frontmatter has no closing `---`")
        if block.form is not Form.YAML:
            return
        if block.end - block.start > self.limits.frontmatter_bytes:
            reason = f"the frontmatter is longer than {self.limits.frontmatter_bytes:,} bytes"
            raise UnreadableError("too-large", reason)
        raw = self.source[block.start : block.end]
        try:
            self.text = raw.decode()
        except UnicodeDecodeError as error:
            self.text = raw.decode(errors="replace")
            readable = raw[: error.start].decode()
            raise UnreadableError("not-utf-8", "the frontmatter is not UTF-8", len(readable)) from error
        if b"\r" in raw and (lone := self.text.replace("\r\n", "..").find("\r")) != -1:
            raise UnreadableError("lone-carriage-return", "a lone carriage return", lone)
        try:
            self.root = read_tree(self.text, self.limits)
        except UnreadableError as error:
            if error.code != "yaml-error":
                raise
            problem = self._read_masked(error)
            if problem is not None and not self._read_by_another():
                raise problem from error

    def _read_masked(self, problem: UnreadableError) -> UnreadableError | None:
        """Read the frontmatter with its placeholders masked; return what is wrong besides them, `problem` without."""
        from reweave.note.masked_reading import read_masked

        try:
            read = read_masked(self.text, self.limits)
        except UnreadableError as error:
            return error
        if read is None:
            return problem
        self.masked, self.root = read
        return None

    def _read_by_another(self) -> bool:
        """Read what libyaml refuses and most readers do not, such as `[:a]`; return whether that is possible."""
        from reweave.note.proof_readers import refusal_by_values, ruamel_events

        if refusal_by_values(self.text) is not None:
            return False
        try:
            self.root = read_tree(self.text, self.limits, events=ruamel_events)
        except UnreadableError:
            return False
        self.reader = RUAMEL
        return True

    @cached_property
    def blank_blocks(self) -> list[tuple[int, int]]:
        """The spans of `text` of which readers disagree whether they are comments: see `reweave.note.blank_blocks`."""
        if " #" not in self.text or not _BLANK_BLOCK.search(self.text):
            return []
        from reweave.note.blank_blocks import blank_blocks

        return blank_blocks(self.text, self.root)

    @cached_property
    def untouchable(self) -> list[tuple[int, int]]:
        """The spans of `text` that no rule may edit, in order: see `reweave.note.untouchable`."""
        text = self.text
        # Most lists end with their line: then nothing in the text has to be looked for.
        branches = "{" in text or "}" in text or "]:" in text or "] " in text or "]\t" in text
        plain = not (branches and _NO_PLAIN_KEY.search(text)) and not may_have_explicit_key(text)
        if plain and self.masked is None:
            return self.blank_blocks
        from reweave.note.placeholders import lines_around, placeholder_spans
        from reweave.note.untouchable import pairs_around, untouchable_spans

        hidden = [] if self.masked is None else placeholder_spans(self.text)
        spans = untouchable_spans(self.text, self.root, hidden)
        if self.masked is not None and isinstance(self.root, Mapping):
            spans += pairs_around(self.text, self.root, lines_around(self.text, self.masked, hidden))
        return sorted([*spans, *hidden, *self.blank_blocks])

    @cached_property
    def comments(self) -> list[Comment]:
        """The comments of the frontmatter, in order."""
        return find_comments(self.text, self.root)

    @cached_property
    def data(self) -> Any:
        """The frontmatter as ruamel.yaml's round-trip objects (comments and order kept), for callers who want values.

        Writing these back is not how reweave changes a note. `None` for a note without YAML frontmatter.

        Raises:
            ruamel.yaml.error.YAMLError: the frontmatter is not YAML, or a value cannot be constructed
                (an impossible date, a duplicate key).
            ValueError: a value cannot be constructed.
        """
        if self.block.form is not Form.YAML:
            return None
        from ruamel.yaml import YAML

        return YAML(typ="rt").load(self.text)

    @cached_property
    def body(self) -> bytes:
        """Everything after the closing fence line (or all but a BOM, where there is no frontmatter)."""
        return self.source[self.block.body :]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column (both from 1, lines ended by `\\n` only) of an offset into `text` in the file."""
        above = self.source.count(b"\n", 0, self.block.start)
        line = bisect_right(self._line_starts, offset)
        return above + line, offset - self._line_starts[line - 1] + 1

    def edit(self, start: int, end: int, text: str, rule: str, message: str) -> Edit:
        """Return the edit that replaces [start, end) of `text`: characters here, bytes of the file in the edit."""
        return Edit(self.byte(start), self.byte(end), text.encode(), rule, message)

    def byte(self, offset: int) -> int:
        """Return the offset into the file's bytes of an offset into `text`."""
        if len(self.text) == self.block.end - self.block.start:
            return self.block.start + offset
        line = bisect_right(self._line_starts, offset) - 1
        return self._line_bytes[line] + len(self.text[self._line_starts[line] : offset].encode())

    @cached_property
    def _line_starts(self) -> list[int]:
        lines = self.text.split("\n")
        return list(accumulate(map(len, lines[:-1]), lambda start, length: start + length + 1, initial=0))

    @cached_property
    def _line_bytes(self) -> list[int]:
        places = [self.block.start]
        for line in self.text.encode().split(b"\n"):
            places.append(places[-1] + len(line) + 1)
        return places

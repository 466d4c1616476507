"""Comments that silence a rule: `# reweave: ignore[RW101]`, or `# reweave: ignore` for all."""

import ast
import io
import re
import tokenize

from reweave.code.source import SourceFile

_COMMENT = re.compile(r"#\s*reweave:\s*ignore(?:\[([A-Z0-9,\s]*)\])?")


class Ignores:
    """The comments of one file."""

    def __init__(self, source: SourceFile) -> None:
        """Read the comments; a file without any is not tokenized."""
        self.source = source
        self._lines: dict[int, frozenset[str] | None] = {}
        if b"reweave:" in source.data:
            readline = io.BytesIO(source.data).readline
            for token in tokenize.tokenize(readline):
                found = _COMMENT.search(token.string) if token.type == tokenize.COMMENT else None
                if found is not None:
                    names = None if found[1] is None else frozenset(found[1].replace(",", " ").split())
                    self._lines[token.start[0]] = names

    def silences(self, rule: str, offset: int) -> bool:
        """Return whether a comment on the line, or on the last line of its statement, silences a rule."""
        if not self._lines:
            return False
        lines = [self.source.position(offset)[0]]
        for node in ast.walk(self.source.tree):
            if isinstance(node, ast.stmt) and _is_simple(node):
                end = self.source.end(node)
                if self.source.start(node) <= offset < end:
                    lines.append(self.source.position(end)[0])
        names = [self._lines[one] for one in lines if one in self._lines]
        return any(one is None or rule in one for one in names)


def _is_simple(node: ast.stmt) -> bool:
    return not hasattr(node, "body")

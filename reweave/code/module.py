"""All that the rules need to know of one Python file, each found once."""

import ast
from collections.abc import Sequence
from functools import cached_property

from reweave.code.frontmatter_span import MARK, FrontmatterSpan, Slot, find_frontmatter
from reweave.code.partial_parse import reparse
from reweave.code.scope import Scope, called_name, read_scopes, with_fences
from reweave.code.settings import Settings
from reweave.code.source import SourceFile
from reweave.code.trace import Tracer, trace_scope
from reweave.note.edit import Edit


class Module:
    """One Python file, taken apart."""

    def __init__(self, source: SourceFile, settings: Settings, before: "Module | None" = None) -> None:
        """Take a parsed file apart; what it shares with the file as it was `before` is taken out of that.

        Raises:
            RecursionError: it is nested too deeply.
        """
        self.source = source
        self.settings = settings
        self.before: Module | None = before
        self.scope: Scope = read_scopes(source.tree, source.parents, () if before is None else before.scope.children)
        self.scopes = list(self.scope.walk())
        """All scopes, outer ones first."""
        self.tracers: dict[int, Tracer | None] = {}
        writing = with_fences(self.scope)
        self._frontmatter = {id(one): self._find(one) if id(one) in writing else [] for one in self.scopes}

    def edited(self, edits: Sequence[Edit]) -> "Module":
        """Return the file with edits carried out. Of this one nothing more can be asked than its places.

        Raises:
            ValueError: two edits overlap, or one lies outside the file.
            UnparsableError: the result is no Python, or nested too deeply.
            RecursionError: the result is nested too deeply.
        """
        return Module(reparse(self.source, edits), self.settings, self)

    def release(self) -> None:
        """Let go of all that was found, so that it is freed at once: without this it holds itself in cycles."""
        if self.before is not None:
            self.before.release()
        for scope in self.scopes:
            scope.release()
        for tracer in self.tracers.values():
            if tracer is not None:
                tracer.release()

    def _find(self, scope: Scope) -> list[FrontmatterSpan]:
        tracer = trace_scope(scope, self.tracers)
        found = [] if tracer is None else [find_frontmatter(parts) for parts in tracer.made]
        return [span for span in found if span is not None]

    def frontmatter(self, scope: Scope) -> list[FrontmatterSpan]:
        """Return the frontmatter that a scope writes; one may be there several times, as it grows."""
        return self._frontmatter[id(scope)]

    @cached_property
    def slots(self) -> list[Slot]:
        """Every place for a value in frontmatter, once."""
        found: list[Slot] = []
        seen: set[tuple[tuple[int, int], ...]] = set()
        for scope in self.scopes:
            for span in self.frontmatter(scope):
                for slot in span.slots():
                    key = tuple(interpolation.key for interpolation in slot.interpolations)
                    if key and key not in seen:
                        seen.add(key)
                        found.append(slot)
        return found

    @cached_property
    def calls(self) -> list[tuple[ast.Call, Scope, str]]:
        """Every call with its scope and what it reaches by its imports (empty where that cannot be told)."""
        return [(node, scope, scope.dotted(node.func) or "") for scope in self.scopes for node in scope.calls]

    @cached_property
    def _fenced(self) -> set[int]:
        return {id(scope) for scope in self.scopes if any(map(_is_fence, scope.texts))}

    def has_fence(self, scope: Scope) -> bool:
        """Return whether a scope itself holds a fence, as text or in a pattern."""
        return id(scope) in self._fenced

    def serves_fence(self, scope: Scope) -> bool:
        """Return whether a scope holds a fence, or is called by one of this file's functions that does."""
        if self.has_fence(scope):
            return not isinstance(scope.node, ast.Module) or not scope.children
        if isinstance(scope.node, ast.Module):
            return False
        name = scope.node.name
        return any(called_name(node) == name for other in self.scopes if self.has_fence(other) for node in other.calls)

    @cached_property
    def functions_name(self) -> str:
        """The name that fixed code calls the functions by: an import that is there, or one that nothing else uses."""
        for name, dotted in self.scope.imports.items():
            if dotted == self.settings.functions and name not in self.scope.bindings:
                return name
        return next(name for name in ("fm", "reweave_fm", "reweave_fm_") if name.endswith("_") or not self._uses(name))

    def _uses(self, name: str) -> bool:
        """Return whether anything in the file may have a name."""
        if self.source.data.isascii() and name.encode() not in self.source.data:
            return False
        return any(
            name in scope.imports
            or name in scope.bindings
            or name in scope.loads
            # Those of decorators, defaults, lambdas and deleted names too.
            or any(isinstance(node, ast.Name) and node.id == name for node in scope.nodes)
            or any(isinstance(node, ast.arg) and node.arg == name for node in scope.nodes)
            for scope in self.scopes
        )

    @property
    def imports_functions(self) -> bool:
        """Whether the functions are imported already."""
        return self.scope.imports.get(self.functions_name) == self.settings.functions

    def offset(self, slot: Slot) -> int:
        """Return where a slot stands: its line in the literal where that can be seen, else the expression."""
        interpolation = slot.interpolations[0]
        return self.find(interpolation.template or interpolation.origin, slot.line.text.partition(MARK)[0])

    def start(self, node: ast.expr) -> int:
        """Return where an expression stands; inside an f-string, where that begins."""
        return self.find(node, "")

    def find(self, node: ast.expr, text: str) -> int:
        """Return where `text` stands in a literal (written as it is, or with escaped quotes); else the literal."""
        outer: ast.AST = node
        while (above := self.source.parents.get(outer)) is not None and isinstance(above, ast.expr):
            outer = above
            if isinstance(outer, ast.JoinedStr):
                node = outer
        start = self.source.start(node)
        raw = self.source.data[start : self.source.end(node)]
        wanted = text.lstrip().encode(errors="surrogatepass")
        for form in (wanted, wanted.replace(b'"', b'\\"')):
            if form.strip() and raw.count(form) == 1:
                return start + raw.index(form)
        return start


def _is_fence(text: str | bytes) -> bool:
    return is_fence_text(text if isinstance(text, str) else text.decode(errors="replace"))


def is_fence_text(text: str) -> bool:
    """Return whether text is a fence, begins or ends with one, or is a pattern for one."""
    if "---" not in text and "-{3}" not in text:
        return False
    lines = text.replace("\\n", "\n").replace("\\r", "").split("\n")
    return any(line.strip().strip("^$\\sA?*+()Z ").replace("-{3}", "---") == "---" for line in lines)

"""The analysis of one Python file that all rules share."""

import ast
from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from reweave.code.escape_leaks import is_from_elsewhere, passes_escapes_on
from reweave.code.frontmatter_span import MARK, FrontmatterSpan, Slot, find_frontmatter, find_printed
from reweave.code.functions_import import FunctionsImport, functions_import
from reweave.code.imports import find_function
from reweave.code.module_import import UnresolvedImportError
from reweave.code.partial_parse import reparse
from reweave.code.scope import Scope, called_name, with_fences
from reweave.code.scope_reader import read_scopes
from reweave.code.settings import Settings
from reweave.code.source import SourceFile
from reweave.code.template import Part
from reweave.code.template_use import is_shared
from reweave.code.trace import Tracer, trace_scope
from reweave.note.edit import Edit


class Module:
    """One analyzed Python file."""

    def __init__(self, source: SourceFile, settings: Settings, before: "Module | None" = None) -> None:
        """Analyze a parsed file; statements shared with the file `before` an edit are moved over from it.

        Raises:
            RecursionError: it is nested too deeply.
        """
        self.source = source
        self.settings = settings
        self.before: Module | None = before
        self.scope: Scope = read_scopes(source.tree, source.parents, () if before is None else before.scope.children)
        if settings.root is not None:
            self.scope.find_imported = partial(find_function, settings.root, source.path)
        self.scopes = list(self.scope.walk())
        """All scopes, outer ones first."""
        self.tracers: dict[int, Tracer | None] = {}
        writing = with_fences(self.scope)
        self._frontmatter = {id(one): self._find(one) if id(one) in writing else [] for one in self.scopes}

    def edited(self, edits: Sequence[Edit]) -> "Module":
        """Return the edited file. After that, only positions may be read from this one.

        Raises:
            ValueError: two edits overlap, or one lies outside the file.
            UnparsableError: the result is not valid Python, or nested too deeply.
            RecursionError: the result is nested too deeply.
        """
        return Module(reparse(self.source, edits), self.settings, self)

    def release(self) -> None:
        """Break the reference cycles, so that memory is freed at once; garbage collection may be paused."""
        if self.before is not None:
            self.before.release()
        for scope in self.scopes:
            scope.release()
        for tracer in self.tracers.values():
            if tracer is not None:
                tracer.release()

    def _find(self, scope: Scope) -> list[FrontmatterSpan]:
        tracer = trace_scope(scope, self.tracers)
        if tracer is None:
            return []
        found = [find_frontmatter(parts) for parts in tracer.made]
        if "print" in tracer.traces and find_frontmatter(tracer.traces["print"].parts) is None:
            found.append(find_printed(tracer.traces["print"].parts))
        return [span for span in found if span is not None]

    def cut_scopes(self) -> list[Scope]:
        """Return the functions whose text is too long to follow to its end."""
        tracers = ((scope, self.tracers.get(id(scope))) for scope in self.scopes)
        return [scope for scope, tracer in tracers if tracer is not None and tracer.is_cut]

    def built(self) -> Iterator[list[Part]]:
        """Yield all text that is built, function by function."""
        for scope in self.scopes:
            tracer = trace_scope(scope, self.tracers)
            yield from tracer.made if tracer is not None else ()

    def frontmatter(self, scope: Scope) -> list[FrontmatterSpan]:
        """Return the frontmatter that a scope writes; text that grows may be included several times."""
        return self._frontmatter[id(scope)]

    @cached_property
    def slots(self) -> list[Slot]:
        """The values in frontmatter, each once: where it is written, rather than where that is called."""
        found: dict[tuple[tuple[int, int], ...], Slot] = {}
        for scope in self.scopes:
            for span in self.frontmatter(scope):
                for slot in span.slots(self.source.parents):
                    key = tuple(interpolation.key for interpolation in slot.interpolations)
                    if key and (key not in found or (_is_inlined(found[key]) and not _is_inlined(slot))):
                        found[key] = slot
        leaks = bool(found) and passes_escapes_on(self.scopes, self.source.parents)
        return [self._with_fixable(slot, leaks) for slot in found.values()]

    def _with_fixable(self, slot: Slot, leaks: bool) -> Slot:
        """Return a slot whose values are marked where they cannot be wrapped, or must not be escaped again."""
        values = [
            one._replace(fixable=False)
            if is_shared(one, self.source.parents) or (leaks and is_from_elsewhere(one.value, one.scope))
            else one
            for one in slot.interpolations
        ]
        return slot._replace(interpolations=tuple(values))

    @cached_property
    def calls(self) -> list[tuple[ast.Call, Scope, str]]:
        """Every call with its scope and the dotted name it resolves to (empty where unknown)."""
        return [(node, scope, scope.dotted(node.func) or "") for scope in self.scopes for node in scope.calls]

    @cached_property
    def _fenced(self) -> set[int]:
        return {id(scope) for scope in self.scopes if any(map(_is_fence, scope.texts))}

    def has_fence(self, scope: Scope) -> bool:
        """Return whether a scope itself contains a fence, as text or in a pattern."""
        return id(scope) in self._fenced

    def serves_fence(self, scope: Scope) -> bool:
        """Return whether a scope contains a fence, or is called by a function of this file that does."""
        if self.has_fence(scope):
            return not isinstance(scope.node, ast.Module) or not scope.children
        if isinstance(scope.node, ast.Module):
            return False
        name = scope.node.name
        return any(called_name(node) == name for other in self.scopes if self.has_fence(other) for node in other.calls)

    @cached_property
    def functions_name(self) -> str:
        """The name under which fixed code uses the functions: an existing import, or an unused name."""
        for name, dotted in self.scope.imports.items():
            if dotted == self._functions_dotted and name not in self.scope.bindings:
                return name
        return next(name for name in ("fm", "reweave_fm", "reweave_fm_") if name.endswith("_") or not self._uses(name))

    def _uses(self, name: str) -> bool:
        """Return whether the file may use a name."""
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
        """Whether the functions are already imported."""
        dotted = self._functions_dotted
        return dotted is not None and self.scope.imports.get(self.functions_name) == dotted

    @cached_property
    def functions(self) -> FunctionsImport:
        """How the functions are imported here.

        Raises:
            UnresolvedImportError: they cannot be.
        """
        return functions_import(self.settings, self.source)

    @cached_property
    def _functions_dotted(self) -> str | None:
        try:
            return self.functions.dotted
        except UnresolvedImportError:
            return None

    def offset(self, slot: Slot) -> int:
        """Return the offset of a slot: of its line in the literal where known, else of the expression."""
        interpolation = slot.interpolations[0]
        return self.find(interpolation.template or interpolation.origin, slot.line.text.partition(MARK)[0])

    def start(self, node: ast.expr) -> int:
        """Return the offset of an expression; of the whole f-string if it is inside one."""
        return self.find(node, "")

    def find(self, node: ast.expr, text: str) -> int:
        """Return the offset of `text` in a literal (verbatim, or with escaped quotes), else of the literal."""
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


def _is_inlined(slot: Slot) -> bool:
    return any(interpolation.inlined for interpolation in slot.interpolations)


def _is_fence(text: str | bytes) -> bool:
    return is_fence_text(text if isinstance(text, str) else text.decode(errors="replace"))


def is_fence_text(text: str) -> bool:
    """Return whether a line of a text is a fence, or a pattern for one."""
    if "---" not in text and "-{3}" not in text:
        return False
    lines = text.replace("\\n", "\n").replace("\\r", "").split("\n")
    return any(line.strip().strip("^$\\sA?*+()Z ").replace("-{3}", "---") == "---" for line in lines)

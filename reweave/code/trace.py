"""Tracing a function, statement by statement, for the text it builds."""

import ast
import re

from reweave.code.built_text import Trace, alternatives, inlined, line_end, literals
from reweave.code.callees import Callee, callee_of, name_of, writes
from reweave.code.concatenation import Concatenator
from reweave.code.emitters import emission
from reweave.code.printed import printed
from reweave.code.scope import Scope, called_name
from reweave.code.scope_reader import children
from reweave.code.template import Literal, Loop, Part, has_literal

_MOST = 20_000
_MOST_TAKEN = 2_000
"""Text of more parts is not put together from what several functions write."""
_LINE = re.compile(r"[\w-]+:|- ")
_PRINTS = frozenset({"builtins.print", "click.echo", "click.secho", "typer.echo", "typer.secho"})
_OPENERS = frozenset({"io.StringIO", "StringIO.StringIO", "builtins.list", "builtins.str"})


class Tracer:
    """Traces one scope: `traces` has the text being built by variable, `made` all text that was built."""

    def __init__(self, scope: Scope, tracers: "dict[int, Tracer | None]") -> None:
        """Trace a scope; `tracers` are those of other scopes, by id."""
        self.scope = scope
        self.tracers = tracers
        self.traces: dict[str, Trace] = {}
        self.made: list[list[Part]] = []
        self.is_cut = False
        """Whether a text was too long to follow to its end."""
        self.yielded: dict[str, int] = {}
        """The length of each text when control was last yielded."""
        self.yielded_name = ""
        self.returned: list[tuple[list[Part], bool]] = []
        """The returned text, and whether it is a list of lines."""
        self.concatenator = Concatenator(scope, self._text_of, self._lines_of)
        body = scope.node.body
        self._statements(body)
        self.made.extend(trace.parts for trace in self.traces.values())

    def release(self) -> None:
        """Break the reference cycles; no expression can be read any more."""
        del self.concatenator
        self.tracers = {}

    # Names

    def _text_of(self, node: ast.expr) -> list[Part] | None:
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in ("getvalue", "read"):
                return self._text_of(node.func.value)
            return self._called(node, False)
        trace = self.traces.get(name_of(node))
        return None if trace is None or trace.is_list else trace.parts

    def _lines_of(self, node: ast.expr) -> list[Part] | None:
        if isinstance(node, ast.Call):
            return self._called(node, True)
        name = name_of(node)
        trace = self.traces.get(name)
        if trace is None and name.startswith("self."):
            return self._gathered(name)
        return trace.parts if trace is not None and trace.is_list else None

    def _gathered(self, name: str) -> list[Part] | None:
        """Return the lines of an attribute that `__init__` begins with a fence, and that other methods add to."""
        parts: list[Part] = []
        for method in self.scope.parent.children if self.scope.parent is not None else ():
            tracer = trace_scope(method, self.tracers) if name.removeprefix("self.") in method.attributes else None
            trace = None if tracer is None else tracer.traces.get(name)
            if trace is None or not trace.is_list:
                continue
            if not parts and not next(literals(trace.parts), "").startswith("---"):
                return None
            parts += [inlined(part) for part in trace.parts]
        return parts or None

    def _called(self, node: ast.Call, lines: bool) -> list[Part] | None:
        function = self.scope.own_function(node.func)
        if function is None:
            return None
        tracer = trace_scope(function, self.tracers)
        if tracer is None or not tracer.returned:
            return None
        if len(tracer.returned) == 1 and tracer.returned[0][1] is lines:
            return [inlined(part) for part in tracer.returned[0][0]]
        return alternatives(tracer.returned, lines)

    # Statements

    def _statements(self, body: list[ast.stmt]) -> None:
        for statement in body:
            self._statement(statement)

    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            self._assign(node.targets if isinstance(node, ast.Assign) else [node.target], node.value)
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add):
            self._grow(node.target, node.value)
        elif isinstance(node, ast.Expr):
            self._expression(node.value)
        elif isinstance(node, ast.Return) and node.value is not None:
            self._return(node.value)
        elif isinstance(node, ast.For | ast.AsyncFor | ast.While):
            self._loop(node)
            return
        elif isinstance(node, ast.With | ast.AsyncWith):
            self._with(node)
            return
        else:
            for part in ast.iter_child_nodes(node):
                if isinstance(part, ast.expr):
                    self._keep_fenced(part)
        for name in ("body", "orelse", "finalbody"):
            self._statements(getattr(node, name, None) or [])
            if name == "body":
                for handler in getattr(node, "handlers", None) or getattr(node, "cases", None) or []:
                    self._statements(handler.body)

    def _loop(self, node: ast.For | ast.AsyncFor | ast.While) -> None:
        before = {name: (trace, len(trace.parts)) for name, trace in self.traces.items()}
        self._keep_fenced(node.test if isinstance(node, ast.While) else node.iter)
        self._statements(node.body)
        for name, (trace, length) in before.items():
            if self.traces.get(name) is trace and len(trace.parts) > length:
                repeated = tuple(trace.parts[length:])
                del trace.parts[length:]
                trace.parts.append(Loop(repeated, node))
        self._statements(node.orelse)

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        """Follow a block, between what functions that manage its context write before and after it."""
        after: list[tuple[Trace, list[Part]]] = []
        for item in node.items:
            self._keep_fenced(item.context_expr)
            after[:0] = self._enter(item)
        self._statements(node.body)
        for trace, parts in after:
            trace.parts.extend(parts)

    def _enter(self, item: ast.withitem) -> list[tuple[Trace, list[Part]]]:
        """Add what a context manager writes before it yields; return what it writes later, and to which text."""
        call = item.context_expr
        if not isinstance(call, ast.Call):
            return []
        alias = "" if item.optional_vars is None else name_of(item.optional_vars)
        if self._is_made(call):
            self._run(call, alias, "__init__")
            self._run(call, alias, "__enter__")
            return self._run(call, alias, "__exit__", later=True)
        function = self.scope.own_function(call.func)
        tracer = None if function is None else trace_scope(function, self.tracers)
        if function is None or tracer is None:
            return []
        callee = callee_of(call, function, self.scope)
        after = []
        for name, place in tracer.yielded.items():
            own = callee.name_outside(name)
            if own and name in tracer.traces:
                written = tracer.traces[name]
                trace = self._take(own, written, written.parts[:place])
                after.append((trace, [inlined(part) for part in written.parts[place:]]))
                if alias and name == tracer.yielded_name:
                    self.traces[alias] = trace
        return after

    def _is_made(self, value: ast.expr) -> bool:
        """Return whether an expression makes an object of a class of this file."""
        is_call = isinstance(value, ast.Call) and isinstance(value.func, ast.Name)
        return is_call and isinstance(value, ast.Call) and called_name(value) in self.scope.module.classes

    def _run(self, made: ast.Call, alias: str, method: str, *, later: bool = False) -> list[tuple[Trace, list[Part]]]:
        """Add what a method of an object writes that is not called by name; `later`, return it, and to which text."""
        function = self.scope.module.method(called_name(made), method)
        tracer = None if function is None else trace_scope(function, self.tracers)
        if function is None or tracer is None:
            return []
        callee = Callee(function, {}, made, alias, self.scope)
        streams = [(callee.name_outside(name), trace) for name, trace in tracer.traces.items()]
        return [
            (self._take(name, trace, [] if later else None), [inlined(part) for part in trace.parts])
            for name, trace in streams
            if name
        ]

    def _assign(self, targets: list[ast.expr], value: ast.expr) -> None:
        self._keep_fenced(value)
        name = name_of(targets[0]) if len(targets) == 1 else ""
        if not name:
            return
        if isinstance(value, ast.Call) and self._is_made(value):
            self._run(value, name, "__init__")
        trace = self._trace(value)
        old = self.traces.pop(name, None)
        if old is not None:
            self.made.append(old.parts)
        if trace is not None:
            self.traces[name] = trace

    def _trace(self, value: ast.expr) -> Trace | None:
        rows = self.concatenator.lines(value)
        if rows is not None:
            return self._list(rows)
        parts = self.concatenator.text(value)
        if parts is not None:
            return Trace(list(parts))
        if isinstance(value, ast.Call) and self.scope.dotted(value.func) in _OPENERS:
            return Trace([], self.scope.dotted(value.func) == "builtins.list")
        return None

    def _grow(self, target: ast.expr, value: ast.expr) -> None:
        trace = self.traces.get(name_of(target))
        if trace is None:
            self._begin(target, value)
        elif len(trace.parts) > _MOST:
            self.is_cut = True
            self._keep_fenced(value)
        elif trace.is_list:
            self._extend(trace, value)
        else:
            trace.parts.extend(self.concatenator.parts(value))

    def _begin(self, target: ast.expr, value: ast.expr) -> None:
        """Begin a text with a variable that has a value from elsewhere."""
        parts = self.concatenator.text(value)
        if not name_of(target) or parts is None or not has_literal(parts):
            self._keep_fenced(value)
            return
        first = next(iter(literals(parts)))
        whole: list[Part] = [self.concatenator.whole(target)]
        if _LINE.match(first) is not None:  # the value ends with a line end
            whole.append(Literal("\n", value))
        self.traces[name_of(target)] = Trace([*whole, *parts])

    def _extend(self, trace: Trace, value: ast.expr) -> None:
        rows = self.concatenator.lines(value)
        if rows is None:
            rows = [[self.concatenator.whole(value)]]
        for row in rows:
            self._append(trace, row)

    def _insert(self, trace: Trace, place: ast.expr, value: ast.expr) -> None:
        """Add a line below the first one; at 0 it becomes the first."""
        after = 0
        if not (isinstance(place, ast.Constant) and place.value == 0):
            ends = (index for index, part in enumerate(trace.parts) if isinstance(part, Literal) and "\n" in part.text)
            after = next(ends, -1) + 1
        added = Trace([], True)
        self._append(added, self.concatenator.parts(value))
        trace.parts[after:after] = added.parts

    def _list(self, rows: list[list[Part]]) -> Trace:
        trace = Trace([], True)
        for row in rows:
            self._append(trace, row)
        return trace

    def _append(self, trace: Trace, row: list[Part]) -> None:
        """Add a line to a list, with the line end that joining will add unless it has one."""
        if len(row) == 1 and isinstance(row[0], Loop):
            loop = row[0]
            trace.parts.append(loop._replace(parts=(*loop.parts, *line_end(loop.parts))))
        else:
            trace.parts.extend((*row, *line_end(tuple(row))))

    def _return(self, value: ast.expr) -> None:
        self._keep_fenced(value)
        rows = self.concatenator.lines(value)
        if rows is not None:
            trace = self._list(rows)
            self.returned.append((trace.parts, True))
            self.made.append(trace.parts)
            return
        self.returned.append((self.concatenator.parts(value), False))

    # Expressions

    def _expression(self, node: ast.expr) -> None:
        if isinstance(node, ast.Yield):
            self.yielded = {name: len(trace.parts) for name, trace in self.traces.items()}
            if node.value is not None:
                self.yielded_name = name_of(node.value)
                self._append(self._stream("yield", True), self.concatenator.parts(node.value))
            return
        if isinstance(node, ast.IfExp | ast.BoolOp):  # `lines.append(text) if text else None`
            for part in ast.iter_child_nodes(node):
                if isinstance(part, ast.expr):
                    self._expression(part)
            return
        if isinstance(node, ast.Await):
            node = node.value
        if isinstance(node, ast.Call):
            if self.scope.dotted(node.func) in _PRINTS:
                self._print(node)
                return
            if isinstance(node.func, ast.Attribute) and self._method(node, node.func):
                return
            if self._emitted(node) or self._delegated(node):
                return
        self._keep_fenced(node)

    def _method(self, node: ast.Call, function: ast.Attribute) -> bool:
        """Follow `lines.append(text)` and the like; return whether it was one of those."""
        name, argument = name_of(function.value), node.args[0] if len(node.args) == 1 else None
        if function.attr == "insert" and len(node.args) == 2 and name in self.traces:
            self._insert(self.traces[name], *node.args)
            return True
        if not name or argument is None or node.keywords:
            return False
        if function.attr == "append":
            trace = self.traces.get(name)
            if trace is None:
                trace = self._stream(name, True)
            if len(trace.parts) <= _MOST:
                self._append(trace, self.concatenator.parts(argument))
            else:
                self.is_cut = True
        elif function.attr == "extend":
            self._extend(self._stream(name, True), argument)
        elif function.attr == "write":
            self._stream(name, False).parts.extend(self.concatenator.parts(argument))
        elif function.attr == "writelines":
            self._extend(self._stream(name, False), argument)
        else:
            return False
        return True

    def _emitted(self, node: ast.Call) -> bool:
        """Follow a function that adds its argument to lines or a stream; return whether it was one."""
        found = emission(node, self.scope)
        name = "" if found is None else name_of(found.target)
        if found is None or not name:
            return False
        parts = self.concatenator.parts(node.args[0])
        trace = self._stream(name, found.is_list)
        if found.is_list:
            self._append(trace, parts)
        else:
            trace.parts.extend(parts)
        return True

    def _delegated(self, node: ast.Call) -> bool:
        """Follow a function that writes to what it is given, or to its object; return whether it was one."""
        function = self.scope.own_function(node.func)
        tracer = trace_scope(function, self.tracers) if function is not None and writes(function) else None
        if function is None or tracer is None:
            return False
        callee = callee_of(node, function, self.scope)
        streams = [(callee.name_outside(name), trace) for name, trace in tracer.traces.items()]
        for name, trace in streams:
            if name:
                self._take(name, trace)
        return any(name for name, _ in streams)

    def _take(self, name: str, written: Trace, parts: list[Part] | None = None) -> Trace:
        """Add what another function writes; return the text that it is added to."""
        trace = self._stream(name, written.is_list)
        taken = written.parts if parts is None else parts
        if len(trace.parts) + len(taken) <= _MOST_TAKEN:
            trace.parts.extend(map(inlined, taken))
        return trace

    def _print(self, node: ast.Call) -> None:
        name, parts = printed(node, self.concatenator)
        self._stream(name, False).parts.extend(parts)

    def _stream(self, name: str, is_list: bool) -> Trace:
        return self.traces.setdefault(name, Trace([], is_list))

    def _keep_fenced(self, node: ast.expr) -> None:
        """Keep text inside an expression that contains a fence."""
        waiting: list[ast.AST] = [node]
        while waiting:
            one = waiting.pop()
            if isinstance(one, ast.expr):
                parts = None if isinstance(one, ast.Name | ast.Attribute) else self.concatenator.text(one)
                if parts is not None and any("---" in text or "+++" in text for text in literals(parts)):
                    self.made.append(parts)
                    continue
            waiting.extend(children(one))


def trace_scope(scope: Scope, tracers: "dict[int, Tracer | None]") -> "Tracer | None":
    """Return the tracer of a scope; `None` while it is being traced (it calls itself)."""
    if id(scope) not in tracers:
        tracers[id(scope)] = None
        tracers[id(scope)] = Tracer(scope, tracers)
    return tracers[id(scope)]

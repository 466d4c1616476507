"""RW302: notes written without an encoding."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import partial

from reweave.code.calls import add_options, argument, lacks
from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.scope import Scope, called_name
from reweave.code.template import Literal, Loop, Part
from reweave.code.values import Nature, value_of
from reweave.rules.base import Safety

_NO_NOTE = re.compile(r"\.(?:json|jsonl|csv|tsv|txt|ya?ml|toml|html?|log|py)['\"]")
_OPEN = frozenset({"builtins.open", "io.open", "codecs.open"})


class WriteWithoutEncoding(CodeRule):
    """A note is written without an explicit encoding.

    Python then uses the system's encoding, which is not UTF-8 everywhere: the same program writes other bytes there, or
    fails at the first `ü`. Pass `encoding="utf-8"`. Notes that can hold nothing but ASCII are left alone.

    The fix is unsafe: on such a system it changes what is written.
    """

    code = "RW302"
    safety = Safety.UNSAFE
    advice = 'pass `encoding="utf-8"`'
    invalid = (
        Invalid(
            r"""
def save(path, title):
    path.write_text(f'---\ntitle: {title!r}\n---\n')
""",
            r"""
def save(path, title):
    path.write_text(f'---\ntitle: {title!r}\n---\n', encoding="utf-8")
""",
        ),
        Invalid(
            r"""
def note(n):
    return f'---\nn: {int(n)}\n---\n\n# Über uns'

def save(path, n):
    with open(path, 'w') as out:
        out.write(note(n))
""",
            r"""
def note(n):
    return f'---\nn: {int(n)}\n---\n\n# Über uns'

def save(path, n):
    with open(path, 'w', encoding="utf-8") as out:
        out.write(note(n))
""",
        ),
    )
    valid = (
        r"""
def save(path, n):
    path.write_text(f'---\nn: {int(n)}\n---\n# Count')
""",
        r"""
import json

def save(path, title):
    path.with_name('cache').write_text(json.dumps({'title': title}))
    return f'---\ntitle: {title!r}\n---\n'
""",
        r"""
def save(path, n):
    path.write_text(f'---\nn: {int(n)}\n---\n', encoding='utf-8')
""",
        r"""
def save(path, n):
    with open(path, 'wb') as out:
        out.write(f'---\nn: {int(n)}\n---\n'.encode())
""",
        r"""
def log(path, n):
    path.write_text(str(n))

def export(n):
    open('a.json', 'w').write(f'---\nn: {int(n)}\n---\n')
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield one report for each call that writes."""
        writing = [scope for scope in module.scopes if module.frontmatter(scope) and not _is_ascii(scope, module)]
        writers = {scope.node.name for scope in writing if not isinstance(scope.node, ast.Module)}
        for scope in module.scopes:
            is_writing = any(scope is one for one in writing)
            if not is_writing and not (scope.uses(writers) and _calls(scope, writers)):
                continue
            for node in scope.calls:
                if _writes_text(node, scope):
                    message = "note is written without explicit `encoding`"
                    fix = partial(add_options, module, node, {"encoding": '"utf-8"'}, self.code, message)
                    yield Report(self.code, module.start(node), message, Safety.UNSAFE, fix)


def _is_ascii(scope: Scope, module: Module) -> bool:
    """Return whether all that a scope builds is ASCII: its literals, and values that are numbers or dates."""
    tracer = module.tracers.get(id(scope))
    return tracer is not None and all(_are_ascii(parts) for parts in tracer.made)


def _are_ascii(parts: Iterable[Part]) -> bool:
    for part in parts:
        if isinstance(part, Literal):
            if not part.text.isascii():
                return False
        elif isinstance(part, Loop):
            if not _are_ascii(part.parts):
                return False
        else:
            value = value_of(part.value, part.scope)
            if value.nature is not Nature.SAFE or value.made:
                return False
    return True


def _calls(scope: Scope, names: set[str]) -> bool:
    return any(called_name(node) in names for node in scope.calls)


def _writes_text(node: ast.Call, scope: Scope) -> bool:
    if not _may_write_text(node, scope) or not lacks(node, "encoding") or _NO_NOTE.search(ast.unparse(node)):
        return False
    given = node.args[0] if called_name(node) == "write_text" else None
    return not (isinstance(given, ast.Call) and scope.dotted(given.func) == "json.dumps")


def _may_write_text(node: ast.Call, scope: Scope) -> bool:
    if isinstance(node.func, ast.Attribute) and node.func.attr == "write_text":
        return len(node.args) == 1
    if scope.dotted(node.func) in _OPEN:
        position, most = 1, 3
    elif isinstance(node.func, ast.Attribute) and node.func.attr == "open" and scope.dotted(node.func) is None:
        position, most = 0, 2  # `Path.open`
    else:
        return False
    mode = argument(node, "mode", position)
    if not isinstance(mode, ast.Constant) or not isinstance(mode.value, str) or len(node.args) > most:
        return False
    return bool(set(mode.value) & set("wax+")) and "b" not in mode.value and len(mode.value) <= 3

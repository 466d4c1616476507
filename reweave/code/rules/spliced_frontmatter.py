"""RW301: lines inserted into frontmatter as text."""

import ast
import re
from collections.abc import Iterator, Sequence

from reweave.code.concatenation import operands
from reweave.code.module import Module, is_fence_text
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.scope import Scope, called_name
from reweave.code.substitution import pattern_of
from reweave.code.template import Literal, Loop, Part
from reweave.code.trace import trace_scope
from reweave.rules.base import Safety

_LINE = re.compile(r"\A\s*+(?:---[^\S\n]*+\n\s*+)?(?:- |[^\W\d][\w -]*:(?:\s|\Z))")
_KEY = re.compile(r"[\^\s(\\A]{0,99}[^\W\d][\w-]{0,99}\)?:(?!//)")
_HEADING = re.compile(r"[\^\s\\]*#")
_KEY_LINE = re.compile(r"[^\W\d][\w-]*: ?\S*")
_LINES = frozenset({"readlines", "splitlines", "split"})
_SLICE = "\0"
_WHOLE = re.compile(r"\s*---[ \t]*\n[^\0]*\n---")
"""The whole frontmatter, rewritten, followed by something else."""
_MESSAGE = "line is inserted into frontmatter as text"
_PATTERN = re.compile(r"---|(?:\^|\\n|\n|\A)\(?[^\W\d][\w-]*\)?:")


class SplicedFrontmatter(CodeRule):
    """Lines are inserted into a note's frontmatter as text.

    Such code ignores the style around the line: an indented list item among unindented ones makes the note unreadable,
    and a second run inserts the line again. Let `reweave` write edges, or load the frontmatter, change the data and
    write all of it.
    """

    code = "RW301"
    safety = Safety.REPORT
    advice = "load the frontmatter, change the data and write all of it"
    invalid = (
        Invalid(
            r"""
def link(text, title):
    end = text.index('---', 3)
    return text[:end] + f'  - "{title}"\n' + text[end:]
""",
        ),
        Invalid(
            r"""
def stamp(text, day):
    return text.replace('---\n', f'---\nreviewed: {day}\n', 1)
""",
        ),
        Invalid(
            r"""
import re

def stamp(text, status):
    if not text.startswith('---'):
        return text
    return re.sub(r'^status: .*$', f'status: {status}', text, flags=re.M)
""",
        ),
        Invalid(
            r"""
import re

def update(text, changes):
    for key, value in changes.items():
        text = re.sub(rf'^{key}: .*$', f'{key}: {value}', text, count=1, flags=re.M)
    return '---\n' + text
""",
        ),
        Invalid(
            r"""
def stamp(text, day):
    fences = 0
    out = []
    for line in text.split('\n'):
        fences += line == '---'
        if line == '---' and fences == 2:
            out.append(f'reviewed: {day}')
        out.append(line)
    return '\n'.join(out)
""",
        ),
        Invalid(
            r"""
def link(text, title):
    lines = text.split('\n')
    end = lines.index('---', 1)
    lines.insert(end, f'- {title}')
    return '\n'.join(lines)
""",
        ),
    )
    valid = (
        r"""
def append_bullet(text, link):
    assert text.startswith('---')
    end = text.index('## Related') + len('## Related')
    return text[:end] + f'\n- {link}' + text[end:]
""",
        r"""
def bullets(text, link):
    out = []
    for line in text.split('---', 2)[2].splitlines():
        out.append(line)
        if line == '## Links':
            out.append(f'- {link}')
    return out
""",
        r"""
def header(day, body):
    head = ['---', 'type: note', '---']
    head.insert(2, 'date: ' + day)
    return head + body
""",
        r"""
def cut(text):
    end = text.index('---', 3)
    return text[:end] + text[end + 3:]
""",
        r"""
import re

def shout(text):
    return re.sub(r'^status: .*$', 'STATUS', text)
""",
        r"""
def replaced(text, rows):
    end = text.index('\n---', 3) + 4
    return '---\n' + '\n'.join(f'{len(row)}: n' for row in rows) + '\n---' + text[end:]
""",
        r"""
def body(text):
    out = []
    for line in text.split('\n'):
        if line == '---':
            out.append('* * *')
        out.append(line)
    return '\n'.join(out)
""",
        r"""
def note(title, lines):
    out = ['---', 'type: note']
    for line in lines:
        out.append(f'- {len(line)}')
    out.append('---')
    for line in lines:
        out.append(line)
    return out
""",
        r"""
RULES = "Instructions:\\nKeep the lines between\\n---\\nas they are, and answer in Latin.\\n"

def prompt(template):
    return template.replace("Instructions:", RULES)
""",
        r"""
def note(lines):
    lines.insert(0, '# title')
    return ['---', 'a: b', '---', *lines]
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for each splice in a function that uses a fence."""
        for scope in module.scopes:
            has_fence = module.has_fence(scope)
            if not has_fence and not _reads_lines(scope):
                continue
            for node in scope.nodes:
                if not has_fence:
                    if isinstance(node, ast.Assign) and self._replaces_line(node, scope, module):
                        yield Report(self.code, module.start(node.value), _MESSAGE)
                    continue
                for one in self._among_copied(node, scope, module):
                    yield Report(self.code, module.start(one), _MESSAGE)
                if isinstance(node, ast.Assign) and self._replaces_line(node, scope, module):
                    yield Report(self.code, module.start(node.value), _MESSAGE)
                if isinstance(node, ast.expr) and self._splices(node, scope, module):
                    yield Report(self.code, module.start(node), _MESSAGE)

    def _among_copied(self, node: ast.AST, scope: Scope, module: Module) -> Iterator[ast.Call]:
        """Yield the calls that add lines in a loop that copies the lines of a text."""
        if not isinstance(node, ast.For) or not isinstance(node.target, ast.Name | ast.Tuple):
            return
        lines = {one.id for one in ast.walk(node.target) if isinstance(one, ast.Name)}
        added: dict[str, list[ast.Call]] = {}
        for one in ast.walk(node):
            if isinstance(one, ast.Call) and len(one.args) == 1 and (to := _list_of_append(one)) is not None:
                added.setdefault(to, []).append(one)
        for calls in added.values():
            if any(isinstance(one.args[0], ast.Name) and one.args[0].id in lines for one in calls):
                own = (one for one in calls if _is_line(one.args[0], scope, module))
                yield from (one for one in own if _is_in_frontmatter(_tests(one, node, module)))

    def _replaces_line(self, node: ast.Assign, scope: Scope, module: Module) -> bool:
        """Return whether a line of a file is replaced by a key: `lines[1] = f"title: {title}"`."""
        target = node.targets[0]
        if not isinstance(target, ast.Subscript) or isinstance(target.slice, ast.Slice):
            return False
        found = scope.lookup(target.value.id) if isinstance(target.value, ast.Name) else None
        values = [one.value for one in found[1] if not one.element] if found is not None else []
        is_lines = any(isinstance(one, ast.Call) and called_name(one) in _LINES for one in values)
        return is_lines and any(_KEY_LINE.match(text) for text in _texts(node.value, scope, module))

    def _splices(self, node: ast.expr, scope: Scope, module: Module) -> bool:
        if isinstance(node, ast.BinOp):
            return self._between_slices(node, scope, module)
        if not isinstance(node, ast.Call):
            return False
        replaced = pattern_of(node, scope)
        if replaced is not None:
            patterns = _texts(replaced[0], scope, module)
            return any(map(_PATTERN.search, patterns)) and _is_line(replaced[1], scope, module)
        if not isinstance(node.func, ast.Attribute) or len(node.args) < 2:
            return False
        if node.func.attr == "replace":
            old = _texts(node.args[0], scope, module)
            is_cut = any(is_fence_text(one) or (_LINE.match(one) is not None and ":" in one) for one in old)
            return is_cut and _is_yaml(node.args[1], scope, module)
        at_start = isinstance(node.args[0], ast.Constant) and node.args[0].value == 0
        is_splice = node.func.attr == "insert" and not at_start and not _is_new(node.func.value, scope)
        return is_splice and self._is_line_at(node.args[1], [node.args[0]], scope, module)

    def _is_line_at(self, line: ast.expr, places: Sequence[ast.expr], scope: Scope, module: Module) -> bool:
        """Return whether a line is for frontmatter: an item is, where the place was found by a fence or key."""
        texts = _texts(line, scope, module)
        if not any(map(_LINE.match, texts)):
            return False
        is_item = any(text.lstrip().startswith("- ") for text in texts)
        found = [text for place in places for text in _searched(place, scope)]
        return _is_in_frontmatter(found) if is_item or any(map(_HEADING.match, found)) else True

    def _between_slices(self, node: ast.BinOp, scope: Scope, module: Module) -> bool:
        if isinstance(module.source.parents.get(node), ast.BinOp):
            return False
        added = operands(node)
        sliced = [isinstance(one, ast.Subscript) and isinstance(one.slice, ast.Slice) for one in added]
        own = [one for one, cut in zip(added, sliced, strict=True) if not cut]
        ends = [
            bound
            for one, cut in zip(added, sliced, strict=True)
            if cut and isinstance(one, ast.Subscript) and isinstance(one.slice, ast.Slice)
            for bound in (one.slice.lower, one.slice.upper)
            if bound is not None
        ]
        if not any(sliced) or not any(self._is_line_at(one, ends, scope, module) for one in own):
            return False
        texts = (_SLICE if cut else _texts(one, scope, module)[1] for one, cut in zip(added, sliced, strict=True))
        return _WHOLE.match("".join(texts)) is None


def _searched(place: ast.expr, scope: Scope) -> list[str]:
    """Return the texts by which a place in a note is found, following names."""
    found: list[str] = []
    waiting, seen = [place], set[str]()
    while waiting:
        for node in ast.walk(waiting.pop()):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(node.value)
            elif isinstance(node, ast.Name) and node.id not in seen:
                seen.add(node.id)
                bound = scope.lookup(node.id)
                waiting += [one.value for one in (bound[1] if bound is not None else ()) if one.value is not None]
    return found


def _tests(node: ast.AST, loop: ast.For, module: Module) -> list[str]:
    """Return the texts in the conditions of a loop: those around a node, or all where they have none."""
    around: list[ast.expr] = []
    above: ast.AST | None = node
    while above is not None and above is not loop:
        above = module.source.parents.get(above)
        if isinstance(above, ast.If):
            around.append(above.test)
    texts = _constants(around)
    return texts or _constants(
        [one.test for one in ast.walk(loop) if isinstance(one, ast.If | ast.IfExp)]
        + [one for one in ast.walk(loop) if isinstance(one, ast.Compare)]
    )


def _constants(nodes: Sequence[ast.expr]) -> list[str]:
    return [
        one.value
        for node in nodes
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]


def _is_in_frontmatter(texts: Sequence[str]) -> bool:
    """Return whether any of the texts that a place is found by is a fence or key, and none is a heading."""
    return any(is_fence_text(text) or _KEY.match(text) for text in texts) and not any(map(_HEADING.match, texts))


def _is_new(node: ast.expr, scope: Scope) -> bool:
    """Return whether a list is a header that the program itself begins: `["---", ...]`."""
    found = scope.lookup(node.id) if isinstance(node, ast.Name) else None
    values = [one.value for one in found[1]] if found is not None else []
    return any(isinstance(one, ast.List) and any(map(is_fence_text, _constants(one.elts))) for one in values)


def _reads_lines(scope: Scope) -> bool:
    return not _LINES.isdisjoint(scope.attributes)


def _list_of_append(node: ast.Call) -> str | None:
    """Return the name of the list to which a call appends."""
    function = node.func
    if isinstance(function, ast.Attribute) and function.attr == "append" and isinstance(function.value, ast.Name):
        return function.value.id
    return None


def _is_line(node: ast.expr, scope: Scope, module: Module) -> bool:
    """Return whether an expression is the text of a key or a list item."""
    return any(map(_LINE.match, _texts(node, scope, module)))


def _is_yaml(node: ast.expr, scope: Scope, module: Module) -> bool:
    """Return whether all lines of a text may be frontmatter: a paragraph is not."""
    filled = _texts(node, scope, module)[1]
    lines = [line for line in filled.split("\n") if line.strip()]
    return _is_line(node, scope, module) and all(
        _LINE.match(line) or line[:1] in " \t#" or set(line.strip()) <= {"-", "x"} for line in lines
    )


def _texts(node: ast.expr, scope: Scope, module: Module) -> tuple[str, str]:
    """Return the text of an expression, with its values empty, and with a letter for each."""
    tracer = trace_scope(scope, module.tracers)
    parts = None if tracer is None else tracer.concatenator.text(node)
    return _says(parts or (), ""), _says(parts or (), "x")


def _says(parts: Sequence[Part], value: str) -> str:
    return "".join(
        part.text if isinstance(part, Literal) else _says(part.parts, value) if isinstance(part, Loop) else value
        for part in parts
    )

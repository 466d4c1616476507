"""RW401: readers that miss a list style."""

import ast
import re
from collections.abc import Iterator
from functools import partial

from reweave.code.literal_spans import string_sources
from reweave.code.module import Module
from reweave.code.patterns import PLACEHOLDER, Pattern, patterns
from reweave.code.rule import CodeRule, Invalid, ReadableForms, Report
from reweave.code.scope import Scope
from reweave.note.edit import Edit
from reweave.rules.base import Safety

_KEY = re.compile(rf"([A-Za-z_][\w-]{{0,99}}|{PLACEHOLDER})\)?:")
_BLANKS = r"(?:\\s[+*]|\\s\{\d,?\d?\}|(?:\\s)+|\[(?: |\\t|\\s)+\](?:[+*]|\{\d,?\d?\})| [+*]| \{\d,?\d?\}| +)"
_INDENTED = re.compile(rf"(?P<head>\^|\\n|\(\?:|\(|\A)(?P<blanks>{_BLANKS})(?=\\?-|\[-)")
_BARE = re.compile(r"(?P<head>\^|\\n|\(\?:\^|\(\^)(?P<blanks>)(?=\\?-(?!-))")
_KEY_TEXT = re.compile(r"[\^\n(?:\\A ]{0,99}[A-Za-z][\w-]{0,99}\)?:(?:$|[\s\\\[(.])")
_UNINDENTED = "reads only unindented list items"
_NAMED = re.compile(r"(?i)front|(?:^|[._])(?:fm|yaml|meta|head|header|block)(?:$|[._])")
_STRIPS = frozenset({"strip", "lstrip"})

Form = tuple[bool, bool]
_FORMS: tuple[Form, ...] = ((False, False), (True, False), (False, True), (True, True))


class ListReader(CodeRule):
    """A reader of block lists misses some styles of them.

    A pattern that requires white space before the dash silently finds no unindented list, and one that requires quotes
    misses every plain item. Once the vault is normalized, such a program goes on with empty lists. Accept both styles.
    With `--vault DIR` the report lists the lines that the program reads today and would miss after normalizing.

    A reader of unindented items only is reported where its pattern or function names a key: others
    read bodies or diffs.

    The fix is safe: it widens a literal pattern only where the new one provably finds the same items in lists of both
    styles, and the same as before in everything else.
    """

    code = "RW401"
    safety = Safety.SAFE
    advice = "accept items of any indentation, with and without quotes"
    invalid = (
        Invalid(
            r"""
import re

def supports(text):
    if not text.startswith('---'):
        return []
    block = re.search(r'^supports:\n((?:\s+- .+\n)+)', text, re.M)
    return block
""",
            r"""
import re

def supports(text):
    if not text.startswith('---'):
        return []
    block = re.search(r'^supports:\n((?:\s*- .+\n)+)', text, re.M)
    return block
""",
        ),
        Invalid(
            r"""
import re

def items(note):
    front = note.split('\n---')[0]
    return re.findall(r'^\s+-\s+(.+)$', front, re.MULTILINE)
""",
            r"""
import re

def items(note):
    front = note.split('\n---')[0]
    return re.findall(r'^\s*-\s+(.+)$', front, re.MULTILINE)
""",
        ),
        Invalid(
            r"""
import re

ITEM = re.compile(r'^  - "(.+)"$')
FENCE = '---'
""",
        ),
        Invalid(
            r"""
def items(text):
    found = []
    for line in text.split('---')[1].splitlines():
        if line.startswith('  - '):
            found.append(line[4:])
    return found
""",
        ),
    )
    valid = (
        r"""
import re

def items(front):
    assert front != '---'
    return re.findall(r'^\s*- (.+)$', front, re.M)
""",
        r"""
import re

RANGE = re.compile(r'(\d+)\s+-\s+(\d+)')
FENCE = '---'
""",
        r"""
def items(text):
    return [line.strip()[2:] for line in text.split('\n---')[0].split('\n') if line.strip().startswith('- ')]
""",
        r"""
def changed(lines):
    name = [line for line in lines if line.startswith('---')]
    minus = [line for line in lines if line.startswith('-') and not line.startswith('---')]
    plus = [line for line in lines if line.startswith('+')]
    return {'title:': name, 'minus': minus, 'plus': plus}
""",
        r"""
def items(text):
    return [x for x in text.split('\n---')[0].split('\n') if x.startswith(('- ', '  - '))]
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield one report for each pattern, and for each test of a line."""
        if any(module.has_fence(scope) for scope in module.scopes):
            for pattern in patterns(module):
                report = self._pattern(module, pattern)
                if report is not None:
                    yield report
            yield from self._tests(module)

    # Patterns

    def _pattern(self, module: Module, pattern: Pattern) -> Report | None:
        if "-" not in pattern.text:
            return None
        key = _KEY.search(pattern.text)
        forms = _forms_read(pattern, pattern.text, key[1] if key else "k")
        message = _complaint(forms)
        if message is None or (_reads_unindented(forms) and not key and not reads_keys(pattern.scope)):
            return None
        offset = module.start(pattern.call)
        reader = ReadableForms(frozenset(forms), key[1] if key and key[1] != PLACEHOLDER else None)
        widened = _widened(pattern, forms, key[1] if key else None)
        if widened is None:
            return Report(self.code, offset, message, reader=reader)
        fix = partial(self._fix, module, pattern, widened, message)
        return Report(self.code, offset, message, Safety.SAFE, fix, reader)

    def _fix(self, module: Module, pattern: Pattern, widened: re.Pattern[str], message: str) -> tuple[Edit, ...] | None:
        found = string_sources(module.source, pattern.node)
        if found is None or len(found) != 1 or not (found[0].is_raw or "\\" not in found[0].raw):
            return None
        string = found[0]
        edits = []
        for one in widened.finditer(string.raw):
            start = string.start + len(string.raw[: one.start("blanks")].encode())
            end = start + len(one["blanks"].encode())
            edits.append(Edit(start, end, _loosened(one["blanks"]).encode(), self.code, message))
        return tuple(edits)

    # Tests of lines

    def _tests(self, module: Module) -> Iterator[Report]:
        for scope in module.scopes:
            if "startswith" not in scope.attributes:
                continue
            if not (module.has_fence(scope) or any(_NAMED.search(name) for name in scope.bindings)):
                continue
            if any(starts.startswith("+") for node in scope.calls for starts in _starts(node)):
                continue  # a diff
            by_subject: dict[str, list[tuple[ast.Call, bool]]] = {}
            for node in scope.calls:
                for starts in _starts(node):
                    assert isinstance(node.func, ast.Attribute)
                    if re.fullmatch(r" *- ?", starts) and not _is_stripped(node.func.value, scope):
                        tests = by_subject.setdefault(ast.unparse(node.func.value), [])
                        tests.append((node, starts.startswith(" ")))
            for tests in by_subject.values():
                if len({indented for _, indented in tests}) == 1:
                    node, indented = tests[0]
                    if not indented and not reads_keys(scope):
                        continue  # a body's items
                    forms = frozenset({(indented, False), (indented, True)})
                    message = _complaint(set(forms)) or ""
                    yield Report(self.code, module.start(node), message, reader=ReadableForms(forms))


def _starts(node: ast.Call) -> list[str]:
    """Return the literals of `line.startswith(...)`."""
    if not isinstance(node.func, ast.Attribute) or not node.args or node.func.attr != "startswith":
        return []
    row = node.args[0].elts if isinstance(node.args[0], ast.Tuple) else [node.args[0]]
    return [one.value for one in row if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _is_stripped(node: ast.expr, scope: Scope, depth: int = 0) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in _STRIPS and not node.args
    found = scope.lookup(node.id) if isinstance(node, ast.Name) and depth < 4 else None
    values = [one.value for one in found[1] if one.value is not None] if found is not None else []
    for value in values:
        inner = value.elt if isinstance(value, ast.ListComp | ast.GeneratorExp) else value
        if _is_stripped(inner, scope, depth + 1):
            return True
    return False


# The lists that a pattern reads, and widening it


def _list(key: str, form: Form, words: tuple[str, ...] = ("ab", "cd")) -> str:
    blank, quote = ("  " if form[0] else ""), ('"' if form[1] else "")
    return f"{key}:\n" + "".join(f"{blank}- {quote}{word}{quote}\n" for word in words)


def _forms_read(pattern: Pattern, text: str, key: str) -> set[Form]:
    compiled = pattern.compiled(text)
    if compiled is None:
        return set()
    forms = set()
    for form in _FORMS:
        lines = _list(key, form)
        line = _list(key, form, ("ab",)).split("\n")[1]
        words = " ".join(pattern.found(compiled, f"---\n{lines}---\n") + pattern.found(compiled, lines))
        if ("ab" in words and "cd" in words) or "ab" in " ".join(pattern.found(compiled, line)):
            forms.add(form)
    return forms


def reads_keys(scope: Scope) -> bool:
    """Return whether a function looks for keys of frontmatter: it has a text or pattern such as `tags:`."""
    return not isinstance(scope.node, ast.Module) and any(
        isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY_TEXT.match(node.value) is not None
        for node in scope.nodes
    )


def _reads_unindented(forms: set[Form]) -> bool:
    return _complaint(forms) == _UNINDENTED


def _complaint(forms: set[Form]) -> str | None:
    if any((True, quotes) in forms and (False, quotes) not in forms for quotes in (False, True)):
        return "reads only indented list items"
    if any((False, quotes) in forms and (True, quotes) not in forms for quotes in (False, True)):
        return _UNINDENTED
    if any((indented, True) in forms and (indented, False) not in forms for indented in (False, True)):
        return "reads only quoted list items"
    return None


def _loosened(blanks: str) -> str:
    """Return a pattern for the same white space that also matches none."""
    if blanks.endswith(("+", "*")):
        return blanks[:-1] + "*"
    if blanks.endswith("}"):
        return blanks[: blanks.rindex("{")] + "*"
    return r"\s*" if blanks.startswith("\\") else "[ ]*" if blanks else r"[ \t]*"


def _widened(pattern: Pattern, forms: set[Form], key: str | None) -> re.Pattern[str] | None:
    """Return the positions to loosen in a pattern, if it provably reads both styles then."""
    if not isinstance(pattern.node, ast.Constant | ast.JoinedStr):
        return None
    for places in (_INDENTED, _BARE):
        text = places.sub(lambda one: one["head"] + _loosened(one["blanks"]), pattern.text)
        if text != pattern.text and _is_proved(pattern, text, forms, key):
            return places
    return None


def _is_proved(pattern: Pattern, text: str, forms: set[Form], key: str | None) -> bool:
    old, new = pattern.compiled(), pattern.compiled(text)
    name = key or "k"
    if old is None or new is None or len(_forms_read(pattern, text, name)) < len(_FORMS):
        return False
    read = {form for form in _FORMS if (form in forms)}
    for form in _FORMS:
        twin = (not form[0], form[1])
        for frame in ("{}", "---\n{}---\n", "---\n{}x: y\n---\n"):
            lines, other = frame.format(_list(name, form)), frame.format(_list(name, twin))
            if form in read and pattern.found(new, lines) != pattern.found(old, lines):
                return False
            if form in read and twin not in read and _words(pattern, new, other) != _words(pattern, old, lines):
                return False
    others = [f"---\n{name}:\n---\n", f"---\n{name}: a - b\nn: -1\n---\n", "---\n", "a: b\n", "  -1\n"]
    if not _is_frontmatter(pattern):
        others += ["---\na: b\n---\n\n- ab\n- cd\n", f"---\n{name}:\n---\n- ab\n", "- ab\n", "- ab", "- - -\n"]
    return all(pattern.found(new, one) == pattern.found(old, one) for one in others)


def _words(pattern: Pattern, compiled: re.Pattern[str], text: str) -> list[str]:
    return re.findall(r"[\w\"]+", " ".join(pattern.found(compiled, text)))


def _is_frontmatter(pattern: Pattern) -> bool:
    """Return whether a pattern is applied only to frontmatter, judging by its subject's name or definition."""
    return pattern.subject is not None and _from_frontmatter(pattern.subject, pattern.scope, 0)


def _from_frontmatter(node: ast.expr, scope: Scope, depth: int) -> bool:
    if depth > 4:
        return False
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in ("split", "splitlines", "strip", "rstrip", "lstrip"):
            return _from_frontmatter(node.func.value, scope, depth + 1)
        return False
    if not isinstance(node, ast.Name | ast.Attribute):
        return False
    if _NAMED.search(ast.unparse(node)):
        return True
    found = scope.lookup(node.id) if isinstance(node, ast.Name) else None
    values = [one.value for one in found[1]] if found is not None else []
    return bool(values) and all(one is not None and _from_frontmatter(one, scope, depth + 1) for one in values)

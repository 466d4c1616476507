"""The examples of every rule hold: they are its documentation."""

import inspect

import pytest

from reweave.code.engine import fix_module, read_module, reports
from reweave.code.module import Module
from reweave.code.registry import code_rules
from reweave.code.rule import CodeRule, Invalid, program
from reweave.code.settings import Settings
from reweave.rules.base import Safety
from tests.code.linting import lint_sources

RULES = code_rules()
INVALID = [(rule, one) for rule in RULES.values() for one in rule.invalid]
VALID = [(rule, one) for rule in RULES.values() for one in rule.valid]


def _module(example: str) -> Module:
    return read_module("example.py", program(example).encode(), Settings())


def _id(value: object) -> str:
    return value.code if isinstance(value, CodeRule) else ""


def test_all_rules_are_there_with_a_page_and_examples() -> None:
    wanted = "101 102 103 104 105 106 107 108 109 110 201 202 203 204 205 301 302 303 401 402 403 404 501 601 602"
    assert list(RULES) == [f"RW{number}" for number in wanted.split()]
    for rule in RULES.values():
        page = inspect.cleandoc(rule.__doc__ or "").split("\n")
        assert page[0].endswith(".") and len(page) > 2
        assert rule.invalid and rule.valid


@pytest.mark.parametrize(("rule", "example"), INVALID, ids=_id)
def test_invalid_examples_are_found_and_fixed_as_shown(rule: CodeRule, example: Invalid) -> None:
    if rule.code == "RW303":  # it takes two files
        return
    if rule.language == "javascript":
        pytest.importorskip("tree_sitter")
        assert lint_sources([("a.ts", program(example.before).encode())], [rule], Settings()).findings
        return
    module = _module(example.before)
    found = reports(module, [rule])
    assert found
    assert (example.after is not None) == any(one.fix is not None for one in found)
    fixed = fix_module(module, [rule], unsafe=True).module
    assert fixed.source.data.decode() == program(example.after or example.before)
    assert fix_module(fixed, [rule], unsafe=True).changes == []


@pytest.mark.parametrize(("rule", "example"), INVALID, ids=_id)
def test_a_rule_never_does_more_than_it_says(rule: CodeRule, example: Invalid) -> None:
    if rule.language != "python":
        assert rule.safety is Safety.REPORT
        return
    order = [Safety.REPORT, Safety.UNSAFE, Safety.SAFE]
    for report in reports(_module(example.before), [rule]):
        safety = report.safety if report.fix is not None else Safety.REPORT
        assert order.index(safety) <= order.index(rule.safety)


@pytest.mark.parametrize(("rule", "example"), VALID, ids=_id)
def test_valid_examples_are_left_alone(rule: CodeRule, example: str) -> None:
    if rule.language == "javascript":
        assert lint_sources([("a.ts", program(example).encode())], [rule], Settings()).findings == []
        return
    assert reports(_module(example), [rule]) == []
    assert list(rule.repeats(_module(example))) == []


def test_the_same_writer_in_two_files_is_found_in_both() -> None:
    rule = RULES["RW303"]
    writer = program(rule.invalid[0].before)
    other = "import os\n\n\n" + writer.replace("def note(n):\n", 'def head(n):\n    """Another name, and a text."""\n')
    silent = writer.replace("def note(n):", "def note(n):  # reweave: ignore[RW303]")
    files = [("a.py", writer), ("b/b.py", other), ("c.py", silent), ("d.py", writer.replace("n:", "m:"))]
    result = lint_sources([(path, text.encode()) for path, text in files], [rule], Settings())
    assert [(one.path, one.line, one.message) for one in result.findings] == [
        ("a.py", 1, "`note` duplicates a frontmatter writer: b/b.py"),
        ("b/b.py", 4, "`head` duplicates a frontmatter writer: a.py"),
    ]


def test_no_two_rules_share_a_code() -> None:
    codes = [kind.code for kind in CodeRule.__subclasses__()]
    assert sorted(codes) == list(code_rules())

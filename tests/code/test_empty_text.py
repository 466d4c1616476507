"""Empty text, which programs write where nothing is set, and start with where text is added."""

import pytest

from reweave.code.linter import CodeLintResult
from reweave.code.registry import code_rules
from reweave.code.settings import Settings
from tests.code.linting import lint_sources


def _lint(source: bytes) -> CodeLintResult:
    return lint_sources([("a.py", source)], [code_rules()["RW102"]], Settings())


@pytest.mark.parametrize(
    "body",
    [
        'on = s.at.strftime("%Y-%m-%d") if s.at else ""\n    return f"---\\non: {on}\\n---\\n"\n',
        'on = ""\n    if s.at:\n        on = s.at.isoformat()\n    return f"---\\non: {on}\\n---\\n"\n',
        'return f"---\\nwords: {words(s.words)}\\n---\\n"\n',
        'return f"---\\non: {stamp(s.at)}\\n---\\n"\n',
    ],
)
def test_dates_and_numbers_that_may_be_missing_need_no_quotes(body: str) -> None:
    helpers = (
        'def words(n):\n    if n is None:\n        return ""\n    return str(int(n))\n'
        'def stamp(at, form="%Y-%m-%d"):\n    if not at:\n        return ""\n    return at.strftime(form)\n'
    )
    assert _lint(f"{helpers}def note(s):\n    {body}".encode()).findings == []


@pytest.mark.parametrize(
    "source",
    [
        'def note(s):\n    t = ""\n    for p in s.parts:\n        t += p\n    return f"---\\ntitle: {t}\\n---\\n"\n',
        'def note(s):\n    t = s.get("title", "") or ""\n    return f"---\\ntitle: {t}\\n---\\n"\n',
        'def note(t=""):\n    return f"---\\ntitle: {t}\\n---\\n"\n',
        'class W:\n    def __init__(self):\n        self.name = ""\n'
        '    def note(self):\n        return f"---\\ntitle: {self.name}\\n---\\n"\n',
    ],
)
def test_text_that_is_empty_at_first_is_found(source: str) -> None:
    assert [one.rule for one in _lint(source.encode()).findings] == ["RW102"]

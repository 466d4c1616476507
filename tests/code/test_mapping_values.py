"""Values of a mapping that are YAML already stay as they are, however the mapping is made."""

from datetime import date
from types import SimpleNamespace

import pytest
import yaml

from reweave.code.linter import CodeLintResult
from reweave.code.registry import code_rules
from reweave.code.settings import Settings
from tests.code.linting import lint_sources

JOINED = 'return "---\\n" + "\\n".join(f"{k}: {v}" for k, v in rows) + "\\n---\\n"'
LOOP = """
    lines = ["---"]
    for k, v in HOLDER:
        lines.append(f"{k}: {v}")
    lines.append("---")
    return "\\n".join(lines)
"""
ENTRY = SimpleNamespace(
    title="Plain", tags=["a", "b"], when=date(2026, 3, 1), date_str="2026-03-01", created="2026-03-01"
)


def _loop(before: str, holder: str) -> str:
    return f"def note(e):\n    {before}{LOOP.replace('HOLDER', holder)}"


PREPARED = {
    "list of mappings": """
def note(e):
    heads = [{"date": e.when.strftime("%Y-%m-%d")}, {"title": e.title}]
    return "---\\n" + "\\n".join(f"{k}: {v}" for h in heads for k, v in h.items()) + "\\n---\\n"
""",
    "appended mapping": """
def note(e):
    heads = []
    heads.append({"title": e.title})
    heads.append({"day": e.when.isoformat()})
    return "---\\n" + "\\n".join(f"{k}: {v}" for h in heads for k, v in h.items()) + "\\n---\\n"
""",
    "pairs": _loop('rows = [("on", e.when.isoformat()), ("title", e.title)]', "rows"),
    "pairs written out": _loop("t = e.title", '(("on", e.when.isoformat()), ("title", t))'),
    "appended pair": f"""
def note(e):
    rows = [("title", e.title)]
    rows.append(("tags", "[" + ", ".join(e.tags) + "]"))
    {JOINED}
""",
    "extended and added": f"""
def note(e):
    rows = [("title", e.title)] + [("on", e.when.isoformat())]
    rows.extend([("words", 3)])
    rows += [("draft", False)]
    {JOINED}
""",
    "merged": _loop('meta = {"title": e.title} | {"on": e.when.isoformat()}', "meta.items()"),
    "updated by keyword": _loop("meta = dict(title=e.title); meta.update(on=e.when.isoformat())", "meta.items()"),
    "one of two": _loop('meta = {"on": e.when.isoformat()} if e.when else {}', "meta.items()"),
    "generator": f"""
class Writer:
    def rows(self, e):
        yield "title", e.title
        yield "on", e.when.isoformat()
    def note(self, e):{LOOP.replace("HOLDER", "self.rows(e)").replace(chr(10) + "    ", chr(10) + "        ")}
def note(e):
    return Writer().note(e)
""",
    "attribute": f"""
class Writer:
    def __init__(self, e):
        self.meta = {{"title": e.title}}
        self.meta["on"] = e.when.isoformat()
    def note(self):{LOOP.replace("HOLDER", "self.meta.items()").replace(chr(10) + "    ", chr(10) + "        ")}
def note(e):
    return Writer(e).note()
""",
    "named as a date": _loop('meta = {"title": e.title, "on": e.date_str}', "meta.items()"),
    "keyed as a date": _loop('meta = {"title": e.title, "updated_at": e.created or ""}', "meta.items()"),
}
TEXT = {
    "list of mappings": """
def note(e):
    heads = [{"author": e.title}, {"title": e.title}]
    return "---\\n" + "\\n".join(f"{k}: {v}" for h in heads for k, v in h.items()) + "\\n---\\n"
""",
    "pairs": _loop('rows = [("author", e.title), ("title", e.title)]', "rows"),
    "merged": _loop('meta = {"title": e.title} | {"words": 3}', "meta.items()"),
}


def _lint(source: str, *, fix: bool = False) -> CodeLintResult:
    rule = code_rules()["RW105"]
    return lint_sources([("a.py", source.encode())], [rule], Settings(), fix=fix, unsafe=fix)


def _fixed(source: str) -> str:
    result = _lint(source, fix=True)
    change = result.changes.totals()
    return change[0].after.decode() if change else source


def _written(source: str, entry: SimpleNamespace) -> object:
    names: dict[str, object] = {}
    exec(source, names)
    note = names["note"]
    assert callable(note)
    return note(entry)


@pytest.mark.parametrize("source", PREPARED.values(), ids=PREPARED)
def test_dates_and_lists_written_out_are_only_reported(source: str) -> None:
    found = [finding.rule for finding in _lint(source).findings]
    assert found == ["RW105"]
    assert _written(_fixed(source), ENTRY) == _written(source, ENTRY)


@pytest.mark.parametrize("source", TEXT.values(), ids=TEXT)
def test_mappings_that_are_seen_to_hold_text_are_fixed(source: str) -> None:
    hostile = SimpleNamespace(title='a: "b" # [c')
    note = str(_written(_fixed(source), hostile))
    assert yaml.safe_load(note.split("---")[1])["title"] == hostile.title


def test_mappings_that_are_handed_on_in_circles_are_followed_once() -> None:
    calls = "; ".join(f"f{index}(m)" for index in range(60))
    functions = "".join(f"def f{index}(m):\n    {calls}\n" for index in range(1, 60))
    source = _loop("m = e", "m.items()").replace("def note(e):\n    m = e", f"def f0(m):\n    {calls}")
    found = _lint(functions + source + "def note(t):\n    return f0({'title': t})\n").findings
    assert [finding.rule for finding in found] == ["RW105"], found

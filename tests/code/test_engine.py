"""One file through the rules: what is found where, what is written, and what is left alone."""

import random
import warnings

import pytest

from reweave.code.engine import FixError, fix_module, read_module, reports
from reweave.code.file_check import UNPARSABLE
from reweave.code.linter import CodeLintResult
from reweave.code.module import Module
from reweave.code.prefilter import may_matter
from reweave.code.registry import code_rules
from reweave.code.settings import Settings
from reweave.code.source import UnparsableError
from reweave.note.finding import Fix
from tests.code.linting import lint_sources
from tests.code.samples import Sample, samples

RULES = list(code_rules().values())
WRITER = "def note(title):\n    return f'---\\ntitle: \"{title}\"\\n---\\n'\n"


def _fix(source: bytes, *, unsafe: bool = False, settings: Settings | None = None) -> bytes:
    return fix_module(read_module("x.py", source, settings or Settings()), RULES, unsafe=unsafe).module.source.data


def _rules(source: str) -> list[str]:
    return [one.rule for one in reports(read_module("x.py", source.encode(), Settings()), RULES)]


def _lint(source: bytes, path: str = "x.py", **how: bool) -> CodeLintResult:
    return lint_sources([(path, source)], RULES, Settings(), **how)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", "from reweave import fm\n\n\n"),
        ("import os\n", "import os\n\nfrom reweave import fm\n"),
        ("import os  # why\nimport re\n\nX = 1\n", "import os  # why\nimport re\n\nfrom reweave import fm\n\nX = 1\n"),
        ('"""A text."""\n', '"""A text."""\n\nfrom reweave import fm\n\n\n'),
        (
            '"""A text."""\n\nfrom __future__ import annotations\n',
            '"""A text."""\n\nfrom __future__ import annotations\n\nfrom reweave import fm\n',
        ),
        (
            "#!/usr/bin/env python3\n# coding: utf-8\n",
            "#!/usr/bin/env python3\n# coding: utf-8\nfrom reweave import fm\n\n\n",
        ),
        ("from reweave import fm\n", "from reweave import fm\n"),
        ("from a import (\n    b,\n    c,\n)\n", "from a import (\n    b,\n    c,\n)\nfrom reweave import fm\n"),
        (
            "import abc\nimport zlib\n\nimport yaml\n\nfrom . import x\n",
            "import abc\nimport zlib\n\nimport yaml\nfrom reweave import fm\n\nfrom . import x\n",
        ),
        (
            "import sys\n\nfrom rich import print\nfrom typer import Typer\n",
            "import sys\n\nfrom reweave import fm\nfrom rich import print\nfrom typer import Typer\n",
        ),
        ("from . import x\n", "from reweave import fm\n\nfrom . import x\n"),
        ("from rich import print\n", "from reweave import fm\nfrom rich import print\n"),
        ("import os; import re\n", "import os; import re\n\nfrom reweave import fm\n"),
        ('import os; X = """\n"""\n', 'from reweave import fm\n\nimport os; X = """\n"""\n'),
        ('import os\nimport re; X = """\n"""\n', 'import os\n\nfrom reweave import fm\nimport re; X = """\n"""\n'),
    ],
)
def test_the_import_stands_behind_those_that_are_there(head: str, expected: str) -> None:
    fixed = WRITER.replace('"{title}"', "{fm.quoted(title)}")
    assert _fix((head + WRITER).encode()).decode() == expected + fixed


def test_where_no_import_can_stand_nothing_is_fixed() -> None:
    source = ("from __future__ import annotations; X = 1\n" + WRITER).encode()
    with pytest.raises(FixError, match="__future__"):
        _fix(source)
    result = _lint(source, fix=True)
    assert result.summary.refused == 1 and not result.changes.changes


def test_what_the_interpreter_says_about_the_style_of_a_program_stays_away() -> None:
    source = (
        "import re\n\n\ndef note(title, tags):\n"
        "    title = title.replace('\\d', '').replace('\"', '')\n"
        "    head = '---\\ntitle: \"%s\"\\ntags: [%s]\\n'\n"
        "    return head % (title, ', '.join(re.sub('\\d', '', tag) for tag in tags)) + '---\\n'\n"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert b"fm.flow(re.sub('\\d', '', tag) for tag in tags)" in _fix(source.encode(), unsafe=True)


def test_what_would_be_nested_too_deeply_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(self: Module, edits: object) -> Module:
        raise RecursionError

    monkeypatch.setattr(Module, "edited", deep)
    result = _lint(WRITER.encode(), fix=True)
    assert result.summary.refused == 1 and not result.changes.changes
    assert [one.rule for one in result.left] == ["refused", "RW101"]


def test_a_program_that_breaks_a_rule_already_is_fixed() -> None:
    source = "def count(n):\n    n = 1\n    global n\n" + WRITER
    assert b"fm.quoted(title)" in _fix(source.encode())


def test_a_name_that_is_taken_is_not_used() -> None:
    source = WRITER.replace("title):", "title, fm=None):")
    assert _fix(source.encode()).decode() == (
        "from reweave import fm as reweave_fm\n\n\n" + source.replace('"{title}"', "{reweave_fm.quoted(title)}")
    )


def test_an_import_under_another_name_is_used() -> None:
    source = "from reweave import fm as front\n" + WRITER
    assert _fix(source.encode()).decode() == source.replace('"{title}"', "{front.quoted(title)}")


@pytest.mark.parametrize(("module", "line"), [("scripts.fm", "from scripts import fm"), ("fm", "import fm")])
def test_a_copy_of_the_functions_is_imported_where_the_settings_say(module: str, line: str) -> None:
    fixed = _fix(WRITER.encode(), settings=Settings(functions=module))
    assert fixed.decode().startswith(line + "\n\n")
    assert _fix(fixed, settings=Settings(functions=module)) == fixed


def test_crlf_and_a_byte_order_mark_stay() -> None:
    source = b"\xef\xbb\xbf" + ("import os\n\n\n" + WRITER).replace("\n", "\r\n").encode()
    fixed = _fix(source)
    assert fixed.startswith(b"\xef\xbb\xbfimport os\r\n\r\nfrom reweave import fm\r\n\r\n")
    assert fixed.count(b"\n") == fixed.count(b"\r\n")
    assert _fix(b"\xef\xbb\xbf" + WRITER.encode()).startswith(b"\xef\xbb\xbffrom reweave import fm\n\n")


def test_a_file_in_another_encoding_is_reported_and_left() -> None:
    source = ("# coding: latin-1\n# \xfc\n" + WRITER).encode("latin-1")
    assert _fix(source) == read_module("x.py", source, Settings()).source.data
    result = _lint(source, fix=True)
    assert [(one.rule, one.fixable, one.line) for one in result.left] == [("RW101", Fix.NO, 4)]
    assert result.changes.changes == []


@pytest.mark.parametrize(
    "source",
    [
        b"def note(:\n    return '---\\n'\n",
        b"x = '---\\n'\n\0",
        b"# coding: none\nx = '---\\n'\n",
        b"x = '---\\n' \xff\n",
        b"x = '---\\n'" + b" + '---\\n'" * 100_000,
        b"x = ['---\\n'," + b"[" * 100_000,
    ],
    ids=["syntax", "nul", "encoding", "not utf-8", "long sum", "deep"],
)
def test_what_does_not_parse_is_reported_and_left(source: bytes) -> None:
    with pytest.raises(UnparsableError):
        read_module("x.py", source, Settings())
    result = _lint(source, fix=True, unsafe=True)
    assert [one.rule for one in result.findings] == [UNPARSABLE]
    assert result.summary.unreadable == 1 and result.changes.changes == []


@pytest.mark.parametrize(
    ("comment", "silent"),
    [
        ("# reweave: ignore[RW101]", True),
        ("# reweave: ignore", True),
        ("# reweave: ignore[RW102, RW101]", True),
        ("# reweave: ignore[RW102]", False),
        ("# noqa", False),
    ],
)
def test_comments_silence_rules(comment: str, silent: bool) -> None:
    one_line = WRITER.replace("\\n---\\n'\n", f"\\n---\\n'  {comment}\n")
    several = f"def note(title):\n    return f'''---\ntitle: \"{{title}}\"\n---\n'''  {comment}\n"
    for source in (one_line, several):
        assert _rules(source) == ([] if silent else ["RW101"])


def test_a_comment_in_a_text_silences_nothing() -> None:
    assert _rules(WRITER.replace("---\\n'", "---\\n# reweave: ignore'")) == ["RW101"]


def test_findings_stand_where_the_value_is() -> None:
    source = 'def note(ü, title):\n    return f"""---\nkind: note\ntitle: "{title}"\n---\n"""\n'
    found = _lint(source.encode()).findings[0]
    assert (found.line, found.column) == (4, 1)
    found = _lint(b"\xef\xbb\xbf" + source.replace("\n", "\r\n").encode()).findings[0]
    assert (found.line, found.column) == (4, 1)


def test_hidden_unsafe_fixes_are_counted_and_made_on_request() -> None:
    source = b'def note(title):\n    return f"---\\ntitle: {title}\\n---\\n"\n'
    result = _lint(source, fix=True)
    assert [one.fixable for one in result.left] == [Fix.UNSAFE] and not result.changes.changes
    result = _lint(source, fix=True, unsafe=True)
    assert result.left == [] and len(result.changes.totals()) == 1


def test_prompts_and_other_texts_are_no_frontmatter() -> None:
    assert (
        _rules('def ask(rules):\n    return "\\n".join(["Rules:", *[f\'  - "{one}"\' for one in rules], "---"])\n')
        == []
    )
    assert _rules('def ask(text):\n    return f"---\\n{text}\\n---\\nAnswer \\"{text}\\":\\n"\n') == []
    assert _rules('def patch(old):\n    return f"--- {old}\\n+++ {old}\\n"\n') == []


def test_code_blocks_in_notes_are_reported_at_their_lines_and_never_written() -> None:
    block = "".join(f"   {line}\n" for line in WRITER.splitlines())
    note = f"---\ntitle: x\n---\n\n1. Do:\n\n   ~~~Python title=x\n{block}   ~~~\n"
    other = "```text\n" + WRITER + "```\n\n```py\nnot python ---\n'---'\n```\n"
    result = lint_sources([("a.md", note.encode()), ("b.md", other.encode())], RULES, Settings(), fix=True, unsafe=True)
    assert [(one.path, one.line, one.rule, one.fixable) for one in result.findings] == [("a.md", 9, "RW101", Fix.NO)]
    assert result.left == result.findings and result.changes.changes == []


def test_blocks_of_scripts_are_reported_like_files() -> None:
    pytest.importorskip("tree_sitter_typescript")
    script = 'const note = (t) => `---\\ntitle: "${t}"\\n---\\n`;\n'
    typed = 'function f(t: string) {\n  return "---\\ntitle: " + t + "\\n---\\n";\n}\n'
    indented = "".join(f"  {line}\n" for line in typed.splitlines())
    blocks = f"```js\n{script}```\n\n- x\n\n  ~~~ {{.TypeScript}}\n{indented}  ~~~\n"
    no_blocks = f"```json\n{script}```\n\n```js\nnot `a program {{\n```\n"
    result = lint_sources([("SKILL.md", blocks.encode()), ("b.md", no_blocks.encode())], RULES, Settings())
    assert [(one.path, one.line, one.rule) for one in result.findings] == [
        ("SKILL.md", 2, "RW601"),
        ("SKILL.md", 9, "RW601"),
    ]
    own = lint_sources([("x.js", script.encode())], RULES, Settings()).findings
    assert [(one.line, one.column) for one in own] == [(1, result.findings[0].column)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("f = '---\\n'", True),
        ('f = """---\ntitle"""', True),
        ('f = """\n---\r\n"""', True),
        ("re.compile(r'^---\\s')", True),
        ("re.compile(r'\\A---')", True),
        ("re.compile(r'^-{3}$')", True),
        ("import frontmatter\n", True),
        ("    from frontmatter import dumps\n", True),
        ("# --- part ---\n", False),
        ("# ----------\n", False),
        ("x = '-----'\n", False),
        ("# frontmatter\n", False),
    ],
)
def test_the_prefilter_passes_what_may_matter(text: str, wanted: bool) -> None:
    assert may_matter(text.encode()) is wanted


def test_every_example_passes_the_prefilter() -> None:
    for one in (*samples("writers.txt"), *samples("readers.txt")):
        assert may_matter(one.source.encode()), one.name


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_is_left_is_what_a_new_look_finds(unsafe: bool, line_end: str) -> None:
    own = [one.source for name in ("writers.txt", "readers.txt") for one in samples(name)]
    fixed_count = 0
    for text in [*own, *("\n\n".join(own[number : number + 8]) for number in range(0, len(own), 4))]:
        fixed = fix_module(read_module("x.py", text.replace("\n", line_end).encode(), Settings()), RULES, unsafe=unsafe)
        new = reports(read_module("x.py", fixed.module.source.data, Settings()), RULES)
        assert [one[:4] for one in fixed.left] == [one[:4] for one in new]
        fixed_count += bool(fixed.changes)
    assert fixed_count > 50


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("line_end", [b"\r\n", b"\r"])
@pytest.mark.parametrize("one", [*samples("writers.txt"), *samples("readers.txt")], ids=lambda one: one.name)
def test_files_with_other_line_ends_are_fixed_alike_and_keep_them(one: Sample, line_end: bytes, unsafe: bool) -> None:
    source = one.source.encode()
    assert _fix(source.replace(b"\n", line_end), unsafe=unsafe) == _fix(source, unsafe=unsafe).replace(b"\n", line_end)


def test_a_call_with_two_kinds_of_line_ends_keeps_both() -> None:
    source = b"import yaml\n\n\ndef dump(a):\n    return yaml.dump(\n        a,\r\n        sort_keys=False,\n    )\n"
    fixed = _fix(source)
    assert fixed.replace(b"        width=1_000_000,\n", b"").replace(b"        width=1_000_000,\r\n", b"") == source


def test_damaged_programs_never_end_it_and_settle() -> None:
    choose = random.Random(7)
    texts = [one.source for one in (*samples("writers.txt"), *samples("readers.txt"))]
    parsed = 0
    for _ in range(400):
        text = choose.choice(texts)
        for _ in range(choose.randint(1, 3)):
            place = choose.randrange(len(text))
            piece = choose.choice(texts)[:80]
            cut = choose.randint(0, 6)
            text = (
                text[:place]
                + choose.choice(["", "", '"', "\\", "{", "\n", piece[choose.randrange(60) :]])
                + text[place + cut :]
            )
        try:
            module = read_module("x.py", text.encode(), Settings())
        except UnparsableError:
            continue
        parsed += 1
        fixed = fix_module(module, RULES, unsafe=True)
        assert fix_module(fixed.module, RULES, unsafe=True).changes == []
    assert parsed > 40


@pytest.mark.parametrize(
    "source",
    [
        "FENCE = '---'\ndef note(t):\n    return '\\n'.join([FENCE, f'title: \"{t}\"', FENCE])\n",
        "def fence():\n    return '---\\n'\ndef note(t):\n    return fence() + f'title: \"{t}\"\\n' + fence()\n",
        "def outer(t):\n    mark = '---'\n    def inner():\n        return f'{mark}\\ntitle: \"{t}\"\\n{mark}\\n'\n",
        "class Writer:\n    def note(self, t):\n        return ['---', f'title: \"{t}\"', '---']\n",
    ],
)
def test_a_fence_may_come_from_elsewhere_in_the_file(source: str) -> None:
    assert "RW101" in _rules(source)


def test_the_functions_get_a_name_that_nothing_else_has() -> None:
    for other in (
        "class C:\n    fm = 1\n",
        "x = lambda fm: fm\n",
        "def f(a=fm):\n    pass\n",
        "@fm\ndef f():\n    pass\n",
    ):
        assert b"from reweave import fm as reweave_fm\n" in _fix((other + WRITER).encode())


def test_a_place_has_one_finding_with_the_advice_of_all_its_rules() -> None:
    source = b"import yaml\n\n\ndef note(meta):\n    return f'---\\n{yaml.dump(meta)}---\\n'\n"
    result = _lint(source)
    ((rule, message, fixable, advice),) = [
        (one.rule, one.message, one.fixable, one.suggestion) for one in result.findings
    ]
    assert (rule, fixable) == ("RW201", Fix.SAFE)
    assert message == "long strings are folded; also RW202 keys are sorted, RW203 non-ASCII text is escaped"
    assert advice == "pass a large `width`, `sort_keys=False` and `allow_unicode=True`"
    left = _lint(source, fix=True).left
    assert [(one.rule, one.suggestion) for one in left] == [
        ("RW202", "pass `sort_keys=False` and `allow_unicode=True`")
    ]
    ignored = _lint(source.replace(b"---\\n'\n", b"---\\n'  # reweave: ignore[RW201, RW203]\n"))
    assert [one.message for one in ignored.findings] == ["keys are sorted"]


@pytest.mark.parametrize("pattern", ["A" * 100_000, "^" * 100_000, "a-" * 50_000, "---" + "\\n" * 20_000])
def test_patterns_of_any_length_are_read_in_time(pattern: str) -> None:
    source = (
        "import re\nfrom pathlib import Path\nnote = Path('a.md').read_text()\nfm = note.split('---')[1]\n"
        f"for line in fm.splitlines():\n    if re.match('{pattern}', line):\n        print(line)\n"
        f"found = re.search(r'{pattern}', fm)\nfm = re.sub('{pattern}', 'x', fm)\n"
        "Path('a.md').write_text('---' + fm + '---')\n"
    )
    assert set(_rules(source)) <= set(code_rules())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("""(e.title or "x").replace('"', '\\\\"')""", 'e.title or "x"'),
        ("""(e.title if e.title else "x").replace('"', '\\\\"')""", 'e.title if e.title else "x"'),
        ("""(e.title or "x").replace('"', '\\\\"').strip()""", '(e.title or "x").strip()'),
        ("""(e.title or "x").replace('"', '\\\\"')[:60]""", '(e.title or "x")[:60]'),
        ("""(e.title or\n     "x").replace('"', '\\\\"')""", '(e.title or\n     "x")'),
    ],
)
def test_brackets_go_with_the_replacement_that_needed_them(before: str, after: str) -> None:
    source = "def note(e):\n    t = %s\n    return f'---\\ntitle: %s\\n---\\n'\n"
    assert _lint((source % (before, '"{t}"')).encode(), fix=True, unsafe=True).changes.changes[0].after.decode() == (
        "from reweave import fm\n\n\n" + source % (after, "{fm.quoted(t)}")
    )

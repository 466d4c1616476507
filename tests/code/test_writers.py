"""Every example writer is run before and after it is fixed: on benign input, and on titles that break it."""

import io
import sys
import tokenize
import types
from typing import Any

import pytest
import yaml

from reweave.code.engine import fix_module, read_module, reports
from reweave.code.module import Module
from reweave.code.registry import selected_rules
from reweave.code.settings import Settings
from reweave.config.model import CodeConfig
from reweave.lint.normalize import layers, normalize
from reweave.note.note import Note
from reweave.rules.list_indent import ListIndent
from tests.code.samples import Sample, samples

RULES = selected_rules(CodeConfig())
WRITERS = samples("writers.txt")
FIXED = [one for one in WRITERS if one.level != "report"]
BENIGN = {"title": "solar is cheap", "tags": ["grid", "wind power"], "supports": ["learning curves hold"]}
HOSTILE = [
    'say "when"',
    "it's: here",
    "a # b",
    "[[link]] first",
    "back\\slash",
    "ends in \\",
    "- dash",
    "yes",
    "12",
    "a, b] c",
    "{x}",
    "'q' and \"r\"",
    "ü" * 90 + " long enough to be folded over two lines by most writers of YAML",
    "",
]


def _frontmatter_module() -> types.ModuleType:
    """Return a stand-in for python-frontmatter: what it does with options is hand them to `yaml.dump`."""

    class Post:
        def __init__(self, content: str, **metadata: Any) -> None:
            self.content = content
            self.metadata = metadata

    def dumps(post: Post, **options: Any) -> str:
        options = {"default_flow_style": False, "allow_unicode": True, **options}
        return f"---\n{yaml.dump(post.metadata, Dumper=yaml.SafeDumper, **options)}---\n\n{post.content}"

    module = types.ModuleType("frontmatter")
    module.__dict__.update(Post=Post, dumps=dumps)
    return module


@pytest.fixture(autouse=True)
def _library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "frontmatter", _frontmatter_module())


def _module(source: str) -> Module:
    return read_module("writer.py", source.encode(), Settings())


def _fixed(sample: Sample, *, unsafe: bool = False) -> str:
    return fix_module(_module(sample.source), RULES, unsafe=unsafe).module.source.data.decode()


def _run(source: str, post: dict[str, Any]) -> str:
    names: dict[str, Any] = {"__name__": "writer"}
    exec(compile(source, "writer.py", "exec"), names)  # the examples are this project's own
    return str(names["write"](post))


def _data(text: str) -> Any:
    return yaml.safe_load(text.replace("\r\n", "\n").removeprefix("---\n").split("\n---", 1)[0])


def _is_right(text: str, post: dict[str, Any]) -> bool:
    """Whether what was written reads back as what was given."""
    try:
        data = _data(text)
    except yaml.YAMLError:
        return False
    if not isinstance(data, dict) or not data:
        return False
    title = post["title"]
    expected = {
        "title": title,
        "summary": title,
        "up": f"[[{title}]]",
        "alias": f"Notes on {title}, first part",
        "tags": post["tags"],
        "n": 3,
        "share": "100%",
        "type": "note",
        "kind": {"literal": None},
    }
    links = [f"[[{claim}]]" for claim in post["supports"]]
    return all(
        value in (post["supports"], links) if key == "supports" else value == expected[key]
        for key, value in data.items()
    )


def _normalized(text: str) -> str:
    note = Note("note.md", text.encode())
    rules = (ListIndent(),)
    changes = normalize(note, rules, layers(rules, unsafe=False)).changes
    return changes[-1].after.decode() if changes else text


def _posts() -> list[dict[str, Any]]:
    return [{"title": text, "tags": [text, "grid"], "supports": ["wind", text]} for text in HOSTILE]


@pytest.mark.parametrize("sample", WRITERS, ids=lambda one: one.name)
def test_the_rules_find_what_is_wrong_with_it(sample: Sample) -> None:
    found = {one.rule for one in reports(_module(sample.source), RULES)}
    assert found == set(sample.rules)


@pytest.mark.parametrize("sample", FIXED, ids=lambda one: one.name)
def test_benign_input_gives_the_same_bytes_after_the_safe_fixes(sample: Sample) -> None:
    before, after = _run(sample.source, BENIGN), _run(_fixed(sample), BENIGN)
    if "RW104" in sample.rules:  # it writes the list style that the vault is normalized to
        before, after = _normalized(before), _normalized(after)
    assert after == before


@pytest.mark.parametrize("sample", FIXED, ids=lambda one: one.name)
def test_hostile_titles_break_it_before_and_are_read_back_exactly_after(sample: Sample) -> None:
    fixed = _fixed(sample, unsafe=sample.level == "unsafe")
    before = [_is_right(_run(sample.source, post), post) for post in _posts()]
    wrong = [post["title"] for post in _posts() if not _is_right(_run(fixed, post), post)]
    assert wrong == []
    if not {"RW201", "RW204"} & set(sample.rules):  # those write right YAML, only folded, sorted and escaped
        assert not all(before)


@pytest.mark.parametrize("sample", FIXED, ids=lambda one: one.name)
def test_unsafe_fixes_write_the_same_data_for_benign_input(sample: Sample) -> None:
    assert _is_right(_run(_fixed(sample, unsafe=True), BENIGN), BENIGN)


@pytest.mark.parametrize("sample", WRITERS, ids=lambda one: one.name)
def test_it_is_idempotent_and_leaves_nothing_that_it_could_fix(sample: Sample) -> None:
    for unsafe in (False, True):
        module = _module(_fixed(sample, unsafe=unsafe))
        assert fix_module(module, RULES, unsafe=unsafe).changes == []
    if sample.level == "unsafe":
        assert not [one for one in reports(module, RULES) if one.fix is not None]
    if sample.level == "safe":
        assert _fixed(sample, unsafe=True) == _fixed(sample)


@pytest.mark.parametrize("sample", WRITERS, ids=lambda one: one.name)
def test_comments_and_untouched_lines_stay(sample: Sample) -> None:
    fixed = _fixed(sample, unsafe=True)
    assert _comments(fixed) == _comments(sample.source)
    changes = fix_module(_module(sample.source), RULES, unsafe=True).changes
    touched = {
        line for change in changes for edit in change.reasons for line in _lines(change.before, edit.start, edit.end)
    }
    for number, line in enumerate(sample.source.split("\n")):
        if number not in touched and len(changes) == 1:
            assert line in fixed.split("\n")


@pytest.mark.parametrize("sample", FIXED, ids=lambda one: one.name)
def test_long_titles_stay_on_one_line(sample: Sample) -> None:
    post = {**BENIGN, "title": "solar " * 40 + "end", "tags": ["wind " * 40 + "end"]}
    text = _run(_fixed(sample, unsafe=True), post)
    head = text.replace("\r\n", "\n").split("\n---", 1)[0]
    assert not [line for line in head.split("\n") if line.startswith(("  solar", "  wind"))]


def _lines(data: bytes, start: int, end: int) -> range:
    return range(data.count(b"\n", 0, start), data.count(b"\n", 0, end) + 1)


def _comments(source: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def test_there_are_enough_examples_in_all_shapes() -> None:
    assert len(WRITERS) >= 60
    shapes = {one.name.split(" ")[0] for one in WRITERS}
    assert shapes >= {
        "fstring",
        "lines",
        "percent",
        "format",
        "plus",
        "stream",
        "items",
        "dump",
        "frontmatter",
        "splice",
    }

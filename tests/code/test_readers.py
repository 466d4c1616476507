"""Every example reader is run before and after it is fixed, on lists of both styles."""

from typing import Any

import pytest

from reweave.code.engine import fix_module, read_module, reports
from reweave.code.module import Module
from reweave.code.registry import selected_rules
from reweave.code.settings import Settings
from reweave.config.model import CodeConfig
from tests.code.samples import Sample, samples

RULES = selected_rules(CodeConfig(extend_select=("RW403",)))
READERS = samples("readers.txt")
FIXED = [one for one in READERS if one.level == "safe"]
ITEMS = ["solar is cheap", "wind: a survey", "a - b"]
BODY = "\n# Title\n\n- a bullet\n  - another\n\n---\n\nmore\n"


def _note(indent: str, quote: str, items: list[str]) -> str:
    lines = "".join(f"{indent}- {quote}{item}{quote}\n" for item in items)
    return f"---\ntitle: x - y\nsupports:\n{lines}confidence: likely\n---\n{BODY}"


INDENTED = [_note(indent, quote, ITEMS) for indent in ("  ",) for quote in ("", '"')]
BARE = [_note("", quote, ITEMS) for quote in ("", '"')]


def _module(source: str) -> Module:
    return read_module("reader.py", source.encode(), Settings())


def _run(source: str, text: str) -> Any:
    names: dict[str, Any] = {"__name__": "reader"}
    exec(compile(source, "reader.py", "exec"), names)  # the examples are this project's own
    return names["read"](text)


@pytest.mark.parametrize("sample", READERS, ids=lambda one: one.name)
def test_the_rules_find_what_is_wrong_with_it(sample: Sample) -> None:
    assert {one.rule for one in reports(_module(sample.source), RULES)} == set(sample.rules)


@pytest.mark.parametrize("sample", FIXED, ids=lambda one: one.name)
def test_it_misses_a_style_before_and_reads_both_after(sample: Sample) -> None:
    fixed = fix_module(_module(sample.source), RULES, unsafe=False)
    after = fixed.module.source.data.decode()
    read_before = [_run(sample.source, text) == ITEMS for text in (*INDENTED, *BARE)]
    assert any(read_before) and not all(read_before)
    assert [_run(after, text) for text in (*INDENTED, *BARE)] == [ITEMS] * 4
    assert not [one for one in reports(fixed.module, RULES) if one.rule == "RW401"]
    assert fix_module(fixed.module, RULES, unsafe=True).changes == []


@pytest.mark.parametrize("sample", FIXED, ids=lambda one: one.name)
def test_what_it_read_before_it_reads_the_same(sample: Sample) -> None:
    after = fix_module(_module(sample.source), RULES, unsafe=False).module.source.data.decode()
    style = INDENTED if _run(sample.source, INDENTED[0]) == ITEMS else BARE
    empty = [_note("", "", []), "---\nsupports:\n---\n\n- a bullet\n"]
    for text in (*style, *(one for one in empty if style is INDENTED)):
        assert _run(after, text) == _run(sample.source, text)


@pytest.mark.parametrize(
    "sample", [one for one in READERS if one.level in ("report", "none")], ids=lambda one: one.name
)
def test_what_cannot_be_proved_is_left(sample: Sample) -> None:
    assert fix_module(_module(sample.source), RULES, unsafe=True).changes == []


def test_there_are_enough_examples() -> None:
    assert len(READERS) >= 15

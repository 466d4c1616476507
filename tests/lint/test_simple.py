"""What is recognized without being read is what the linter would find nothing in."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reweave.config.loader import parse_config
from reweave.config.model import Config
from reweave.lint.normalize import Normalized, layers, normalize
from reweave.lint.note_linter import NoteLinter
from reweave.lint.simple import FRONTMATTER, is_simple, pass_simple
from reweave.note.limits import DEFAULT_LIMITS, Limits
from reweave.note.note import Note

LINTER = NoteLinter(Config())
TEXTS = st.from_regex(re.compile(FRONTMATTER), fullmatch=True)
LINES = (
    "a: b", "a:", "- b", "- [[b]]", '- "[[b]]"', "- '[[b]]'", '- "b"', "  - b", "- b: c", "a: b # c", "a: [b, c]",
    "a: []", 'a: "b"', "a: 'b'", "a: 'it''s'", 'a: "b\\n"', "a: 2026-02-30", "a: 2026-02-03", "a: 2026-02-03T25:00",
    "a: {{b}}", "a: b:", "a: b: c", "a: -1", "a: 012", "b: &x c", "b: *x", "b: !x c", "# c", "", " ", "a:b", "a: |",
    "a: >", "? a", "<<: b", "a : b", "reweave_edges:", "- b|supports", "<<<<<<< b", ">>>>>>> c", "a:\tb", "a: b ",
    "é: b", "a: é", "a: \u2028", "a: b\x85c", "---", "a: yes", "yes: a", "a: -", "- -", "- ?", "a: 'b", "a: \ufeff",
    "a: [b,c]", "a: [b", "c: d e", "d: R&D", "e: 1:30", "f: a|b", "-b",
)  # fmt: skip


def note(text: str) -> bytes:
    return f"---\n{text}---\nbody\n".encode()


def read(source: bytes) -> Normalized:
    """Return what becomes of a note of which all is read."""
    rules = LINTER.selection("n.md").rules
    slow = [layer._replace(pass_simple=False) for layer in layers(rules, unsafe=False)]
    return normalize(Note("n.md", source), rules, slow)


def is_clean(source: bytes) -> bool:
    found = read(source)
    return found.note.problem is None and not found.proposals


@given(TEXTS)
def test_nothing_is_found_in_what_is_recognized(text: str) -> None:
    if is_simple(note(text), DEFAULT_LIMITS):
        assert is_clean(note(text))


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=5))
@example(["a: b", "a: b"])
@example(["a:", "- b", "c: d"])
def test_nothing_is_found_in_lines_that_are_recognized(lines: list[str]) -> None:
    source = note("\n".join((*lines, "")))
    if is_simple(source, DEFAULT_LIMITS):
        assert is_clean(source)
    assert LINTER.lint("n.md", source).changes == read(source).changes


@given(TEXTS, st.integers(0, 30), st.characters(exclude_categories=["Cs"]))
def test_nothing_is_found_where_another_character_is_recognized(text: str, place: int, character: str) -> None:
    source = note(text[:place] + character + text[place + 1 :])
    if is_simple(source, DEFAULT_LIMITS):
        assert is_clean(source)


def test_a_usual_note_is_recognized() -> None:
    text = 'type: claim\ntitle: "A: b"\ncreated: 2026-02-11\ntags: [a, b-c]\nsupports:\n- grids displace\n- "[[x]]"\n'
    assert is_simple(note(text), DEFAULT_LIMITS)
    assert not is_simple(note(text.replace("\n", "\r\n")), DEFAULT_LIMITS)


def test_limits_hold() -> None:
    source = note("a: b\nc: d\n")
    assert is_simple(source, Limits(keys=2)) and not is_simple(source, Limits(keys=1))
    assert not is_simple(source, Limits(note_bytes=len(source) - 1))
    assert not is_simple(source, Limits(frontmatter_bytes=9))


@pytest.mark.parametrize(
    "config",
    [
        'extend-select = ["flow-lists"]',
        'extend-select = ["dangling-edge"]',
        '[rules.quotes]\nvalues = "double"',
        "[rules.list-indent]\nindent = 2",
    ],
)
def test_other_rules_and_options_read_every_note(config: str) -> None:
    assert NoteLinter(Config()).selection("n.md").pass_simple
    rules = parse_config(config.encode(), "reweave.toml").rules_for("n.md")
    assert not pass_simple(rules)

"""Nothing from a note or a name reaches a reader as anything but what it looks like."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.text import escape, few, one_line, printable, quoted

_CHARACTERS = st.text(alphabet=st.characters() | st.sampled_from('\x1b\x9b\u202e\u200b\udc9b"\\\n ab'), max_size=8)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("größe 電池 🔋 a\\b", "größe 電池 🔋 a\\b"),
        ("\x1b[31m\x07\x7f\0", "\\x1b[31m\\x07\\x7f\\x00"),
        ("a\tb\r\nc", "a\\tb\\r\\nc"),
        ("\x85\x9b31m", "\\u0085\\u009b31m"),
        ("\u202eevil\u2066\u2069", "\\u202eevil\\u2066\\u2069"),
        ("a\u2028b\u2029c", "a\\u2028b\\u2029c"),
        ("\udc9b\udcff\ud800", "\\x9b\\xff\\ud800"),
        ("\ufeff\u200b\u2060\u00ad\u200f\u061c", "\\ufeff\\u200b\\u2060\\u00ad\\u200f\\u061c"),
        ("\U000e0041", "\\U000e0041"),
        ("می‌خواهم 👩‍👧", "می‌خواهم 👩‍👧"),
    ],
)
def test_escape(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_escape_leaves_no_control_no_direction_and_no_separator() -> None:
    left = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if escape(character) == character
        and (
            unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
            or unicodedata.bidirectional(character) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        )
    ]
    assert left == []
    assert escape("\t\r", keep="\t") == "\t\\r"


def test_one_line_is_one_line_for_every_reader_and_keeps_names() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert len(one_line(everything).splitlines()) == 1
    assert "\x1b" not in one_line(everything)
    assert one_line("größe\u202e\u200b\udcff") == "größe\u202e\u200b\udcff"


def test_plain_names_need_no_quotes() -> None:
    for name in ("größe.md", "a b", "می\u200cخواهم", 'say "hi"', "a\\b", ""):
        assert printable(name) == name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x9bb", '"a\\u009bb"'),
        ("a\udc9bb", '"a\\x9bb"'),
        ("a\u202eb", '"a\\u202eb"'),
        (" a", '" a"'),
        ('"a', '"\\"a"'),
        ("\x1b\\", '"\\x1b\\\\"'),
    ],
)
def test_hostile_names_are_escaped_in_quotes(name: str, shown: str) -> None:
    assert printable(name) == shown


@given(_CHARACTERS, _CHARACTERS)
def test_different_names_are_shown_differently(one: str, other: str) -> None:
    assert (printable(one) == printable(other)) == (one == other)


@given(_CHARACTERS)
def test_every_form_is_already_safe(text: str) -> None:
    for shown in (escape(text), printable(text), quoted(text)):
        assert escape(shown) == shown
        assert shown.encode().decode() == shown


def test_quoted_is_bounded() -> None:
    assert quoted("a\x1b") == "'a\\x1b'"
    assert quoted("x" * 300) == f"'{'x' * 200}...'"


def test_a_list_of_a_few_names() -> None:
    assert few(["a", "b"], 2) == "a and b"
    assert few(["a", "b", "c"], 3) == "a, b and c"
    assert few([str(number) for number in range(1204)], 2) == "0, 1 and 1,202 more"

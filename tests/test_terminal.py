"""Nothing from a note or a name reaches a terminal as anything but what it looks like."""

import io
import sys
import unicodedata

import pytest

from reweave.terminal import Style, escape, one_line, paint, wants_colour


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


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


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "x"}, True),
    ],
)
def test_colour_on_a_terminal(environ: dict[str, str], wanted: bool) -> None:
    assert wants_colour(Terminal(), environ) is wanted


def test_no_colour_in_a_pipe_or_on_a_closed_stream() -> None:
    assert not wants_colour(io.StringIO(), {})
    closed = Terminal()
    closed.close()
    assert not wants_colour(closed, {})


def test_paint() -> None:
    assert paint("a", Style.RED) == "\x1b[31ma\x1b[0m"
    assert paint("a", Style.RED, colour=False) == "a"
    assert paint("", Style.RED) == ""

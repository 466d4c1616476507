"""Colour goes to terminals alone."""

import io

import pytest

from reweave.terminal import Style, paint, wants_colour


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "x"}, True),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"TERM": "dumb", "CLICOLOR_FORCE": "1"}, True),
        ({"TERM": "dumb", "CLICOLOR_FORCE": "0"}, False),
    ],
)
def test_colour_on_a_terminal(environ: dict[str, str], wanted: bool) -> None:
    assert wants_colour(Terminal(), environ) is wanted


def test_no_colour_in_a_pipe_or_on_a_closed_stream() -> None:
    assert not wants_colour(io.StringIO(), {})
    closed = Terminal()
    closed.close()
    assert not wants_colour(closed, {})
    assert not wants_colour(closed, {"FORCE_COLOR": "1"})


def test_colour_in_a_pipe_where_it_is_forced() -> None:
    assert wants_colour(io.StringIO(), {"FORCE_COLOR": "1"})
    assert not wants_colour(io.StringIO(), {"FORCE_COLOR": ""})


def test_paint() -> None:
    assert paint("a", Style.RED) == "\x1b[31ma\x1b[0m"
    assert paint("a", Style.RED, colour=False) == "a"
    assert paint("", Style.RED) == ""

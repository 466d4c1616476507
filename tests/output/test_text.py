"""Findings and counts as lines for people."""

from reweave.note.summary import Summary
from reweave.output.text import finding_lines, summary_lines
from tests.output.samples import FINDINGS, PERSON, STYLE, SUMMARY


def test_lines_in_a_pipe_are_in_order_and_one_per_finding() -> None:
    assert list(finding_lines(FINDINGS)) == [
        "claims/b, c: 100%.md:4:1: tab-indent indented by a tab",
        "claims/b, c: 100%.md:4:3: list-indent indented by 2, not 0",
        "größe\udcff.md:7:1: impossible-date 2026-02-00 is no date; write the day",
        "x\\nb.md:1:1: fake\\x1b[31m\u202e:2:1: unreadable bad\\r\\n50% \udcfe",
    ]


def test_lines_on_a_terminal_deceive_nobody() -> None:
    assert list(finding_lines(FINDINGS, terminal=True))[2:] == [
        "größe\\xff.md:7:1: impossible-date 2026-02-00 is no date; write the day",
        "x\\nb.md:1:1: fake\\x1b[31m\\u202e:2:1: unreadable bad\\r\\n50% \\xfe",
    ]


def test_colours() -> None:
    (line,) = finding_lines([STYLE], terminal=True, colour=True)
    assert line == "\x1b[1mclaims/b, c: 100%.md:4:3:\x1b[0m \x1b[36mlist-indent\x1b[0m indented by 2, not 0"


def test_the_summary_counts_notes_and_findings() -> None:
    assert list(summary_lines(FINDINGS, SUMMARY)) == [
        "1,229 notes read: 3 with findings, 39 unreadable, 2 refused, 3 with TOML left alone, 1 with JSON left alone, "
        "34 without frontmatter",
        "4 findings: 1 fixable with `reweave fix`, 1 only with `reweave fix --unsafe`, 2 manual",
    ]


def test_the_summary_of_one_note_and_of_none() -> None:
    assert list(summary_lines([], Summary(notes=1, unchanged=1))) == ["1 note read: no findings"]
    assert list(summary_lines([], Summary())) == ["0 notes read: no findings"]
    assert list(summary_lines([PERSON], Summary(notes=1, unchanged=1)))[1] == "1 finding: 1 manual"

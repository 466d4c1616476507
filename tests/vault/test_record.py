"""What a note says of itself."""

from datetime import date

import pytest

from reweave.vault.record import read_date, stem_of
from tests.vault.build import record


@pytest.mark.parametrize(
    ("path", "text", "title"),
    [
        ("claims/solar is cheap.md", "# Heading\n", "solar is cheap"),
        ("claims/solar-is-cheap.md", "# Solar is cheap\n", "Solar is cheap"),
        ("claims/solar-is-cheap.md", "text\n", "solar-is-cheap"),
        ("a.md", '---\ntitle: "Solar:  cheap"\n---\n# Heading\n', "Solar: cheap"),
        ("a.md", "---\ntitle:\n---\n# Heading ##\n", "Heading"),
        ("a.md", "```\n# not this\n```\n# this\n", "this"),
        ("a.md", "## not this\n#nor this\n# this\r\n", "a"),
        ("Salt.md", "Salt keeps food.\n\n# References\n", "Salt"),
        ("Salt.md", "- a list\n\n# References\n", "Salt"),
        ("Sal.md", "\r\n\r\n# Il sale conserva #\r\n\r\n# Fonti\r\n", "Il sale conserva"),
        ("csharp.md", "# Why C#\n", "Why C#"),
        ("a.md", "![[a.png]]\n#one #two/three\n%% hidden\n # text %%\n<!-- a -> b -->\n# this\ntext\n", "this"),
        ("a.md", "![[a.png]]\n# Tasks\n# Notes\n", "a"),
        ("a.md", "<div align=center>\n<img src=x>\n</div>\n# this\n```\n# not this\n```\n", "this"),
        ("a.md", "[![b](c)](d) ![e](f)\n# this\n", "this"),
        ("a.md", "<!-- never closed\n# this\n", "a"),
        ("a.md", "#tag # this\n", "a"),
        ("a.md", "Solar is cheap\r\n===\r\ntext\n", "Solar is cheap"),
        ("a.md", "```\n# not this", "a"),
        ("a.md", "#" + " " * 50_000 + "#" * 50_000 + "\n", "a"),
    ],
)
def test_title(path: str, text: str, title: str) -> None:
    assert record(text, path).title == title


def test_fields() -> None:
    one = record(
        "---\ntype: claim\ndomain: energy\nstatus: Retired\nconfidence: likely\nsummary: |\n  In\n  short\n"
        "created: 2026-02-11T10:00\naliases: [x, ' y  z ']\nalias: w\n---\nbody\n"
    )
    assert (one.note_type, one.domain, one.status, one.confidence) == ("claim", "energy", "Retired", "likely")
    assert one.description == "In short"
    assert one.created == date(2026, 2, 11)
    assert one.aliases == ("x", "y z", "w")


def test_the_day_may_stand_in_another_field_and_may_be_none() -> None:
    assert record("---\ncreated: 2026-02-00\ndate: 2026-02-03\n---\n").created == date(2026, 2, 3)
    assert record("---\ncreated: soon\n---\n").created is None


def test_body_and_lines() -> None:
    one = record("---\na: b\n---\nfirst\nsecond\n")
    assert one.body == "first\nsecond\n"
    assert one.first_line == 4
    assert one.line_of(one.body.index("second")) == 5


def test_a_note_that_cannot_be_read() -> None:
    one = record("---\na: [\n---\nbody\n", "x/a.md")
    assert one.problem is not None
    assert (one.title, one.folder, one.body, dict(one.fields)) == ("a", "x", "body\n", {})


def test_bytes_that_are_no_text() -> None:
    from reweave.note.note import Note
    from reweave.vault.record import read_record

    assert read_record(Note("a.md", b"# \xff title\nbody \xfe")).heading == "\ufffd title"


def test_stem_and_day() -> None:
    assert [stem_of(path) for path in ("a/b.c.md", "a/.md", "a/b")] == ["b.c", ".md", "b"]
    assert read_date("2026-02-30") is None
    assert read_date("2026-W01-1") is None

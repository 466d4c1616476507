"""What is wrong with a frontmatter is named where it is, not where the reader gave up."""

import pytest

from reweave.note.note import Note


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ('title: "abc\nb: c\nd: e\n', (2, 8), 'unclosed quote `"`'),
        ("a: b\ntitle: 'abc\nd: e\n", (3, 8), "unclosed quote `'`"),
        ("tags: [a, b\nx: y\n", (2, 7), "unclosed `[`"),
        ("a:\n- [b\n", (3, 3), "unclosed `[`"),
        ("m: {a: 1\nx: y\n", (2, 4), "unclosed `{`"),
        ("a: b\ntitle:Foo\nx: y\n", (3, 6), "no space after the colon of the key"),
        ("title:\u00a0x\nb: c\n", (2, 6), "a no-break space after the colon; use a space"),
        ("title：甲\nb: c\n", (2, 6), "a full-width colon after the key; use `: `"),
        ("url: http://x\nfoo:bar\nb: c\n", (3, 4), "no space after the colon of the key"),
        ("a: `x` y\n", (2, 4), "a value cannot start with a backtick; quote it"),
        ("a: @x\n", (2, 4), "a value cannot start with `@`; quote it"),
        ("a: %x\n", (2, 4), "a value cannot start with `%`; quote it"),
        ("a:\n\t- b\n", (3, 1), "a tab cannot indent or start a value; use spaces"),
        ('a: "x" and y\n', (2, 8), 'text after the closing `"`; quote the whole value'),
        ("a: [x] y\n", (2, 8), "text after the closing `]`; quote the whole value"),
        ("r: [[a]], [[b]]\n", (2, 9), "text after the closing `]`; quote the whole value"),
        ("a: b: c\n", (2, 5), "a second `: ` in an unquoted value; quote the value"),
    ],
)
def test_the_cause_is_named_at_its_place(text: str, place: tuple[int, int], reason: str) -> None:
    note = Note("n.md", f"---\n{text}---\n".encode())
    assert note.problem is not None
    assert (note.place(note.problem.offset), note.problem.reason) == (place, reason)

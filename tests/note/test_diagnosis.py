"""What is wrong with a frontmatter is named where it is, not where the reader gave up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.note.note import Note


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ('title: "abc\nb: c\nd: e\n', (2, 8), 'unclosed quote `"`'),
        ("a: b\ntitle: 'abc\nd: e\n", (3, 8), "unclosed quote `'`"),
        ("tags: [a, b\nx: y\n", (2, 7), "unclosed `[`"),
        ("a:\n- [b\n", (3, 3), "unclosed `[`"),
        ("a: [b,\n", (2, 4), "unclosed `[`"),
        (
            "tags: [ #é, #b ]\nx: y\n",
            (2, 7),
            "unclosed `[`: the `#` behind it starts a comment; quote it if it is text",
        ),
        ("m: {a: b, c: #d}\n", (2, 4), "unclosed `{`: the `#` behind it starts a comment; quote it if it is text"),
        ("a: [b, # c\nd: e\n", (2, 4), "unclosed `[`"),
        ("a: b\nc∶d\ne: f\n", (3, 2), "U+2236 in place of the colon after the key; use `: `"),
        ("a: b\nc:\u200bd\n", (3, 2), "a zero width space after the colon; use a space"),
        ("a: [b,\n- c\nd: e\n", (2, 4), "unclosed `[`"),
        ('l:\n  - [é, "b]",\n  - c\nx: y\n', (3, 5), "unclosed `[`"),
        ("a: [b,\nc:\n- d\n", (2, 4), "unclosed `[`"),
        ("a: {b: c,\n# d\n", (2, 4), "unclosed `{`"),
        ("m: {a: 1\nx: y\n", (2, 4), "unclosed `{`"),
        ("a: b\ntitle:Foo\nx: y\n", (3, 6), "no space after the colon of the key"),
        ("title:\u00a0x\nb: c\n", (2, 6), "a no-break space after the colon; use a space"),
        ("title：甲\nb: c\n", (2, 6), "a full-width colon after the key; use `: `"),
        ("url: http://x\nfoo:bar\nb: c\n", (3, 4), "no space after the colon of the key"),
        ("a: `x` y\n", (2, 4), "a value cannot start with a backtick; quote it"),
        ("a: @x\n", (2, 4), "a value cannot start with `@`; quote it"),
        ("a: !größer als\n", (2, 4), "a value cannot start with `!`; quote it"),
        ("l:\n- !日本\n", (3, 3), "a value cannot start with `!`; quote it"),
        ("a: !50%zz\n", (2, 4), "a value cannot start with `!`; quote it"),
        ("%YAML 1.2\na: b\n", (2, 1), "`%YAML 1.2` is a YAML directive; remove it"),
        ("# c\n%TAG ! x:\r\n%YAML 1.1\n\na: b\n", (4, 1), "`%YAML 1.1` is a YAML directive; remove it"),
        ("a: %x\n", (2, 4), "a value cannot start with `%`; quote it"),
        ("a:\n\t- b\n", (3, 1), "a tab cannot indent or start a value; use spaces"),
        ('a: "x" and y\n', (2, 8), 'text after the closing `"`; quote the whole value'),
        ('a: "x, y", "z"\n', (2, 10), '`,` after the closing `"`; put a list in brackets, or quote the whole value'),
        (
            "glob: '**/*.ts', '*.é'\n",
            (2, 16),
            "`,` after the closing `'`; put a list in brackets, or quote the whole value",
        ),
        ("a: [x,, y]\n", (2, 7), 'nothing between `,` and `,`; remove the comma, or write `""`'),
        ("a:\n- [ , y]\n", (3, 5), 'nothing between `[` and `,`; remove the comma, or write `""`'),
        ("%% Kommentar %%\na: b\n", (2, 1), "a line cannot start with `%`; a comment starts with `#`"),
        ('a: ["x" y, z]\n', (2, 9), 'text after the closing `"`; add a comma, or quote the whole item'),
        ("m: {é: 'x' 'y'}\n", (2, 12), "text after the closing `'`; add a comma, or quote the whole item"),
        ("a: b\n>\n", (3, 1), "a line that is not `key: value`"),
        ("m: {: 1\nx: y\n", (2, 5), "`:` in the place of a value; quote it if it is text"),
        ('"x"～\n', (2, 4), 'text after the closing `"`; quote the whole value'),
        ("a: |0x\n", (2, 5), "the number after `|` or `>` is not 1 to 9; quote the value if it is text"),
        ("日：x: y\nz: @w\n", (3, 4), "a value cannot start with `@`; quote it"),
        ("日：x: y\nz\n", (3, 1), "a line that is not `key: value`"),
        ("* a: b\n* c: d\n", (2, 1), "a line cannot start with `*`; a list item starts with `- `"),
        ('a: b\ntags = ["x"]\n', (3, 1), "`key = value` is TOML, which goes between `+++`; use `key: value`"),
        ("a: b\nday = 2026-01-02\nc: d\n", (3, 1), "`key = value` is TOML, which goes between `+++`; use `key: value`"),
        ("a: [x] y\n", (2, 8), "text after the closing `]`; quote the whole value"),
        ("r: [[a]], [[b]]\n", (2, 9), "text after the closing `]`; quote the whole value"),
        ("a: b: c\n", (2, 5), "a second `: ` in an unquoted value; quote the value"),
        ("titre: l'été\nauteur: 'Moi\nautre: 'x'\n", (3, 9), "unclosed quote `'`"),
        ('标题: "风\n作者:\n- "甲"\n', (2, 5), 'unclosed quote `"`'),
        ('k: ["a", "b]\nl: "c", d\n', (2, 10), 'unclosed quote `"`'),
        ('title: "abc\n\ntext "quoted" text\n', (2, 8), 'unclosed quote `"`'),
        ("a: {b, c: [d}\nz: 1\n", (2, 11), "unclosed `[`"),
        ("tags: [a, [b, c]\nz: 1\n", (2, 7), "unclosed `[`"),
        ("title:\u3000x\nz: 1\n", (2, 6), "an ideographic space after the colon; use a space"),
        ("title:\u2009x\nz: 1\n", (2, 6), "a thin space after the colon; use a space"),
        ('"title":Foo\nz: 1\n', (2, 8), "no space after the colon of the key"),
        ("date:2026-01-01\nz: 1\n", (2, 5), "no space after the colon of the key"),
        ("- a:b\n  c: d\n", (2, 4), "no space after the colon of the key"),
        ("tags:\n-a\n-b\nz: 1\n", (3, 1), "no space after the dash"),
        ("k: v\n\tb\n", (3, 1), "a tab cannot indent or start a value; use spaces"),
        ("k: |\n\tb\n", (3, 1), "a tab cannot indent or start a value; use spaces"),
        ("k:\n-\u00a0a\n- b\n", (3, 1), "a no-break space after the dash; use a space"),
        ("k:\n\u00a0\u00a0- a\nz: 1\n", (3, 1), "a no-break space in the indentation; use spaces"),
        ("title: x\nfoo\nz: 1\n", (3, 1), "a line that is not `key: value`"),
        ("foo\nz: 1\n", (2, 1), "a line that is not `key: value`"),
        ("a: 1\n title: x\n", (3, 2), "a key that is indented too far: the line above it has a value"),
        ("tags: [a, b]]\nz: 1\n", (2, 13), "`]` closes nothing"),
        ("k: |\n  a\n b\nz: 1\n", (4, 2), "indented like no line above it"),
        ("- a\nb: c\n", (3, 1), "a key where another list item was expected"),
        ("a: b\n- c\n", (3, 1), "a list item where a key was expected"),
        ("a: - b\n", (2, 4), "a list item on the line of its key; move it below, or quote the value"),
        ("a: , b\n", (2, 4), "a value cannot start with `,`; quote it"),
        ("a: ? b\n", (2, 4), "a value cannot start with `? `; quote it"),
        ("a: * b\n", (2, 4), "a value cannot start with `*`; quote it"),
        ("a: & b\n", (2, 4), "a value cannot start with `&`; quote it"),
        ("a: b\n`c`: d\n", (3, 1), "a value cannot start with a backtick; quote it"),
        ("a: > b\n", (2, 4), "text on the line of a block scalar (`>`); quote the value if the mark is part of it"),
        ('p: "C:\\path"\n', (2, 7), "`\\p` is not an escape; use single quotes, or `\\\\`"),
        ('p: "C:\\users"\n', (2, 7), "`\\u` is not an escape; use single quotes, or `\\\\`"),
        ("a: {{x}} y\nb: c\nd: [e\n", (4, 4), "unclosed `[`"),
    ],
)
def test_the_cause_is_named_at_its_place(text: str, place: tuple[int, int], reason: str) -> None:
    note = Note("n.md", f"---\n{text}---\n".encode())
    assert note.problem is not None
    assert (note.place(note.problem.offset), note.problem.reason) == (place, reason)


_PIECE = st.sampled_from([*"ab-,[]{}\"'`@*&|>?!%#\\\t\n \u3000\u00a0", "b:", ": ", "- "])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(_PIECE, max_size=12).map("".join))
def test_every_cause_is_short_and_inside_the_frontmatter(text: str) -> None:
    note = Note("n.md", f"---\nk: {text}\nz: 1\n---\n".encode())
    if note.problem is not None:
        assert 0 <= note.problem.offset <= len(note.text)
        assert "\n" not in note.problem.reason
        assert len(note.problem.reason) < 140


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("k:{% for a in b %}\n- {{a}}{% endfor %}\nl: @m\n", (4, 4)),
        ("{{#if a}}\nt: {{b}}\n{{/if}}\nl: 'm\n", (5, 4)),
        ("t: <%*\n  a: b\n%>\nl: m: n\n", (5, 5)),
    ],
)
def test_what_is_wrong_besides_placeholders_is_named_at_its_place(text: str, place: tuple[int, int]) -> None:
    note = Note("n.md", f"---\n{text}---\n".encode())
    assert note.problem is not None
    assert note.place(note.problem.offset) == place


@pytest.mark.parametrize("char", "\x85\u2028\u2029")
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: b\n# c{}d\ne: f\n", (3, 4)),
        ("a:\n- b\n# ц {} d\n- e\n", (4, 5)),
        ("# c{} d\na: b\n", (2, 4)),
        ("a: b # c{}d\n", (2, 9)),
        ("x: 'y{0}z'\na: b\n# c{0}d\ne: f\n", (4, 4)),
        ("a: {{{{x}}}}\n# c{}d\ne: f\n", (3, 4)),
    ],
)
def test_a_line_end_of_yaml_1_1_only_is_named(char: str, text: str, place: tuple[int, int]) -> None:
    note = Note("n.md", f"---\n{text.format(char)}---\n".encode())
    assert note.problem is not None
    assert note.place(note.problem.offset) == place
    assert note.problem.reason == f"U+{ord(char):04X} ends a line in YAML 1.1, inside a comment or value; remove it"


def test_another_fault_beside_such_a_line_end_is_named() -> None:
    note = Note("n.md", "---\nx: 'y\x85z'\na: b: c\n---\n".encode())
    assert note.problem is not None
    assert note.problem.reason == "a second `: ` in an unquoted value; quote the value"
